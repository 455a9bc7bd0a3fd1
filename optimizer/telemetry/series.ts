import {
  type Component,
  type DeploymentContract,
  isPublishedBy,
  METRICS,
  type MetricEntry,
  type Policy,
  type Resource,
  type Statistic,
  seriesId,
  tunablesOf,
} from "../../contract";

/** One series that the contract's inventory and the metric catalog together ask for. */
export interface PlannedSeries {
  readonly id: string;
  readonly component: string;
  readonly region: string;
  readonly resource: Resource;
  readonly entry: MetricEntry;
  readonly statistic: Statistic;
}

export interface PlanOptions {
  /** Also the metrics that are for people and for no decision. @default false */
  readonly detail?: boolean;
}

/** Every series of a deployment, sorted by id. A component without inventory has none. */
export function plannedSeries(contract: DeploymentContract, { detail = false }: PlanOptions = {}): readonly PlannedSeries[] {
  const named = metricsOfPolicy(contract.policy);
  const planned = Object.entries(contract.components).flatMap(([component, definition]) => {
    const { kind } = definition;
    const inventory = contract.inventory[component];
    if (inventory === undefined) return [];
    return METRICS[kind]
      .filter((entry) => detail || entry.detail !== true || named.has(`${component}/${entry.name}`) || isNeeded(entry, definition))
      .flatMap((entry) =>
        inventory.resources
          .filter((resource) => isPublishedBy(entry, resource))
          .flatMap((resource) =>
            entry.statistics.map((statistic) => ({
              id: seriesId(component, resource.name, entry.name, statistic),
              component,
              region: resource.region ?? inventory.region,
              resource,
              entry,
              statistic,
            })),
          ),
      );
  });
  return planned.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Whether the component is, or may become, what makes a detail count. */
function isNeeded({ neededWith }: MetricEntry, definition: Component): boolean {
  if (neededWith === undefined) return false;
  const tunable = tunablesOf(definition).get(neededWith.tunable);
  return tunable?.type === "choice" && tunable.ladder.includes(neededWith.rung);
}

/** What SLOs, triggers and alarms of the policy speak of, as `component/metric`. */
function metricsOfPolicy({ slos, scaleUpTriggers, alerting, observation }: Policy): ReadonlySet<string> {
  const indicators = [...slos, ...scaleUpTriggers, ...alerting.health, ...observation.triggers, ...observation.relativeTriggers];
  return new Set(
    indicators.flatMap((indicator) => {
      const per = "per" in indicator && indicator.per !== undefined ? [indicator.per] : [];
      return [indicator.metric, ...per].map((metric) => `${indicator.component}/${metric}`);
    }),
  );
}
