import { z } from "zod";
import { TIER_PERIODS, type TierPeriod } from "../types";
import { listed, type MetricsDatabase } from "./database";

export interface Quantiles {
  readonly series: string;
  readonly periodSeconds: TierPeriod;
  /** In the order asked for; in CloudWatch's unit, sums and counts per second. */
  readonly values: readonly number[];
}

const row = z.strictObject({ series: z.string(), periodSeconds: z.literal(TIER_PERIODS), values: z.array(z.number()).readonly() });

/** Exact quantiles of the points of each series and tier: a value that was measured, none in between (Hyndman and Fan's type 1). */
export async function quantiles(
  database: MetricsDatabase,
  series: readonly string[],
  shares: readonly number[],
): Promise<readonly Quantiles[]> {
  return database.query(
    `SELECT series, period_s AS "periodSeconds", quantile_disc(level, [${shares.map(Number).join(", ")}]) AS values
     FROM points WHERE series IN ${listed("series")} GROUP BY ALL ORDER BY ALL`,
    { series },
    row,
  );
}
