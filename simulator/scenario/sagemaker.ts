import { z } from "zod";
import type { AcceleratedSpec } from "../../contract";
import { demandSchema } from "./demand";
import { nonnegative, positive, queue, share } from "./shapes";

const hhmm = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM");
const byGpu = z.strictObject({
  T4: positive,
  A10G: positive,
  L4: positive,
  V100: positive,
} satisfies Record<AcceleratedSpec["gpuModel"], z.ZodType>);

export const endpointSchema = z.strictObject({
  kind: z.literal("inference-endpoint"),
  /** Invocations per second, of all variants together. */
  demand: demandSchema,
  /** Share of the invocations by variant; one that is not named gets what is left over. @default all to the first */
  variants: z.record(z.string(), share).default({}),
  queue,
  /** Time that one invocation keeps one of a device's workers busy, by device. */
  gpuMs: byGpu,
  /** Invocations that a device works on side by side. */
  workersPerGpu: z.int().positive(),
  /** Busy time of one vCPU for one invocation. */
  cpuMs: positive,
  /** Outside of the model: routing, signing, sending. */
  overheadMs: positive,
  contention: nonnegative,
  skew: nonnegative,
  idleCpu: share,
  /** The model in a device's memory, and in the host's. */
  modelGpuGb: positive,
  modelHostGib: positive,
  diskShare: share,
  errorShare: share,
  clientErrorShare: share,
  scaling: z.strictObject({
    launchMinutes: nonnegative,
    scaleOutAfterMinutes: z.int().positive(),
    scaleInAfterMinutes: z.int().positive(),
  }),
});
export type EndpointParameters = z.infer<typeof endpointSchema>;

export const trainingSchema = z.strictObject({
  kind: z.literal("training-job"),
  /** Starts every day at this time of the policy's zone; a job whose name holds a date (`20261117`) on that day only. */
  at: hhmm,
  /** Hours of one device of each kind for the whole job. */
  gpuHours: byGpu,
  /** Standard deviation of the logarithm of a day's work. */
  workSigma: nonnegative,
  /** Until the hosts are there, and the data on them. */
  startMinutes: nonnegative,
  /** Until a checkpoint is written; nothing is computed meanwhile. */
  checkpointMinutes: nonnegative.default(0),
  gpuBusy: share,
  modelGpuGb: positive,
  hostGib: positive,
  /** vCPUs kept busy by feeding one device. */
  vcpusPerGpu: positive,
  /** What disks hold at the start and at the end. */
  disk: z.strictObject({ from: share, to: share }),
  spot: z.strictObject({
    /** Interruptions in an hour, and how long until there is capacity again. */
    interruptionsPerHour: nonnegative.max(1),
    waitMinutes: nonnegative,
    /** Share of the training's time that is billed. */
    billedShare: share.default(1),
    /** Every so many days somebody tries spot capacity, whatever the stack says. @default never */
    trialEveryDays: z.int().positive().optional(),
  }),
});
export type TrainingParameters = z.infer<typeof trainingSchema>;
