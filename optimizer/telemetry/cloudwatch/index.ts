export { type Estimate, estimate, refuseAbove } from "./estimate";
export { type FetchedSeries, fetchMetrics } from "./fetch";
export { DEFAULT_QUOTAS, type Quotas } from "./limits";
export { chunksOf, type MetricRequest, packRequests } from "./pack";
export { CloudWatchSession } from "./session";
export { stitchedWindow, type Window } from "./tiers";
