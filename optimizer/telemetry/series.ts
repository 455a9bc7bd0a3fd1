import { type DeploymentContract, METRICS, type MetricEntry, type Resource, type Statistic, seriesId } from "../../contract";

/** One series that the contract's inventory and the metric catalog together ask for. */
export interface PlannedSeries {
  readonly id: string;
  readonly component: string;
  readonly region: string;
  readonly resource: Resource;
  readonly entry: MetricEntry;
  readonly statistic: Statistic;
}

/** Every series of a deployment, sorted by id. A kind without metrics and a component without inventory have none. */
export function plannedSeries(contract: DeploymentContract): readonly PlannedSeries[] {
  const planned = Object.entries(contract.components).flatMap(([component, { kind }]) => {
    const inventory = contract.inventory[component];
    if (inventory === undefined) return [];
    return METRICS[kind].flatMap((entry) =>
      inventory.resources
        .filter((resource) => resource.scope === entry.scope)
        .flatMap((resource) =>
          entry.statistics.map((statistic) => ({
            id: seriesId(component, resource.name, entry.name, statistic),
            component,
            region: inventory.region,
            resource,
            entry,
            statistic,
          })),
        ),
    );
  });
  return planned.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
