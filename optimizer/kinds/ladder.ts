import { type Component, inFamily, type TunableValue, tunablesOf } from "../../contract";
import type { Settings } from "../evidence/settings";

/** Rungs of a choice from the smallest up; of any other tunable none. */
export function ladderOf(definition: Component, tunable: string): readonly string[] {
  const found = tunablesOf(definition).get(tunable);
  return found?.type === "choice" ? found.ladder : [];
}

/** `db.r6g.8xlarge` → `db.r6g`; sizes compare within one family only. */
export const familyOf = (type: string): string => type.slice(0, type.lastIndexOf("."));

const familyName = (type: string): string => familyOf(type).split(".").at(-1) ?? "";

/** The rungs of one family, in the ladder's order. */
export const siblings = (ladder: readonly string[], type: string): readonly string[] =>
  ladder.filter((rung) => familyOf(rung) === familyOf(type));

/** How many rungs of its family `to` lies under `from`, or its size in a newer or older generation; negative upwards. Infinite across other families, and from what the ladder does not hold. */
export function rungsBetween(ladder: readonly string[], from: string, to: string): number {
  const family = siblings(ladder, from);
  const [source, target] = [family.indexOf(from), family.indexOf(inFamily(to, familyName(from)) ?? to)];
  return source < 0 || target < 0 ? Number.POSITIVE_INFINITY : source - target;
}

/** The next rung of the same family, or none. */
export function rungAbove(ladder: readonly string[], type: string): string | undefined {
  const family = siblings(ladder, type);
  return family[family.indexOf(type) + 1];
}

/** Instance sizes double from rung to rung, so halving anything else is one rung too. */
export const halvings = (from: number, to: number): number => Math.ceil(Math.log2(from / to) - ROUNDING);
const ROUNDING = 1e-9;

/**
 * How many steps down a smaller number of units is, of which each gets more to do. Where no wait shows, one as long as the margin m may be
 * hidden in it: that of a queue at utilisation u = m / (1 + m) inside of every unit, a lock or a pool, by u / (1 − u) = m. With f times the
 * load responses become (1 − u) / (1 − f u) times as long, and stay within the margin once more up to f = (2 + m) / (1 + m): 1.83 at 20 %.
 * A ladder of doubling sizes has nothing finer than 2, a count has. (M/M/1: Kleinrock, Queueing Systems I, 1975, 3.2.)
 * @param least what the number can fall by at all: that is one step
 */
export function fewerUnits(from: number, to: number, { margin, least = 1 }: { readonly margin: number; readonly least?: number }): number {
  if (to >= from) return 0;
  if (from - to <= least) return 1;
  return Math.ceil(Math.log(from / to) / Math.log((2 + margin) / (1 + margin)) - ROUNDING);
}

/** A count's range; of any other tunable there is none. */
export function rangeOf(definition: Component, tunable: string): { readonly min: number; readonly max: number } | undefined {
  const found = tunablesOf(definition).get(tunable);
  return found?.type === "count" ? found : undefined;
}

export const withValues = (settings: Settings, values: Readonly<Record<string, TunableValue>>): Settings => ({ ...settings, ...values });
