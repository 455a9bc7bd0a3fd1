import { z } from "zod";
import { deltaSchema } from "../plan/recommendation";

const at = { at: z.iso.datetime(), deployment: z.string() };
const phase = { phase: z.number(), rollout: z.string() };

/** What happened to a deployment, in order; never rewritten. */
export const ledgerEventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...at,
    ...phase,
    type: z.literal("proposed"),
    deltas: z.array(deltaSchema),
    defaults: z.record(z.string(), z.unknown()),
    previousOverride: z.string().nullable(),
    reason: z.string(),
  }),
  z.strictObject({
    ...at,
    ...phase,
    type: z.literal("step-started"),
    step: z.number(),
    deltas: z.array(deltaSchema),
    recorded: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ ...at, ...phase, type: z.literal("step-applied"), step: z.number() }),
  z.strictObject({ ...at, ...phase, type: z.literal("effective"), step: z.number() }),
  z.strictObject({
    ...at,
    ...phase,
    type: z.literal("observed"),
    verdict: z.enum(["pass", "observing", "inconclusive", "fail"]),
    reasons: z.array(z.string()),
  }),
  z.strictObject({ ...at, ...phase, type: z.literal("promoted") }),
  z.strictObject({
    ...at,
    ...phase,
    type: z.literal("rolled-back"),
    deltas: z.array(deltaSchema),
    kept: z.array(z.string()),
    reason: z.string(),
  }),
  z.strictObject({ ...at, type: z.literal("pinned"), variable: z.string(), reason: z.string(), expires: z.iso.datetime() }),
  z.strictObject({ ...at, type: z.literal("unpinned"), variable: z.string(), reason: z.string() }),
]);
export type LedgerEvent = z.infer<typeof ledgerEventSchema>;
