import { RefusedError } from "../../../contract";
import { USD_PER_1000_METRICS } from "./limits";
import type { MetricRequest } from "./pack";

/** What a collection will ask of CloudWatch, before it has asked for anything. */
export interface Estimate {
  readonly calls: number;
  /** Metrics requested: what is billed. */
  readonly metrics: number;
  readonly points: number;
  readonly usd: number;
  /** Calls to Cost Explorer among what is paid for; absent where it is not asked. */
  readonly costExplorerCalls?: number;
}

export function estimate(requests: readonly MetricRequest[]): Estimate {
  const metrics = requests.reduce((sum, { series }) => sum + series.length, 0);
  const points = requests.reduce((sum, { series, grid }) => sum + series.length * grid.length, 0);
  return { calls: requests.length, metrics, points, usd: usdOf(metrics) };
}

const usdOf = (metrics: number): number => (metrics * USD_PER_1000_METRICS) / 1000;

/** With metrics that are asked for beside the series; their few points do not count. */
export const withMetrics = (cost: Estimate, metrics: number): Estimate => ({
  ...cost,
  metrics: cost.metrics + metrics,
  usd: cost.usd + usdOf(metrics),
});

/** @throws RefusedError where the calls would cost more than is allowed */
export function refuseAbove({ usd, metrics, costExplorerCalls }: Estimate, maxUsd: number): void {
  if (usd <= maxUsd) return;
  const asksCosts = costExplorerCalls !== undefined;
  const costs = asksCosts ? `, and ${costExplorerCalls} calls to Cost Explorer` : "";
  throw new RefusedError(
    `collecting would cost $${usd.toFixed(3)} (${metrics} metrics at $${USD_PER_1000_METRICS} per 1,000${costs}), more than the allowed $${maxUsd.toFixed(3)}`,
    {
      hint: `allow it with --max-api-cost ${(Math.ceil(usd * 100) / 100).toFixed(2)}, ${asksCosts ? "leave Cost Explorer out with --no-costs, " : ""}or look back on fewer days with --days`,
    },
  );
}
