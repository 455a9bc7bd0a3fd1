export { MalformedAnswer } from "./answer";
export { type Estimate, estimate, refuseAbove, withMetrics } from "./estimate";
export { dimensionsOf, type FetchedSeries, fetchMetrics } from "./fetch";
export { DEFAULT_QUOTAS, type Quotas } from "./limits";
export { type MetricRequest, packRequests, type WantedSpan } from "./pack";
export { CloudWatchSession, type EndpointSource } from "./session";
export { endOf, isKept, LONGEST_DAYS, MARGIN_SECONDS, stitchedWindow, type Window } from "./tiers";
