import { type Component, sameValue } from "../../contract";
import type { CapacityChange, TierGrid } from "../telemetry/snapshot/types";
import { type Settings, settingsOf } from "./settings";
import { epochAt, type Tiers } from "./tiers";

/**
 * What a component was provisioned with, and when. Before the first known moment nothing is known; nor is anything since the last one
 * where the settings in force are others: nobody wrote down when they came.
 */
export interface CapacityHistory {
  /** When its settings became others, oldest first, from what to what, and whether they had been so before. */
  readonly changes: readonly { readonly atEpoch: number; readonly isReversal: boolean; readonly from: Settings; readonly to: Settings }[];
  /** A number that follows from the settings in force, over the snapshot's grids; NaN where they are unknown. */
  over(grids: readonly TierGrid[], f: (settings: Settings) => number): Tiers;
}

export function capacityHistory(
  component: string,
  definition: Component,
  changes: readonly CapacityChange[],
  current: Settings,
): CapacityHistory {
  const spans = [...changes]
    .sort((a, b) => a.atEpoch - b.atEpoch)
    .map(({ atEpoch, values }) => ({ fromEpoch: atEpoch, settings: settingsOf(component, definition, values) }));
  const last = spans[spans.length - 1];
  const isCurrent = same(current, last?.settings);
  const turned = spans.filter(({ settings }, i) => !same(settings, spans[i - 1]?.settings));
  return {
    changes: turned.slice(1).map(({ fromEpoch, settings }, i) => ({
      atEpoch: fromEpoch,
      from: turned[i]?.settings ?? settings,
      to: settings,
      isReversal: turned.slice(0, i + 1).some((earlier) => same(earlier.settings, settings)),
    })),
    over: (grids, f) => {
      const known = spans.map(({ fromEpoch, settings }) => ({
        fromEpoch,
        value: settings === last?.settings && !isCurrent ? Number.NaN : f(settings),
      }));
      return grids.map((grid) => ({ grid, values: steps(grid, known) }));
    },
  };
}

const same = (a: Settings, b: Settings | undefined): boolean =>
  b !== undefined && Object.entries(a).every(([tunable, value]) => sameValue(b[tunable], value));

function steps(grid: TierGrid, spans: readonly { readonly fromEpoch: number; readonly value: number }[]): Float64Array {
  const values = new Float64Array(grid.length).fill(Number.NaN);
  for (const { fromEpoch, value } of spans) {
    const first = Math.ceil((fromEpoch - grid.startEpoch) / grid.periodSeconds);
    if (first < values.length) values.fill(value, Math.max(0, first));
    // An interval in which capacity changed belongs to neither setting.
    if (first > 0 && first <= values.length && epochAt(grid, first) > fromEpoch) values[first - 1] = Number.NaN;
  }
  return values;
}
