import { z } from "zod";

export const consolidationParameters = z.strictObject({
  /** How far the shares of reads in all units of the two may lie apart. */
  readShareApartAtMost: z.number().min(0).max(1),
  /** Of either table: only the mean is known, and an item may be 400 KB at most. */
  meanItemBytesAtMost: z.number().positive(),
  /** Days without any read or write after which a table whose items have moved may go. */
  quietDaysBeforeRemoval: z.int().positive(),
});
export type ConsolidationParameters = z.infer<typeof consolidationParameters>;
