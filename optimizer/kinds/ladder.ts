import { type Component, type TunableValue, tunablesOf } from "../../contract";
import type { Settings } from "../evidence/settings";

/** Rungs of a choice from the smallest up; of any other tunable none. */
export function ladderOf(definition: Component, tunable: string): readonly string[] {
  const found = tunablesOf(definition).get(tunable);
  return found?.type === "choice" ? found.ladder : [];
}

/** `db.r6g.8xlarge` → `db.r6g`; sizes compare within one family only. */
export const familyOf = (type: string): string => type.slice(0, type.lastIndexOf("."));

/** The rungs of one family, in the ladder's order. */
export const siblings = (ladder: readonly string[], type: string): readonly string[] =>
  ladder.filter((rung) => familyOf(rung) === familyOf(type));

/** How many rungs of its family `to` lies under `from`; negative upwards. Infinite across families. */
export function rungsBetween(ladder: readonly string[], from: string, to: string): number {
  const family = siblings(ladder, from);
  const target = family.indexOf(to);
  return target < 0 ? Number.POSITIVE_INFINITY : family.indexOf(from) - target;
}

/** The next rung of the same family, or none. */
export function rungAbove(ladder: readonly string[], type: string): string | undefined {
  const family = siblings(ladder, type);
  return family[family.indexOf(type) + 1];
}

/** Instance sizes double from rung to rung, so halving anything else is one rung too. */
export const halvings = (from: number, to: number): number => Math.ceil(Math.log2(from / to) - ROUNDING);
const ROUNDING = 1e-9;

/** A count's range; of any other tunable there is none. */
export function rangeOf(definition: Component, tunable: string): { readonly min: number; readonly max: number } | undefined {
  const found = tunablesOf(definition).get(tunable);
  return found?.type === "count" ? found : undefined;
}

export const withValues = (settings: Settings, values: Readonly<Record<string, TunableValue>>): Settings => ({ ...settings, ...values });
