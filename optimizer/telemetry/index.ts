export { type AccountFacts, CONSUMER_TYPES, type StreamActivity, type StreamConsumer, type TableStream } from "./account";
export { type Credentials, DEFAULT_PATIENCE } from "./aws/client";
export { type AssumeOptions, assumedRole, type ReadRole } from "./aws/credentials";
export { DEFAULT_QUOTAS, type Estimate, type Quotas } from "./cloudwatch";
export {
  type Collected,
  type CollectionStart,
  type CollectOptions,
  type CollectProgress,
  collect,
  type EstimateOptions,
  estimateCollection,
} from "./collect";
export { expectedSource } from "./collection/base";
export type { MoneyOptions } from "./collection/money";
export { type CollectFromCsvOptions, collectFromCsv } from "./csv";
export { type CollectFromJsonOptions, collectFromJson } from "./json";
export { type PlannedSeries, plannedSeries } from "./series";
export * from "./snapshot";
export { unreadTags } from "./tags";
