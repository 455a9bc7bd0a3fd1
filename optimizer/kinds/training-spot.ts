import { z } from "zod";
import type { Policy } from "../../contract";

/** What training on spot capacity has to keep, and what has to be known of it before. */
export const spotParameters = z.strictObject({
  /** Spot capacity is given up when the deadline is nearer than the expected remaining time so many times over. */
  fallbackWhenRemainingTimes: z.number().min(1),
  /** From when a run is asked for until its result is wanted. */
  deadlineHours: z.number().positive(),
  /** What writing a checkpoint costs at most; nothing that AWS tells says it. */
  checkpointMinutes: z.number().positive(),
  /** Runs on spot capacity that have to be known: their interruptions, and what they were billed for. */
  trialRunsAtLeast: z.int().min(1),
  /** Of the upper bound of the interruption rate. */
  interruptionConfidence: z.number().gt(0).lt(1),
});
export type SpotParameters = z.infer<typeof spotParameters>;

export const SPOT_RULE = "training-spot";

/** @returns undefined where the policy does not say what training on spot capacity has to keep */
export const spotParametersOf = ({ rules }: Pick<Policy, "rules">): SpotParameters | undefined =>
  spotParameters.safeParse(rules[SPOT_RULE]).data;

/**
 * Whether a run leaves spot capacity for the rest of its work, so that its result is there in time: no later than while the deadline is
 * as far as what remains is expected to take, times the policy's factor.
 */
export const fallsBack = (
  { remainingMinutes, untilDeadlineMinutes }: { readonly remainingMinutes: number; readonly untilDeadlineMinutes: number },
  { fallbackWhenRemainingTimes }: Pick<SpotParameters, "fallbackWhenRemainingTimes">,
): boolean => untilDeadlineMinutes < remainingMinutes * fallbackWhenRemainingTimes;
