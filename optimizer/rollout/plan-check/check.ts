import type { Agreed } from "./agreed";
import { judgeChanges } from "./changes";
import { effectiveChanges, type Plan, verbOf } from "./plan";
import { receiptNotes, receiptProblems } from "./receipt";
import { variableNotes, variableProblems } from "./variables";

export interface PlanVerdict {
  /** Empty: the plan may be applied. */
  readonly problems: readonly string[];
  /** What a reviewer should know. */
  readonly notes: readonly string[];
  /** One line per resource that the plan touches. */
  readonly changes: readonly string[];
}

/** Holds a plan against what was agreed; every problem at once. */
export function checkPlan(plan: Plan, agreed: Agreed): PlanVerdict {
  const judged = judgeChanges(plan, agreed);
  return {
    problems: [...completenessProblems(plan), ...receiptProblems(agreed), ...variableProblems(plan, agreed), ...judged.problems],
    notes: [...receiptNotes(agreed), ...variableNotes(plan, agreed), ...judged.notes],
    changes: effectiveChanges(plan).map((change) => `${verbOf(change)} ${change.address}`),
  };
}

function completenessProblems({ errored, complete }: Plan): readonly string[] {
  if (errored === true) return ["the plan ended with errors and is incomplete"];
  if (complete !== false) return [];
  return ["the plan leaves resources out (-target or -exclude, also in TF_CLI_ARGS): what it does not show would not be applied"];
}
