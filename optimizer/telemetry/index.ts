export { type Collected, type CollectOptions, type CollectProgress, collect, estimateCollection } from "./collect";
export { type CollectFromCsvOptions, collectFromCsv } from "./csv";
export { type PlannedSeries, plannedSeries } from "./series";
export * from "./snapshot";
export { unreadTags } from "./tags";
