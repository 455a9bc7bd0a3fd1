import { z } from "zod";

const costLine = z.strictObject({
  item: z.string(),
  quantity: z.number(),
  unit: z.string(),
  usdPerUnit: z.number(),
  monthlyUsd: z.number(),
  sku: z.string(),
});
/** Monthly list price with its SKUs, or why there is none. */
export const costSchema = z.discriminatedUnion("priced", [
  z.strictObject({ priced: z.literal(true), monthlyUsd: z.number(), lines: z.array(costLine).readonly() }),
  z.strictObject({ priced: z.literal(false), reasons: z.array(z.string()).readonly() }),
]);
export type Cost = z.infer<typeof costSchema>;

/** Dollars of a month: what list prices say, what commitments no longer find usage for, and what is left; null where they are not known. */
export const netted = {
  grossMonthlyUsd: z.number(),
  strandedMonthlyUsd: z.number().nullable(),
  netMonthlyUsd: z.number().nullable(),
  /** Why the payer's commitments are not known. */
  unknown: z.string().exactOptional(),
};
export const stranded = z.strictObject({ commitment: z.string(), monthlyUsd: z.number(), untilEpoch: z.number(), totalUsd: z.number() });
