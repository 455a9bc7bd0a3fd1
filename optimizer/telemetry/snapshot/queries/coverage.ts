import { z } from "zod";
import { TIER_PERIODS, type TierPeriod } from "../types";
import type { MetricsDatabase } from "./database";

/** What is there of one series in one tier. */
export interface StoredTier {
  readonly series: string;
  readonly periodSeconds: TierPeriod;
  readonly points: number;
  /** Different intervals of `cadenceSeconds` (or of the tier, where that is longer) that have a point. */
  readonly intervals: number;
  readonly firstEpoch: number;
  readonly lastEpoch: number;
}

const row = z.strictObject({
  series: z.string(),
  periodSeconds: z.literal(TIER_PERIODS),
  points: z.number(),
  intervals: z.number(),
  firstEpoch: z.number(),
  lastEpoch: z.number(),
});

/** Points per series and tier from `fromEpoch` on: what lies before the window is not held against it. */
export async function coverage(database: MetricsDatabase, fromEpoch: number): Promise<readonly StoredTier[]> {
  return database.query(
    `SELECT series, period_s AS "periodSeconds", count(*)::DOUBLE AS points, count(DISTINCT time // period_s)::DOUBLE AS intervals,
            min(time)::DOUBLE AS "firstEpoch", max(time)::DOUBLE AS "lastEpoch"
     FROM points WHERE time >= $from GROUP BY ALL ORDER BY ALL`,
    { from: fromEpoch },
    row,
  );
}
