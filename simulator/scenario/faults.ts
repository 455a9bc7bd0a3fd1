import { z } from "zod";
import { BODY_FAULTS } from "../wire/mutilate";

/** Epoch seconds, or relative to the simulator's clock: `now`, `now-2h`, `now+30m`. */
const moment = z.union([z.number(), z.string().regex(/^now([+-]\d+[smhd])?$/, "epoch seconds, or now, now-2h, now+30m")]);
export type Moment = z.infer<typeof moment>;

const span = { from: moment.default("now"), to: moment.optional() };

export const API_FAULTS = [
  "throttling",
  "expired-token",
  "access-denied",
  "internal-error",
  "unavailable",
  "hang",
  ...BODY_FAULTS,
] as const;
export type ApiFaultName = (typeof API_FAULTS)[number];

/** Something that goes wrong, in the measured system or in the API that measures it. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** Responses take `factor` times as long. */
  z.strictObject({ kind: z.literal("latency"), component: z.string(), factor: z.number().positive(), ...span }),
  /** This share of requests fails in addition. */
  z.strictObject({ kind: z.literal("errors"), component: z.string(), share: z.number().min(0).max(1), ...span }),
  /** Work arrives at `factor` times the rate. */
  z.strictObject({ kind: z.literal("demand"), component: z.string(), factor: z.number().nonnegative(), ...span }),
  /** Series whose id (`component/resource/metric`) starts so have no points. */
  z.strictObject({ kind: z.literal("gap"), series: z.string().min(1), ...span }),
  /** Calls fail: after `after` that do not, the next `calls` of them, or all until faults are cleared. */
  z.strictObject({
    kind: z.literal("api"),
    error: z.enum(API_FAULTS),
    operation: z.string().optional(),
    after: z.int().nonnegative().optional(),
    calls: z.int().positive().optional(),
  }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type ApiFault = Extract<Fault, { kind: "api" }>;
export type DataFault = Exclude<Fault, ApiFault>;

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const UNIT = /^now([+-]\d+)([smhd])$/;

/** Epoch seconds of a moment. */
export function resolveMoment(moment: Moment, nowEpoch: number): number {
  if (typeof moment === "number") return moment;
  const match = UNIT.exec(moment);
  const unit = match?.[2];
  const seconds = unit === "s" || unit === "m" || unit === "h" || unit === "d" ? SECONDS[unit] : 0;
  return nowEpoch + Number(match?.[1] ?? 0) * seconds;
}
