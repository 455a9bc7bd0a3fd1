import { z } from "zod";
import { demandSchema } from "./demand";
import { functionSchema } from "./lambda-function";
import { auroraGlobalSchema, auroraParameters, rdsSchema } from "./relational";
import { endpointSchema, trainingSchema } from "./sagemaker";
import { nonnegative, positive, queue, share } from "./shapes";
import { NO_READERS, streamReadersSchema } from "./streams";

const groupSchema = z.strictObject({
  kind: z.literal("auto-scaling-group"),
  demand: demandSchema,
  queue,
  /** Busy time of one vCPU for one request. */
  serviceTimeMs: positive,
  /** How much longer a request takes on a fully busy instance: shared cores, caches, locks. */
  contention: nonnegative,
  /** CPU of an idle instance, 0–1. */
  idleCpu: share,
  /** How far the hottest instance is above the mean, relative. */
  skew: nonnegative,
  /** What a process holds whatever its load, and what a request per second adds. */
  memory: z.strictObject({ residentGib: nonnegative, mibPerRequestPerSecond: nonnegative }),
  disk: z.strictObject({
    usedGib: nonnegative,
    readsPerRequest: nonnegative,
    writesPerRequest: nonnegative,
    bytesPerOperation: nonnegative,
  }),
  network: z.strictObject({ bytesInPerRequest: nonnegative, bytesOutPerRequest: nonnegative }),
  /** Share of requests that fail on an ordinary day. */
  errorShare: share,
  connectionErrorShare: share,
  /** Messages that wait in the queue in mid-session. */
  queuedMessages: nonnegative,
  scaling: z.strictObject({
    launchMinutes: nonnegative,
    scaleOutAfterMinutes: z.int().positive(),
    scaleInAfterMinutes: z.int().positive(),
  }),
  /** Share of a request's time that it waits for other components. */
  waitsFor: z.record(z.string(), share),
  /** What the load balancer in front sees, where the inventory has one. */
  balancer: z
    .strictObject({
      /** Share of requests by target group; those that are not named get none, but for an empty list: then all get as many. */
      targets: z.record(z.string(), share).default({}),
      /** How long a connection lasts, and how many requests it carries. */
      flowSeconds: positive.default(60),
      requestsPerFlow: positive.default(20),
    })
    .default({ targets: {}, flowSeconds: 60, requestsPerFlow: 20 }),
});
export type GroupParameters = z.infer<typeof groupSchema>;

const auroraSchema = auroraParameters.extend({ kind: z.literal("aurora-cluster") });

const redisSchema = z.strictObject({
  kind: z.literal("redis"),
  demand: demandSchema,
  queue,
  microsecondsPerCommand: positive,
  /** Share of commands that replicas answer. */
  readsOnReplicas: share,
  /** Spread of keys and of commands between shards, relative. */
  skew: nonnegative,
  datasetGib: positive,
  /** Relative daily swing of the data set. */
  datasetSwing: share,
  hitRate: share,
  /** How fast hits are lost when the data set does not fit: hits × (fits / needs)^this. */
  missExponent: positive,
  /** Share of a node's memory that is not for data. */
  reservedMemory: share,
  bytesPerCommand: nonnegative,
});
export type RedisParameters = z.infer<typeof redisSchema>;

const keyAttributes = z.array(z.string()).min(1).max(2);

const tableSchema = z.strictObject({
  kind: z.literal("dynamodb-table"),
  /** In capacity units per second. */
  reads: demandSchema,
  writes: demandSchema,
  unitsPerRead: positive,
  unitsPerWrite: positive,
  /** Traffic of an index relative to the table's, by index; an index that is not named takes `*`. */
  indexes: z.record(z.string(), z.strictObject({ reads: nonnegative, writes: share })),
  /** Utilisation that the table's autoscaling aims at. */
  targetUtilization: positive,
  /** DAX component whose misses come here as reads, and the share of them that does. */
  cachedBy: z.strictObject({ component: z.string(), share, unitsPerMiss: positive }).optional(),
  /** Keys, and how much is in it. @default it is not told */
  layout: z
    .strictObject({
      /** Attribute of the partition key, then that of the sort key; all are strings. */
      key: keyAttributes,
      indexes: z.record(z.string(), keyAttributes),
      items: z.int().nonnegative(),
      meanItemBytes: positive,
    })
    .optional(),
  /**
   * Component whose flag `consolidated` makes the table that this one's items move to, with their reads and writes, as soon as it is set.
   * It may be this one itself. @default they stay
   */
  movesWith: z.string().optional(),
  /** Who reads the table's stream while it is on. @default nobody */
  streamReaders: streamReadersSchema.default(NO_READERS),
});
export type TableParameters = z.infer<typeof tableSchema>;

const daxSchema = z.strictObject({
  kind: z.literal("dax"),
  demand: demandSchema,
  queue,
  /** Requests per second that one vCPU sustains: AWS's normalised figure for r5 is 37,500 and less. */
  requestsPerVcpu: positive,
  writeShare: share,
  skew: nonnegative,
  workingSetGib: positive,
  hitRate: share,
  missExponent: positive,
});
export type DaxParameters = z.infer<typeof daxSchema>;

/** A component of any kind that plays one fixed week: nothing is simulated, so there can be hundreds. For load tests of what reads metrics. */
const patternSchema = z.strictObject({
  kind: z.literal("pattern"),
  /** Mean of every metric, in CloudWatch's unit. */
  level: positive,
  /** Height of the daily wave, and standard deviation of the noise, relative to the level. */
  swing: share,
  noise: nonnegative,
  /** Decimal places of the values. */
  decimals: z.int().min(0).max(4),
});
export type PatternParameters = z.infer<typeof patternSchema>;

/** What a component is really like. The optimizer sees none of it. */
export const systemSchema = z.discriminatedUnion("kind", [
  groupSchema,
  auroraSchema,
  auroraGlobalSchema,
  rdsSchema,
  redisSchema,
  tableSchema,
  daxSchema,
  functionSchema,
  endpointSchema,
  trainingSchema,
  patternSchema,
]);
export type SystemParameters = z.infer<typeof systemSchema>;
