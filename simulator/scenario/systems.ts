import { z } from "zod";
import { demandSchema } from "./demand";

const share = z.number().min(0).max(1);
const positive = z.number().positive();
const nonnegative = z.number().nonnegative();

/** How requests queue; service times are in units of their mean. */
const queue = z.strictObject({
  /** Standard deviation of the service time's logarithm. */
  serviceSigma: positive,
  /** Share of requests whose service time is Pareto distributed. */
  tailShare: share,
  tailIndex: z.number().gt(1),
  /** Rate in a burst relative to the mean, and the share of time in bursts. */
  burstFactor: z.number().min(1),
  burstShare: z.number().gt(0).lt(1),
});

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
});
export type GroupParameters = z.infer<typeof groupSchema>;

const auroraSchema = z.strictObject({
  kind: z.literal("aurora-cluster"),
  reads: demandSchema,
  writes: demandSchema,
  queue,
  readMs: positive,
  writeMs: positive,
  contention: nonnegative,
  idleCpu: share,
  /** Share of reads that go to the writer. */
  readsOnWriter: share,
  /** Spread of load between readers, relative. */
  skew: nonnegative,
  workingSetGib: positive,
  bufferHitRatio: share,
  /** Relative cost that a wholly missed read adds. */
  missCost: nonnegative,
  connections: z.strictObject({ pooled: nonnegative, perBusyVcpu: nonnegative, onWriter: share }),
  /** Temporary files in mid-session. */
  temporaryGib: nonnegative,
  commitMs: positive,
  replicaLagMs: positive,
  bytesPerRead: nonnegative,
  bytesPerWrite: nonnegative,
  ioPerWrite: nonnegative,
  /** Redis component whose misses come here as reads. */
  cachedBy: z.string().optional(),
});
export type AuroraParameters = z.infer<typeof auroraSchema>;

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
export const systemSchema = z.discriminatedUnion("kind", [groupSchema, auroraSchema, redisSchema, tableSchema, daxSchema, patternSchema]);
export type SystemParameters = z.infer<typeof systemSchema>;
