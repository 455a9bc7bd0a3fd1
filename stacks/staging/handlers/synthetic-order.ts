import * as z from "zod/mini";

/** The message that the seed writes and the queue worker reads: an order that nobody placed. */
export const syntheticOrder = z.object({
  id: z.string().check(z.regex(/^[0-9a-f-]{1,64}$/)),
  customer: z.string().check(z.minLength(1)),
  item: z.string().check(z.minLength(1)),
  quantity: z.int().check(z.minimum(1)),
  unitPriceCents: z.int().check(z.minimum(0)),
  /** ISO 8601 in UTC. */
  placedAt: z.iso.datetime(),
});

export type SyntheticOrder = z.infer<typeof syntheticOrder>;
