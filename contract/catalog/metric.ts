import type { Engine, Resource } from "../inventory";
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
  /**
   * CloudWatch adds the devices up (0–100 % × their number), so the canonical value is a count of devices kept busy.
   * Divided by the instance type's number of them (`AcceleratedSpec`) it is a share.
   */
  readonly busy?: "vcpu" | "gpu";
  /** Only this engine publishes it. @default every engine */
  readonly engine?: Engine;
  /** How often AWS publishes it, in seconds. */
  readonly cadenceSeconds: 60 | 300;
  /** What no data point means: nothing happened (a counter of events), or nothing is known (a gauge). */
  readonly absence: "zero" | "missing";
  /**
   * Name of the counter, in the same scope, without which there is nothing to measure: no request, no latency. Points are expected
   * only where it is above zero. @default points are expected throughout
   */
  readonly onlyWhile?: string;
  /**
   * What it is by other metrics of the same kind, where the inventory names no resource that publishes it: a counter (its sums, over all
   * resources) by the units that share it (their averages, added up). @default nothing
   */
  readonly madeOf?: { readonly counter: string; readonly units: string };
  /** Its publisher falls silent while nobody uses the resource: a gap is no fault. @default false */
  readonly silentWhileIdle?: true;
  /**
   * A dimension of need (method: peaks): beside the look-back window, the hourly points of this statistic are read for 455 days,
   * as long as CloudWatch keeps them. One of `statistics`. @default none
   */
  readonly headroom?: Statistic;
  /** No decision needs it by itself: read where the policy names it, or on request. @default false */
  readonly detail?: true;
  /** Of a detail: the rung of a choice with which decisions do need it. @default none */
  readonly neededWith?: { readonly tunable: string; readonly rung: string };
  /** AWS page that defines it. */
  readonly source: string;
}

/** Whether the resource has the metric. */
export const isPublishedBy = ({ scope, engine }: MetricEntry, resource: Resource): boolean =>
  scope === resource.scope && (engine === undefined || engine === resource.engine);

const OF_AWS = /^(AWS|\/aws)\//;
/** Published by AWS itself. What a service says of itself comes through an agent, which may be dead. */
export const isOfAws = ({ namespace }: Pick<MetricEntry, "namespace">): boolean => OF_AWS.test(namespace);

/** `database/reader_1/cpu/Maximum` */
export const seriesId = (component: string, resource: string, metric: string, statistic: Statistic): string =>
  `${component}/${resource}/${metric}/${statistic}`;
