import { z } from "zod";

/** How often it was said to come, how often it came, of so many. */
const told = z.strictObject({ stated: z.number(), came: z.number(), questions: z.number() });

/** Of past weeks. */
export const reliabilitySchema = z.strictObject({
  questions: z.number(),
  bins: z.array(told).readonly(),
  /** Of the sizes that are recommended, or that stay. */
  decided: z.array(told).readonly(),
  brier: z.number(),
  brierBaseRate: z.number(),
  /** Of all components, as far as the ledger goes. */
  movesDown: z.number(),
  turnedBack: z.number(),
});
