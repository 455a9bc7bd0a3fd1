/** What GetMetricData takes in one call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const MAX_QUERIES_PER_CALL = 500;
export const MAX_POINTS_PER_CALL = 100_800;

/** What an account may ask for. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
export interface Quotas {
  readonly callsPerSecond: number;
  /** Where the start time is at most three hours ago. */
  readonly recentPointsPerSecond: number;
  /** Where it is older. */
  readonly olderPointsPerSecond: number;
}

export const DEFAULT_QUOTAS: Quotas = { callsPerSecond: 50, recentPointsPerSecond: 180_000, olderPointsPerSecond: 396_000 };
export const RECENT_SECONDS = 3 * 3600;

/** For every 1,000 metrics requested. https://aws.amazon.com/cloudwatch/pricing/ */
export const USD_PER_1000_METRICS = 0.01;

/** So much more than one metric per span may be billed where that saves calls. */
export const EXTRA_METRICS_SHARE = 0.05;
