import {
  changeOf,
  checkValues,
  defaultsOf,
  type Policy,
  sameValue,
  type TunableValue,
  type Values,
  type VariableOrigin,
  variableName,
  variablesOf,
} from "../../../contract";
import type { Delta } from "../../../optimizer/plan/recommendation";
import type { StackDefinition } from "../../../stacks/foundation";

type Components = StackDefinition["contract"]["components"];

const NEAR = 0.1;

/** Other values than the default, nearest and less first: one for each way in which the change table lets it change, and each member of a set. */
function others(components: Components, origin: VariableOrigin): readonly TunableValue[] {
  const tunable = origin.definition;
  switch (tunable.type) {
    case "choice": {
      const at = tunable.ladder.indexOf(tunable.default);
      const below = tunable.ladder.slice(0, at).reverse();
      return onePerChange(components, origin, [...below, ...tunable.ladder.slice(at + 1)]);
    }
    case "count": {
      const half = Math.floor((tunable.min + tunable.default) / 2);
      const more = tunable.default + Math.max(1, Math.round(tunable.default * NEAR));
      const inRange = [half, Math.min(tunable.max, more)].filter((value) => value !== tunable.default);
      return onePerChange(components, origin, inRange);
    }
    case "flag":
      return [!tunable.default];
    case "set": {
      const absent = tunable.members.filter((member) => !tunable.default.includes(member));
      const fewer = tunable.default.map((member) => tunable.default.filter((each) => each !== member));
      return [...fewer, ...absent.map((member) => tunable.members.filter((each) => each === member || tunable.default.includes(each)))];
    }
    case "schedule":
      return [{ stop: "0 20 * * 1-5", start: "0 6 * * 1-5" }];
  }
}

function onePerChange(
  components: Components,
  { component, tunable, definition }: VariableOrigin,
  values: readonly TunableValue[],
): readonly TunableValue[] {
  const kind = components[component]?.kind;
  if (kind === undefined) return [];
  const changes = values.map((to) => changeOf(kind, tunable, definition.default, to));
  return values.filter((_, index) => !changes.slice(0, index).some((change) => change === changes[index]));
}

/** Only a gp3 volume has a throughput of its own: beside another type a plan shows nothing of it. */
const isIgnored = (components: Components, { component, tunable }: VariableOrigin): boolean =>
  tunable === "volume_throughput_mibps" && defaultsOf(components)[variableName(component, "volume_type")] !== "gp3";

/**
 * Every size from its default to each of its other values that is allowed by itself, in rounds that turn one size of each component:
 * a plan takes ten seconds of processor time, whatever it turns.
 */
export function roundsOf(components: Components): readonly (readonly Delta[])[] {
  const perComponent = new Map<string, Delta[]>();
  for (const [variable, origin] of variablesOf(components)) {
    const { component, definition } = origin;
    if (isIgnored(components, origin)) continue;
    const allowed = others(components, origin).filter((to) => checkValues(components, { [variable]: to }).problems.length === 0);
    const deltas = allowed.map((to): Delta => ({ variable, from: definition.default, to }));
    perComponent.set(component, [...(perComponent.get(component) ?? []), ...deltas]);
  }
  const longest = Math.max(0, ...[...perComponent.values()].map(({ length }) => length));
  return Array.from({ length: longest }, (_, round) => [...perComponent.values()].flatMap((deltas) => deltas.slice(round, round + 1)));
}

/** A tfvars file's content. */
export const valuesOf = (deltas: readonly Delta[]): Values => Object.fromEntries(deltas.map(({ variable, to }) => [variable, to]));

/** What has to change to get from some values to others. */
export function deltasBetween(components: Components, before: Values, after: Values): readonly Delta[] {
  const [from, to] = [before, after].map((values) => ({ ...defaultsOf(components), ...values }));
  return Object.entries(to ?? {}).flatMap(([variable, value]) => {
    const former = from?.[variable];
    return former === undefined || sameValue(former, value) ? [] : [{ variable, from: former, to: value }];
  });
}

/**
 * Values after each apply of a phase that turns all its sizes once. Redis takes one dimension at a time
 * (hashicorp/terraform-provider-aws #50096), the others all of theirs.
 */
export function appliesOf(components: Components, { turns }: Policy["phases"][number], before: Values): readonly Values[] {
  const variables = [...variablesOf(components)].filter(([, origin]) =>
    turns.some(
      ({ component, tunables }) => component === origin.component && (tunables.includes("*") || tunables.includes(origin.tunable)),
    ),
  );
  const applies: Record<string, TunableValue>[] = [];
  const taken = new Map<string, number>();
  let all = before;
  for (const [variable, origin] of variables) {
    const { component } = origin;
    const to = others(components, origin).find((value) => checkValues(components, { ...all, [variable]: value }).problems.length === 0);
    if (to === undefined) continue;
    all = { ...all, [variable]: to };
    const at = components[component]?.kind === "redis" ? (taken.get(component) ?? 0) : 0;
    taken.set(component, at + 1);
    applies[at] = { ...applies[at], [variable]: to };
  }
  return applies.map((_, index) => Object.assign({}, before, ...applies.slice(0, index + 1)));
}
