import { z } from "zod";

/** The policy's own setting, and the one that a run set in its place. */
const instead = <T extends z.ZodType>(setting: T) => z.strictObject({ policy: setting, run: setting }).exactOptional();
const names = z.array(z.string()).readonly();

/** Where a run was asked to decide by something else than the deployment's policy. Never empty: what decides by the policy has none. */
export const whatIfSchema = z.strictObject({
  lookBackDays: instead(z.number()),
  minConfidence: instead(z.number()),
  /** Rules, sorted. */
  optIns: instead(names),
  regions: instead(names),
});
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
