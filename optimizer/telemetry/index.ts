export type { Estimate, Quotas } from "./cloudwatch";
export {
  type Collected,
  type CollectionStart,
  type CollectOptions,
  type CollectProgress,
  collect,
  type EstimateOptions,
  estimateCollection,
} from "./collect";
export type { MoneyOptions } from "./collection/money";
export { type CollectFromCsvOptions, collectFromCsv } from "./csv";
export { type PlannedSeries, plannedSeries } from "./series";
export * from "./snapshot";
export { unreadTags } from "./tags";
