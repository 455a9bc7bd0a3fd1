import { type Evidence, evidenceOf, type Settings, stackEvidence } from "../../optimizer/evidence";
import type { Guard } from "../../optimizer/guards";
import { type Proposal, proposal } from "../../optimizer/plan/proposal";
import type { Verdict } from "../../optimizer/plan/recommendation";
import { type SnapshotOptions, snapshotOf } from "./snapshot";

/** What rules and guards see of one component. */
export function evidence(component: string, options: SnapshotOptions): Evidence {
  const snapshot = snapshotOf(options);
  const found = evidenceOf(stackEvidence(snapshot), snapshot, component);
  if (found === undefined) throw new Error(`no model sizes ${component}`);
  return found;
}

export const towards = (e: Evidence, to: Settings): Proposal =>
  proposal(e, { rule: "test", direction: "down", to: { ...e.current, ...to }, reason: "", findings: [] });

/** One guard's verdict on a change of the given tunables. */
export const verdictOf = (guard: Guard, e: Evidence, to: Settings): Verdict => guard.judge(towards(e, to), e, e.policy);
