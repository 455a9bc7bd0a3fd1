import { METRICS } from "./catalog/metrics";
import { SCOPES } from "./catalog/metrics/scopes";
import { type Sized, tunablesOf, variableOf } from "./component";
import type { ContractParts, IndicatorParts, InventoryParts, PhaseParts, PolicyParts, ResourceParts } from "./parts";
import { defaultProblems, variablesOf } from "./values";

type Components = NonNullable<ContractParts["components"]>;

/** What of a contract does not fit together, of as much as is well formed: one line per problem, by path, with what there is. */
export function contractProblems({ components, inventory, regions, policy }: ContractParts): readonly string[] {
  if (components === undefined) return [];
  const sized = Object.fromEntries(Object.entries(components).filter((each): each is [string, Sized] => each[1] !== undefined));
  return [
    ...variableProblems(sized),
    ...sizeProblems(sized),
    ...(inventory === undefined ? [] : inventoryProblems(components, inventory, regions)),
    ...(policy === undefined ? [] : policyProblems(components, policy)),
  ];
}

const listed = (names: Iterable<string>): string => [...names].join(", ") || "none";
const known = <T>(one: T | undefined): one is T => one !== undefined;

/** Two sizes behind one variable cannot be turned one by one. */
function variableProblems(components: Readonly<Record<string, Sized>>): readonly string[] {
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

function sizeProblems(components: Readonly<Record<string, Sized>>): readonly string[] {
  const variables = variablesOf(components);
  return defaultProblems(components).map(({ variable, problem }) => {
    const origin = variables.get(variable);
    return `${origin === undefined ? variable : `components.${origin.component}.tunables.${origin.tunable}`}: ${problem}`;
  });
}

function inventoryProblems(
  components: Components,
  inventory: NonNullable<ContractParts["inventory"]>,
  regions: ContractParts["regions"],
): readonly string[] {
  const missing = Object.keys(components).filter((component) => !(component in inventory));
  return [
    ...missing.map((component) => `inventory.${component}: is missing; it tells by which dimensions CloudWatch knows the component`),
    ...Object.entries(inventory).flatMap(([component, held]) => {
      const path = `inventory.${component}`;
      if (!(component in components)) return [`${path}: there is no such component; there are ${listed(Object.keys(components))}`];
      return held === undefined ? [] : heldProblems(path, held, components[component], regions);
    }),
  ];
}

function heldProblems(
  path: string,
  { region, resources }: InventoryParts,
  definition: Sized | undefined,
  regions: ContractParts["regions"],
): readonly string[] {
  const names = resources.map((resource) => resource?.name).filter(known);
  return [
    ...(region === undefined || regions === undefined || regions.includes(region)
      ? []
      : [`${path}.region: ${region} is none of the regions ${listed(regions)}`]),
    ...[...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
      (name) => `${path}.resources: ${name} is there more than once`,
    ),
    ...resources.flatMap((resource, index) =>
      resource === undefined || definition === undefined ? [] : resourceProblems(`${path}.resources.${index}`, resource, definition),
    ),
  ];
}

function resourceProblems(path: string, { scope, dimensions }: ResourceParts, { kind }: Sized): readonly string[] {
  if (scope === undefined) return [];
  const expected = SCOPES[kind][scope];
  if (expected === undefined) {
    return [`${path}.scope: ${scope} is no scope of ${kind}; it takes one of ${listed(Object.keys(SCOPES[kind]))}`];
  }
  if (dimensions === undefined) return [];
  const given = Object.keys(dimensions);
  const isSame = expected.length === given.length && expected.every((name) => given.includes(name));
  return isSame ? [] : [`${path}.dimensions: a ${scope} has ${listed(expected)}, not ${listed(given)}`];
}

function policyProblems(components: Components, policy: PolicyParts): readonly string[] {
  const { slos, scaleUpTriggers, alerting, observation, phases } = policy;
  const watched = {
    slos,
    scaleUpTriggers,
    "alerting.health": alerting.health,
    "observation.triggers": observation.triggers,
    "observation.relativeTriggers": observation.relativeTriggers,
  };
  return [
    ...Object.entries(watched).flatMap(([list, each]) =>
      each.flatMap((one, index) => (one === undefined ? [] : metricProblems(`policy.${list}.${index}`, one, components))),
    ),
    ...phases.flatMap((phase, index) => (phase === undefined ? [] : phaseProblems(`policy.phases.${index}`, phase, components))),
  ];
}

function metricProblems(path: string, { component, metric, per, statistic }: IndicatorParts, components: Components): readonly string[] {
  if (component === undefined) return [];
  if (!(component in components)) return [noComponent(path, component, components)];
  const kind = components[component]?.kind;
  if (kind === undefined) return [];
  const entries = METRICS[kind];
  const names = new Set(entries.map(({ name }) => name));
  const unknown = Object.entries({ metric, per }).flatMap(([key, name]) =>
    name === undefined || names.has(name) ? [] : [`${path}.${key}: ${kind} has no metric ${name}; it takes one of ${listed(names)}`],
  );
  if (unknown.length > 0 || metric === undefined || statistic === undefined) return unknown;
  const statistics = new Set(entries.filter(({ name }) => name === metric).flatMap((entry) => entry.statistics));
  return statistics.has(statistic)
    ? []
    : [`${path}.statistic: ${metric} of ${kind} is not read as ${statistic}; it takes one of ${listed(statistics)}`];
}

const phaseProblems = (path: string, { turns }: PhaseParts, components: Components): readonly string[] =>
  turns.flatMap((turn, index) => {
    const place = `${path}.turns.${index}`;
    if (turn?.component === undefined) return [];
    if (!(turn.component in components)) return [noComponent(place, turn.component, components)];
    const definition = components[turn.component];
    return definition === undefined ? [] : turnProblems(`${place}.tunables`, turn.component, turn.tunables.filter(known), definition);
  });

function turnProblems(place: string, component: string, turned: readonly string[], { tunables }: Sized): readonly string[] {
  const there = Object.keys(tunables);
  return turned
    .filter((tunable) => tunable !== "*" && !there.includes(tunable))
    .map((tunable) => `${place}: ${component} has no ${tunable}; it takes ${listed(there)}, or "*" for all`);
}

const noComponent = (path: string, component: string, components: Components): string =>
  `${path}.component: there is no component ${component}; it takes one of ${listed(Object.keys(components))}`;
