import { z } from "zod";

/** What else reads a table's changes, beside who calls GetRecords itself. */
export const CONSUMER_TYPES = ["lambda", "pipe", "kinesis", "replica"] as const;

export interface StreamConsumer {
  /** `lambda`: event source mapping; `pipe`: EventBridge; `replica`: of a global table. A `kinesis` destination needs no stream of the table's. */
  readonly type: (typeof CONSUMER_TYPES)[number];
  readonly name: string;
  readonly arn: string;
  /** As the service spells it. A consumer that is disabled is one: somebody may want it back. */
  readonly state: string;
}

/** GetRecords on a stream over whole UTC days. A KCL worker shows only here; it calls also while the table is idle. */
export interface StreamActivity {
  /** UTC epoch seconds. */
  readonly fromEpoch: number;
  readonly toEpoch: number;
  readonly calls: number;
  readonly records: number;
  readonly bytes: number;
}

/** An attribute of a key, in the key's order: partition key, then sort key. */
export interface KeyAttribute {
  readonly name: string;
  /** String, number or binary. */
  readonly type: "S" | "N" | "B";
}

/** How a table is laid out, and how much is in it. */
export interface TableLayout {
  readonly key: readonly KeyAttribute[];
  /** Keys of its global secondary indexes, by name. */
  readonly indexes: Readonly<Record<string, readonly KeyAttribute[]>>;
  /** As DynamoDB last counted them, about every six hours. */
  readonly items: number;
  /** Of all items together, counted as they are. */
  readonly bytes: number;
}

/** A table, and who reads its stream. */
export interface TableStream {
  readonly table: string;
  readonly region: string;
  /** ARN; null where the table has none, undefined where that is not known. */
  readonly stream?: string | null;
  readonly consumers: readonly StreamConsumer[];
  readonly activity?: StreamActivity;
  /** Absent where the table could not be described, and in snapshots from before it was asked. */
  readonly layout?: TableLayout;
  /** What could not be found out, with the reason. While there is any, no list of consumers is complete. */
  readonly unknown: readonly string[];
}

/** One training job that is over, as SageMaker tells it. Times are UTC epoch seconds. */
export interface TrainingRun {
  readonly name: string;
  /** SageMaker's secondary status at the end: `Completed`, `Failed`, `MaxWaitTimeExceeded`… */
  readonly ended: string;
  readonly instanceType: string;
  readonly instances: number;
  /** On spot capacity. */
  readonly spot: boolean;
  /** When it was asked for. */
  readonly createdEpoch: number;
  readonly endEpoch: number;
  readonly trainingSeconds: number;
  /** Of each instance; on spot capacity fewer than those of the training. */
  readonly billableSeconds: number;
  /** From when it was asked for until it trained. */
  readonly startSeconds: number;
  /** Of each interruption, until it trained again. */
  readonly restartSeconds: readonly number[];
  /** Whether it kept checkpoints in S3. */
  readonly checkpoints: boolean;
}

/** The runs of a training component that were asked for within the window. */
export interface TrainingRuns {
  /** Oldest first. */
  readonly runs: readonly TrainingRun[];
  /** Why they are not known; there are none then. */
  readonly unknown?: string;
}

/** What the account was asked for beside metrics, prices and costs. */
export interface AccountFacts {
  /** Why the tags of a component are not known, by component. */
  readonly unreadTags: Readonly<Record<string, string>>;
  /** Of the components that are tables whose stream can be turned off. */
  readonly streams: Readonly<Record<string, TableStream>>;
  /**
   * Since when a component is known to exist, UTC epoch seconds, by component: of what CloudWatch hears nothing while nobody uses it.
   * Absent in snapshots from before it was asked.
   */
  readonly existsSince?: Readonly<Record<string, number>>;
  /** Of the components that train. Absent in snapshots from before it was asked. */
  readonly trainingRuns?: Readonly<Record<string, TrainingRuns>>;
}

const count = z.number().nonnegative();
const key = z.array(z.strictObject({ name: z.string(), type: z.enum(["S", "N", "B"]) })).readonly();

const trainingRun: z.ZodType<TrainingRun> = z.strictObject({
  name: z.string(),
  ended: z.string(),
  instanceType: z.string(),
  instances: count,
  spot: z.boolean(),
  createdEpoch: count,
  endEpoch: count,
  trainingSeconds: count,
  billableSeconds: count,
  startSeconds: count,
  restartSeconds: z.array(count).readonly(),
  checkpoints: z.boolean(),
});

export const accountFactsSchema: z.ZodType<AccountFacts> = z.strictObject({
  unreadTags: z.record(z.string(), z.string()),
  streams: z.record(
    z.string(),
    z.strictObject({
      table: z.string(),
      region: z.string(),
      stream: z.string().nullable().exactOptional(),
      consumers: z.array(z.strictObject({ type: z.enum(CONSUMER_TYPES), name: z.string(), arn: z.string(), state: z.string() })).readonly(),
      activity: z.strictObject({ fromEpoch: count, toEpoch: count, calls: count, records: count, bytes: count }).exactOptional(),
      layout: z.strictObject({ key, indexes: z.record(z.string(), key), items: count, bytes: count }).exactOptional(),
      unknown: z.array(z.string()).readonly(),
    }),
  ),
  existsSince: z.record(z.string(), count).exactOptional(),
  trainingRuns: z
    .record(z.string(), z.strictObject({ runs: z.array(trainingRun).readonly(), unknown: z.string().exactOptional() }))
    .exactOptional(),
});
