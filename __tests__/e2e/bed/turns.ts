import {
  checkValues,
  defaultsOf,
  type Policy,
  sameValue,
  type Tunable,
  type TunableValue,
  type Values,
  variablesOf,
} from "../../../contract";
import type { Delta } from "../../../optimizer/plan/recommendation";
import type { StackDefinition } from "../../../stacks/foundation";

type Components = StackDefinition["contract"]["components"];

const NEAR = 0.1;

/** Other values than the default, the nearest first, towards less before towards more; of a ladder its lower end too. */
function others(tunable: Tunable): readonly TunableValue[] {
  switch (tunable.type) {
    case "choice": {
      const at = tunable.ladder.indexOf(tunable.default);
      return distinct([tunable.ladder[at - 1], tunable.ladder[at + 1], tunable.ladder[0]]).filter((rung) => rung !== tunable.default);
    }
    case "count": {
      const half = Math.floor((tunable.min + tunable.default) / 2);
      const more = Math.min(tunable.max, Math.ceil(tunable.default * (1 + NEAR)));
      return distinct([half, more]).filter((value) => value !== tunable.default);
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

const distinct = <T>(values: readonly (T | undefined)[]): readonly T[] => [...new Set(values)].filter((value) => value !== undefined);

/** Every size to each of its other values that is allowed while all else keeps its default. */
export function turnsOf(components: Components): readonly Delta[] {
  return [...variablesOf(components)].flatMap(([variable, { definition }]) =>
    others(definition)
      .filter((to) => checkValues(components, { [variable]: to }).problems.length === 0)
      .map((to): Delta => ({ variable, from: definition.default, to })),
  );
}

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
  for (const [variable, { component, definition }] of variables) {
    const to = others(definition).find((value) => checkValues(components, { ...all, [variable]: value }).problems.length === 0);
    if (to === undefined) continue;
    all = { ...all, [variable]: to };
    const at = components[component]?.kind === "redis" ? (taken.get(component) ?? 0) : 0;
    taken.set(component, at + 1);
    applies[at] = { ...applies[at], [variable]: to };
  }
  return applies.map((_, index) => Object.assign({}, before, ...applies.slice(0, index + 1)));
}
