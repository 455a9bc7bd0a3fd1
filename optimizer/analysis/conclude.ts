import { ASSESSORS } from "../assessments";
import { type Evidence, evidenceOf, type StackEvidence } from "../evidence";
import type { Assessment } from "../plan/recommendation";
import type { Snapshot } from "../telemetry/snapshot/types";
import type { Outcome } from "./decide";
import { settle } from "./settle";

/** What was decided on the components, and what was answered about several of them. */
export interface Conclusion {
  /** In the components' order. */
  readonly outcomes: readonly Outcome[];
  readonly assessments: readonly Assessment[];
}

/** Settles what was decided, then answers what the policy asks beside. Asks for measurements as {@link settle} does. */
export function* conclude(stack: StackEvidence, outcomes: readonly Outcome[]): Generator<string, Conclusion, Snapshot> {
  return { outcomes: yield* settle(stack, outcomes), assessments: yield* assess(stack) };
}

/** Only what the policy names and where the run looks. */
function* assess(stack: StackEvidence): Generator<string, readonly Assessment[], Snapshot> {
  const { policy, regions } = stack.contract;
  const assessments: Assessment[] = [];
  for (const { name, members, assess: answer } of ASSESSORS) {
    const parameters = policy.rules[name];
    if (parameters === undefined) continue;
    const evidence: Evidence[] = [];
    for (const component of members(stack.contract)) {
      const of = evidenceOf(stack, yield component, component);
      if (of !== undefined && regions.includes(of.region)) evidence.push(of);
    }
    assessments.push(...answer(evidence, parameters));
  }
  return assessments;
}
