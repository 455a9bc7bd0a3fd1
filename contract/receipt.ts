import { z } from "zod";
import { type WhatIf, whatIfSchema } from "./what-if";

/** `overrides/<deployment>.receipt.json`: what an override rests on, and on whose measurements. */
export const receiptSchema = z.strictObject({
  version: z.literal(1),
  deployment: z.string(),
  /** `simulator` (any loopback endpoint) may reach loopback endpoints only. */
  source: z.enum(["aws", "simulator", "csv"]),
  snapshot: z.strictObject({ hash: z.string(), startEpoch: z.number(), endEpoch: z.number() }),
  model: z.string(),
  /** SHA-256 of the override's bytes. */
  overrideSha256: z.string(),
  phase: z.number(),
  recommendations: z.array(z.string()).readonly(),
  /** SHA-256 of `recommendations.json` as the phase was proposed on it: dollars and reasons, too. Receipts of before it was kept have none. */
  recommendationsSha256: z.string().exactOptional(),
  /** Of the Trimtab that proposed the phase: another may say the same in other words. Receipts of before it was kept have none. */
  trimtabVersion: z.string().exactOptional(),
  /** USD per month of the whole plan at that time, and of each of its recommendations by id; null where they are not known. */
  dollars: z
    .strictObject({
      monthlyBeforeUsd: z.number().nullable(),
      monthlyAfterUsd: z.number().nullable(),
      netMonthlyUsd: z.record(z.string(), z.number().nullable()),
    })
    .exactOptional(),
  /** What its phase was decided by in place of the policy; absent where it was decided by the policy. */
  whatIf: whatIfSchema.exactOptional(),
  /** The same of phases before it, the earliest first: the override holds what they left in it. Absent where there was none. */
  earlierWhatIfs: z
    .array(z.strictObject({ phase: z.number(), whatIf: whatIfSchema }))
    .min(1)
    .readonly()
    .exactOptional(),
  /** The code's defaults of the overridden variables when it was written; another default now is a stale override. */
  defaults: z.record(z.string(), z.unknown()),
});
export type Receipt = z.infer<typeof receiptSchema>;

export interface PhaseWhatIf {
  /** Of the policy's phases, by number. */
  readonly phase: number;
  readonly whatIf: WhatIf;
}

/** Every phase that the override rests on and that was decided by something else than the policy, the earliest first. */
export const whatIfsOf = ({ phase, whatIf, earlierWhatIfs = [] }: Receipt): readonly PhaseWhatIf[] => [
  ...earlierWhatIfs,
  ...(whatIf === undefined ? [] : [{ phase, whatIf }]),
];

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/**
 * Whether every endpoint that the environment names for AWS is on this machine; false where none is named for all services, an empty
 * one included, and where the SDKs are told to pass them over.
 */
export const endpointsAreLoopback = (environment: Environment): boolean =>
  namedAreLoopback(environment, ({ AWS_ENDPOINT_URL }) => AWS_ENDPOINT_URL);

/** The same where what is read is all that matters: CloudWatch's endpoint is named, by itself or for all, and none is elsewhere. */
export const telemetryIsLoopback = (environment: Environment): boolean =>
  namedAreLoopback(environment, ({ AWS_ENDPOINT_URL_CLOUDWATCH, AWS_ENDPOINT_URL }) => AWS_ENDPOINT_URL_CLOUDWATCH || AWS_ENDPOINT_URL);

function namedAreLoopback(environment: Environment, needed: (environment: Environment) => string | undefined): boolean {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === "true" || !needed(environment)) return false;
  return Object.entries(environment)
    .filter(([name, value]) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && value !== undefined && value !== "")
    .every(([, value]) => value !== undefined && isLoopback(value));
}

export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}
