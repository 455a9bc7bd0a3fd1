import { z } from "zod";

export const findingSchema = z.strictObject({
  metric: z.string(),
  statistic: z.string(),
  value: z.number(),
  unit: z.string(),
  window: z.string(),
  coverage: z.number(),
});
export type Finding = z.infer<typeof findingSchema>;

export const verdictSchema = z.strictObject({
  guard: z.string(),
  pass: z.boolean(),
  reason: z.string(),
  numbers: z.record(z.string(), z.number()),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const GRADES = ["seen", "fitted", "unproven", "beyond"] as const;
export type Grade = (typeof GRADES)[number];
