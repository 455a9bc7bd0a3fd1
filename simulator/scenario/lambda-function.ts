import { z } from "zod";
import { demandSchema } from "./demand";
import { nonnegative, positive, queue, share } from "./shapes";

export const functionSchema = z.strictObject({
  kind: z.literal("lambda-function"),
  /** Invocations per second. */
  demand: demandSchema,
  /** Spread of durations around their mean; arrivals do not queue, every run has an environment of its own. */
  queue,
  /** Time that a run waits for others, whatever its memory. */
  waitMs: nonnegative,
  /** Busy time of one whole vCPU; less memory is less of a vCPU. */
  cpuMs: positive,
  /** vCPUs that it can use at once. */
  parallelism: positive,
  /** What a run holds, and the standard deviation of its logarithm. */
  memoryMb: positive,
  memorySigma: nonnegative,
  /** Making a new environment. */
  initMs: positive,
  /** Most of what runs at once within a minute, relative to the minute's mean. */
  peakToMean: z.number().min(1),
  errorShare: share,
});
export type FunctionParameters = z.infer<typeof functionSchema>;
