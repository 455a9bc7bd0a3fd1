import { z } from "zod";

const names = z.array(z.string().regex(/^[\w.-]{1,64}$/, "letters, digits, dots, dashes and underscores")).default([]);

/** Who reads the stream of a table. */
export const streamReadersSchema = z.strictObject({
  /** Lambda functions that an event source mapping feeds. */
  functions: names,
  /** EventBridge pipes. */
  pipes: names,
  /** Kinesis data streams that changes are copied to, with or without a stream of the table's. */
  kinesis: names,
  /** Processes that call GetRecords themselves, as the Kinesis Client Library does: only their calls show. */
  workers: z.int().nonnegative().default(0),
});
export type StreamReaders = z.infer<typeof streamReadersSchema>;

export const NO_READERS: StreamReaders = { functions: [], pipes: [], kinesis: [], workers: 0 };
