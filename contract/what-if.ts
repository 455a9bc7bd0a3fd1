import { z } from "zod";
import { regionName } from "./addresses";
import { canonicalJson } from "./values";

const DAYS = "takes a whole number of days from 1 to 455";
/** Days to look back, as many as CloudWatch keeps. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
export const lookBackDaysSchema = z.int(DAYS).min(1, DAYS).max(455, DAYS);

const SHARE = "takes a number from 0 to 1";
/** Least strength of evidence. */
export const minConfidenceSchema = z.number(SHARE).min(0, SHARE).max(1, SHARE);

/** The policy's own setting, and the one that a run set in its place. */
const instead = <T extends z.ZodType>(setting: T) => z.strictObject({ policy: setting, run: setting }).exactOptional();
const optIns = z.array(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "a rule such as gp3-volumes")).readonly();

/** Where a run was asked to decide by something else than the deployment's policy. Never empty: what decides by the policy has none. */
export const whatIfSchema = z
  .strictObject({
    lookBackDays: instead(lookBackDaysSchema),
    minConfidence: instead(minConfidenceSchema),
    /** Rules, sorted. */
    optIns: instead(optIns),
    regions: instead(z.array(regionName).min(1).readonly()),
  })
  .refine((settings) => Object.keys(settings).length > 0, "names no setting")
  .refine(
    (settings) => Object.values(settings).every(({ policy, run }) => canonicalJson(policy) !== canonicalJson(run)),
    "names the policy's own setting, which takes the place of none",
  )
  .refine(
    ({ optIns: taken }) => taken === undefined || taken.run.some((name) => !taken.policy.includes(name)),
    "names no opt-in that the policy does not take",
  );
export type WhatIf = z.infer<typeof whatIfSchema>;

function optInText({ policy, run }: NonNullable<WhatIf["optIns"]>): string {
  const taken = run.filter((name) => !policy.includes(name));
  return `${taken.length === 1 ? "opt-in" : "opt-ins"} ${taken.join(", ")}, which the policy does not take`;
}

/** What was set in place of what, in words: `confidence 0.7 in place of the policy's 0.5; opt-in valkey, which the policy does not take`. */
export function whatIfText({ lookBackDays, minConfidence, optIns, regions }: WhatIf): string {
  return [
    minConfidence === undefined ? [] : `confidence ${minConfidence.run} in place of the policy's ${minConfidence.policy}`,
    optIns === undefined ? [] : optInText(optIns),
    lookBackDays === undefined ? [] : `${lookBackDays.run} days in place of the policy's ${lookBackDays.policy}`,
    regions === undefined ? [] : `only ${regions.run.join(", ")} of ${regions.policy.join(", ")}`,
  ]
    .flat()
    .join("; ");
}

export const whatIfLine = (whatIf: WhatIf): string => `What-if: ${whatIfText(whatIf)}.`;
