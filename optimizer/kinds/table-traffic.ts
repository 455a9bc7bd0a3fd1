import type { Resource } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { epochAt, ratioTiers, type Tiers } from "../evidence/tiers";
import { isMissing } from "../statistics/missing";

export const DIRECTIONS = ["reads", "writes"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Units per second of a table or of one of its indexes, in one direction. */
export interface Traffic {
  readonly resource: Resource;
  readonly direction: Direction;
  readonly consumed: Tiers;
  /** What autoscaling had provisioned. */
  readonly provisioned: Tiers;
}

/** A table and its indexes: each has capacity and throttles of its own. */
export const tableResources = (history: ComponentHistory): readonly Resource[] => [...history.scoped("table"), ...history.scoped("index")];

export function tableTraffic(history: ComponentHistory): readonly Traffic[] {
  return tableResources(history).flatMap((resource) =>
    DIRECTIONS.map((direction) => ({
      resource,
      direction,
      consumed: history.read({ resource, metric: `consumed_${direction}`, statistic: "Sum" }),
      provisioned: carriedForward(
        history.read({ resource, metric: `provisioned_${direction}`, statistic: "Average" }),
        history.metric({ resource, metric: `provisioned_${direction}` })?.cadenceSeconds ?? 0,
      ),
    })),
  );
}

/** A metric published every five minutes holds until its next point. */
function carriedForward(tiers: Tiers, cadenceSeconds: number): Tiers {
  return tiers.map(({ grid, values }) => {
    const hold = Math.floor(cadenceSeconds / grid.periodSeconds);
    let last = Number.NaN;
    let age = 0;
    const held = values.slice();
    for (let i = 0; i < held.length; i++) {
      const value = held[i] ?? Number.NaN;
      if (isMissing(value)) {
        age++;
        if (age < hold) held[i] = last;
      } else {
        last = value;
        age = 0;
      }
    }
    return { grid, values: held };
  });
}

export interface Surge {
  readonly resource: string;
  readonly direction: Direction;
  readonly atEpoch: number;
  /** Traffic as a multiple of the highest that had been seen up to half an hour before. */
  readonly ratio: number;
}

/** On-demand capacity serves this multiple of the previous peak at once, and grows with it after this time (AWS: on-demand scaling). */
export const SURGE_LIMIT = 2;
const SURGE_SECONDS = 30 * 60;
/** Peaks before this long a look back would be those of a weekend. */
const WARM_UP_SECONDS = 7 * 86_400;

/** The steepest rise over the previous peak within half an hour, each tier after its first week. */
export function steepestSurge({ resource, direction, consumed }: Traffic): Surge | undefined {
  let steepest: Surge | undefined;
  for (const { grid, values } of consumed) {
    const lag = Math.ceil(SURGE_SECONDS / grid.periodSeconds);
    const warmUp = Math.ceil(WARM_UP_SECONDS / grid.periodSeconds);
    let peak = 0;
    for (let i = lag; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      const before = values[i - lag] ?? Number.NaN;
      if (before > peak) peak = before;
      if (i < warmUp || isMissing(value) || peak === 0) continue;
      const ratio = value / peak;
      if (ratio > (steepest?.ratio ?? 0)) steepest = { resource: resource.name, direction, atEpoch: epochAt(grid, i), ratio };
    }
  }
  return steepest;
}

/** Consumption as a share of what is provisioned. */
export const utilizationOf = ({ consumed, provisioned }: Traffic): Tiers => ratioTiers(consumed, provisioned);
