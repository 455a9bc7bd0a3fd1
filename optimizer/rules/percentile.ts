import type { Tiers } from "../evidence";
import { weightedQuantile } from "../statistics";

const P95 = 0.95;

/** What {@link p95} is of, for findings: CloudWatch keeps no percentiles of these metrics, and averages of minutes for 15 days only. */
export const P95_STATISTIC = "p95 of 1-minute averages, older than 15 days of 5-minute and 1-hour maxima, weighted by time";

/** 95th percentile of a quantity, every value weighted by how long it stands for. */
export const p95 = (tiers: Tiers): number =>
  weightedQuantile(
    tiers.map(({ grid, values }) => ({ values, weight: grid.periodSeconds })),
    P95,
  );
