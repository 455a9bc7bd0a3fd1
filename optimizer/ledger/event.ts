import { z } from "zod";
import { deltaSchema } from "../plan/recommendation";

const at = { at: z.iso.datetime(), deployment: z.string() };
const phase = { phase: z.number(), rollout: z.string() };
/** Bytes of the override file that the event wrote; null where it removed the file. */
const wrote = { override: z.string().nullable(), receipt: z.string().nullable() };
const recorded = z.record(z.string(), z.unknown());
const verdict = z.enum(["pass", "observing", "inconclusive", "fail"]);
export type ObservationVerdict = z.infer<typeof verdict>;

/** What happened to a deployment, in order; never rewritten. */
export const ledgerEventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...at,
    ...phase,
    ...wrote,
    type: z.literal("proposed"),
    deltas: z.array(deltaSchema).readonly(),
    /** The same deltas in the order in which they are applied, one `terraform apply` each. */
    steps: z.array(z.array(deltaSchema).readonly()).readonly(),
    defaults: z.record(z.string(), z.unknown()),
    previousOverride: z.string().nullable(),
    previousReceipt: z.string().nullable(),
    reason: z.string(),
  }),
  z.strictObject({
    ...at,
    ...phase,
    ...wrote,
    type: z.literal("step-started"),
    step: z.number(),
    deltas: z.array(deltaSchema).readonly(),
    /** What nobody else keeps: a table's capacities before it went on demand, a group's newest instance refresh; by component. */
    recorded,
    /** The files that it replaced, with what people had edited in them. */
    previousOverride: z.string().nullable().exactOptional(),
    previousReceipt: z.string().nullable().exactOptional(),
    /** Why it was applied in spite of a freeze. */
    forcedFreeze: z.string().exactOptional(),
  }),
  z.strictObject({ ...at, ...phase, type: z.literal("step-applied"), step: z.number() }),
  z.strictObject({ ...at, ...phase, type: z.literal("effective"), step: z.number() }),
  z.strictObject({ ...at, ...phase, type: z.literal("observed"), verdict, reasons: z.array(z.string()).readonly() }),
  z.strictObject({ ...at, ...phase, type: z.literal("promoted") }),
  z.strictObject({
    ...at,
    ...phase,
    ...wrote,
    type: z.literal("rollback-started"),
    reason: z.string(),
    /** Which step it undoes, and what was recorded right before; absent where only the files go back. */
    step: z.number().exactOptional(),
    recorded: recorded.exactOptional(),
  }),
  z.strictObject({
    ...at,
    ...phase,
    type: z.literal("rolled-back"),
    deltas: z.array(deltaSchema).readonly(),
    kept: z.array(z.string()).readonly(),
    reason: z.string(),
  }),
  z.strictObject({ ...at, ...wrote, type: z.literal("folded"), variables: z.array(z.string()).readonly() }),
  z.strictObject({ ...at, type: z.literal("pinned"), variable: z.string(), reason: z.string(), expires: z.iso.datetime() }),
  z.strictObject({ ...at, type: z.literal("unpinned"), variable: z.string(), reason: z.string() }),
]);
export type LedgerEvent = z.infer<typeof ledgerEventSchema>;
