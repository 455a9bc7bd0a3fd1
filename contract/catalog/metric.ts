import type { CanonicalUnit } from "../units";

/** What GetMetricData can be asked for. Percentiles exist only where the publisher sends raw values or value sets. */
export const STATISTICS = ["Average", "Maximum", "Minimum", "Sum", "SampleCount", "p50", "p95", "p99"] as const;
export type Statistic = (typeof STATISTICS)[number];

/** One CloudWatch metric of a kind of component. */
export interface MetricEntry {
  /** Trimtab's name for it, unique within the kind; the third part of every series id. */
  readonly name: string;
  /** Which of the inventory's resources publish it; their dimensions are its dimensions. */
  readonly scope: string;
  /** Dimensions beside the resource's own. */
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistics: readonly Statistic[];
  /** As CloudWatch spells it. */
  readonly awsUnit: string;
  /** `canonical value = CloudWatch value × scale`; a count per interval becomes a rate by `perInterval`. */
  readonly scale: number;
  /** The value is a total over one interval of `cadenceSeconds` (Average, Maximum) or over the period asked for (Sum): divide by its length. @default false */
  readonly perInterval?: boolean;
  readonly unit: CanonicalUnit;
  /** How often AWS publishes it, in seconds. */
  readonly cadenceSeconds: 60 | 300;
  /** What no data point means: nothing happened, or nothing is known. */
  readonly absence: "zero" | "missing";
  /** AWS page that defines it. */
  readonly source: string;
}

/** `database/reader_1/cpu/Maximum` */
export const seriesId = (component: string, resource: string, metric: string, statistic: Statistic): string =>
  `${component}/${resource}/${metric}/${statistic}`;
