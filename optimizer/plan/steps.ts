import { type Component, type Policy, sameValue, type TunableName } from "../../contract";
import type { Settings } from "../evidence";
import type { KindModel } from "../kinds";
import { deltas, type Proposal } from "./proposal";
import type { Delta } from "./recommendation";

/** One apply: one dimension of one component, of a set one member. */
export interface Step {
  readonly component: string;
  readonly tunables: readonly string[];
  readonly deltas: readonly Delta[];
  /** The component's settings once it is done. */
  readonly after: Settings;
  /** Absent where nobody asked. */
  readonly worth?: Worth;
}

/** What a step brings, and at what trouble. */
export interface Worth {
  /** Dollars a month at list prices; below 0 where it costs, 0 where that is not priced. */
  readonly savedUsd: number;
  /** Minutes, by how harsh they are: 1 online, 2 where the next harsher effect is felt, and so on. */
  readonly disruption: number;
}

export interface Position {
  readonly phase: number;
  readonly turn: number;
  readonly tunable: number;
}

/** Targets of scaling, by unit: raised, they run fewer units, and lowered more. */
const SCALING_TARGETS: ReadonlySet<string> = new Set<TunableName<"auto-scaling-group"> | TunableName<"inference-endpoint">>([
  "target_cpu_percent",
  "target_invocations_per_instance",
]);

/** Where the policy turns a tunable; undefined where it never does. */
export function positionOf(policy: Policy, component: string, tunable: string): Position | undefined {
  for (const [phase, { turns }] of policy.phases.entries()) {
    for (const [turn, { component: turned, tunables }] of turns.entries()) {
      const index = tunables.findIndex((name) => name === tunable || name === "*");
      if (turned === component && index >= 0) return { phase, turn, tunable: index };
    }
  }
  return undefined;
}

/** What one apply turns takes as long as the longest of it: type and IOPS of a volume are one instance refresh. */
export const atOnce = (minutes: readonly number[]): number => Math.max(0, ...minutes);

interface Subject {
  readonly model: KindModel;
  readonly policy: Policy;
  readonly component: string;
  readonly definition: Component;
  readonly current: Settings;
}

/**
 * The way from one setting to another, one dimension at a time: what adds units first, so that no step in between has less capacity
 * than both ends, then the kind's own order, then the policy's.
 */
export function stepsOf(subject: Subject, to: Settings, direction: Proposal["direction"]): readonly Step[] {
  const { model, policy, component, definition, current: from } = subject;
  const changed = Object.keys(to).filter((tunable) => from[tunable] !== undefined && !sameValue(from[tunable], to[tunable]));
  const dimensions = changed
    .map((tunable) => model.together.find((group) => group.includes(tunable))?.filter((name) => changed.includes(name)) ?? [tunable])
    .filter((group, i, groups) => groups.findIndex(([first]) => first === group[0]) === i);
  const addsUnits = (group: readonly string[]): boolean =>
    group.some((tunable) => {
      const [before, after] = [from[tunable], to[tunable]];
      if (typeof before !== "number" || typeof after !== "number") return false;
      return SCALING_TARGETS.has(tunable) ? after < before : after > before;
    });
  const rank = ([tunable = ""]: readonly string[]): number => {
    const position = positionOf(policy, component, tunable);
    return position === undefined ? Number.MAX_SAFE_INTEGER : position.phase * 1e6 + position.turn * 1e3 + position.tunable;
  };
  const precedence = ([tunable = ""]: readonly string[]): number => model.precedence.indexOf(tunable) * (direction === "up" ? -1 : 1);
  const ordered = dimensions.sort(
    (a, b) => Number(addsUnits(b)) - Number(addsUnits(a)) || precedence(a) - precedence(b) || rank(a) - rank(b),
  );
  let settings = from;
  return ordered.flatMap((tunables) =>
    stagesOf(tunables, from, to).map((stage) => {
      const after = { ...settings, ...stage };
      const step = { component, tunables, deltas: deltas({ component, definition }, settings, after), after };
      settings = after;
      return step;
    }),
  );
}

/** What a dimension is set to, one apply after the other: a set gains or loses one member at a time, everything else turns at once. */
function stagesOf(tunables: readonly string[], from: Settings, to: Settings): readonly Settings[] {
  const [tunable = "", ...others] = tunables;
  const [before, target] = [from[tunable], to[tunable]];
  if (others.length === 0 && isSet(before) && isSet(target)) return memberByMember(before, target).map((names) => ({ [tunable]: names }));
  return [Object.fromEntries(tunables.flatMap((name) => (to[name] === undefined ? [] : [[name, to[name]]])))];
}

/** What comes first, so that no set in between has fewer members than both ends. */
function memberByMember(from: readonly string[], to: readonly string[]): readonly (readonly string[])[] {
  const added = to.filter((name) => !from.includes(name));
  const removed = from.filter((name) => !to.includes(name));
  const withAdded = added.map((_, index) => [...from, ...added.slice(0, index + 1)]);
  const grown = [...from, ...added];
  return [...withAdded, ...removed.map((_, index) => grown.filter((name) => !removed.slice(0, index + 1).includes(name)))];
}

const isSet = (value: Settings[string] | undefined): value is readonly string[] => Array.isArray(value);
