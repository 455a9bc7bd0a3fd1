import { METRICS } from "./catalog/metrics";
import { SCOPES } from "./catalog/metrics/scopes";
import { type Component, tunablesOf, variableOf } from "./component";
import type { DeploymentContract } from "./deployment";
import type { Resource } from "./inventory";
import type { RelativeTrigger, Threshold } from "./policy";
import { checkValues, defaultsOf } from "./values";

type Components = DeploymentContract["components"];

/** What of a contract does not fit together though each part is well formed: one line per problem, by path, with what there is. */
export function contractProblems({ components, inventory, regions, policy }: DeploymentContract): readonly string[] {
  return [
    ...variableProblems(components),
    ...checkValues(components, defaultsOf(components)).problems.map((problem) => `components: ${problem}`),
    ...inventoryProblems(components, inventory, regions),
    ...policyProblems(components, policy),
  ];
}

const listed = (names: Iterable<string>): string => [...names].join(", ") || "none";

/** Two sizes behind one variable cannot be turned one by one. */
function variableProblems(components: Components): readonly string[] {
  const first = new Map<string, string>();
  return Object.entries(components).flatMap(([component, definition]) =>
    [...tunablesOf(definition)].flatMap(([tunable, turned]) => {
      const [variable, place] = [variableOf(component, tunable, turned), `components.${component}.tunables.${tunable}`];
      const other = first.get(variable);
      first.set(variable, other ?? place);
      return other === undefined ? [] : [`${place}: the variable ${variable} is that of ${other} already; give each its own in the module`];
    }),
  );
}

function inventoryProblems(
  components: Components,
  inventory: DeploymentContract["inventory"],
  regions: readonly string[],
): readonly string[] {
  const missing = Object.keys(components).filter((component) => inventory[component] === undefined);
  return [
    ...missing.map((component) => `inventory.${component}: is missing; it tells by which dimensions CloudWatch knows the component`),
    ...Object.entries(inventory).flatMap(([component, { region, resources }]) => {
      const definition = components[component];
      const path = `inventory.${component}`;
      if (definition === undefined) return [`${path}: there is no such component; there are ${listed(Object.keys(components))}`];
      const names = resources.map(({ name }) => name);
      return [
        ...(regions.includes(region) ? [] : [`${path}.region: ${region} is none of the regions ${listed(regions)}`]),
        ...[...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
          (name) => `${path}.resources: ${name} is there more than once`,
        ),
        ...resources.flatMap((resource, index) => resourceProblems(`${path}.resources.${index}`, resource, definition)),
      ];
    }),
  ];
}

function resourceProblems(path: string, { scope, dimensions }: Resource, { kind }: Component): readonly string[] {
  const expected = SCOPES[kind][scope];
  if (expected === undefined) {
    return [`${path}.scope: ${scope} is no scope of ${kind}; it takes one of ${listed(Object.keys(SCOPES[kind]))}`];
  }
  const given = Object.keys(dimensions);
  const isSame = expected.length === given.length && expected.every((name) => given.includes(name));
  return isSame ? [] : [`${path}.dimensions: a ${scope} has ${listed(expected)}, not ${listed(given)}`];
}

function policyProblems(components: Components, policy: DeploymentContract["policy"]): readonly string[] {
  const { slos, scaleUpTriggers, alerting, observation, phases } = policy;
  const watched: Readonly<Record<string, readonly (Threshold | RelativeTrigger)[]>> = {
    slos,
    scaleUpTriggers,
    "alerting.health": alerting.health,
    "observation.triggers": observation.triggers,
    "observation.relativeTriggers": observation.relativeTriggers,
  };
  return [
    ...Object.entries(watched).flatMap(([list, each]) =>
      each.flatMap((one, index) => metricProblems(`policy.${list}.${index}`, one, components)),
    ),
    ...phases.flatMap(({ turns }, phase) =>
      turns.flatMap(({ component, tunables }, turn) =>
        turnProblems(`policy.phases.${phase}.turns.${turn}`, component, tunables, components),
      ),
    ),
  ];
}

function metricProblems(
  path: string,
  { component, metric, per, statistic }: Pick<Threshold, "component" | "metric" | "per" | "statistic">,
  components: Components,
): readonly string[] {
  const definition = components[component];
  if (definition === undefined) return [noComponent(path, component, components)];
  const entries = METRICS[definition.kind];
  const known = new Set(entries.map(({ name }) => name));
  const unknown = Object.entries({ metric, per }).flatMap(([key, name]) =>
    name === undefined || known.has(name)
      ? []
      : [`${path}.${key}: ${definition.kind} has no metric ${name}; it takes one of ${listed(known)}`],
  );
  if (unknown.length > 0) return unknown;
  const statistics = new Set(entries.filter(({ name }) => name === metric).flatMap((entry) => entry.statistics));
  return statistics.has(statistic)
    ? []
    : [`${path}.statistic: ${metric} of ${definition.kind} is not read as ${statistic}; it takes one of ${listed(statistics)}`];
}

function turnProblems(path: string, component: string, turned: readonly string[], components: Components): readonly string[] {
  const definition = components[component];
  if (definition === undefined) return [noComponent(path, component, components)];
  const known = tunablesOf(definition);
  return turned
    .filter((tunable) => tunable !== "*" && !known.has(tunable))
    .map((tunable) => `${path}.tunables: ${component} has no ${tunable}; it takes ${listed(known.keys())}, or "*" for all`);
}

const noComponent = (path: string, component: string, components: Components): string =>
  `${path}.component: there is no component ${component}; it takes one of ${listed(Object.keys(components))}`;
