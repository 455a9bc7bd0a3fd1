import { z } from "zod";

export const share = z.number().min(0).max(1);
export const positive = z.number().positive();
export const nonnegative = z.number().nonnegative();

/** How requests queue; service times are in units of their mean. */
export const queue = z.strictObject({
  /** Standard deviation of the service time's logarithm. */
  serviceSigma: positive,
  /** Share of requests whose service time is Pareto distributed. */
  tailShare: share,
  tailIndex: z.number().gt(1),
  /** Rate in a burst relative to the mean, and the share of time in bursts. */
  burstFactor: z.number().min(1),
  burstShare: z.number().gt(0).lt(1),
});
