import type { Evidence, Settings } from "../../../optimizer/evidence";
import { minutesOf } from "../../../optimizer/evidence/tiers";
import type { Dimension } from "../../../optimizer/kinds";

/** The last minute's need along one dimension. */
export function lastNeed(dimensions: readonly Dimension[] | undefined, name: string): number {
  const need = dimensions?.find((dimension) => dimension.name === name)?.need;
  return (need === undefined ? undefined : minutesOf(need)?.values.at(-1)) ?? Number.NaN;
}

export const needOf = (e: Evidence, changed: Settings, name: string): number => lastNeed(e.study.need({ ...e.current, ...changed }), name);

export const needAfterFailure = (e: Evidence, changed: Settings, name: string, failure = 0): number =>
  lastNeed(e.study.afterFailure({ ...e.current, ...changed })[failure]?.dimensions, name);
