import { isDeepStrictEqual } from "node:util";
import type { Agreed } from "./agreed";
import type { Judged, Judgement } from "./judgement";
import { valuesIn } from "./place";
import { type Plan, type ResourceChange, verbOf } from "./plan";
import { referencesIn } from "./references";
import { pathText, turnText } from "./render";
import { setOutside } from "./variables";

/** One line for each argument that changes and that this step does not turn. */
export function argumentProblems(change: ResourceChange, { attributes }: Judgement, plan: Plan, agreed: Agreed): readonly string[] {
  return attributes
    .filter(({ verdict }) => verdict === "foreign")
    .map((each) => `${verbOf(change)} ${change.address}: ${pathText(each.path)} ${turnText(each)} ${reasonOf(each, change, plan, agreed)}`);
}

/** Blocks that may come from a `dynamic` one: a reviewer looks at them. */
export function argumentNotes({ address }: ResourceChange, { attributes }: Judgement): readonly string[] {
  return attributes
    .filter(({ verdict }) => verdict === "unseen")
    .map((each) => `${address}: ${pathText(each.path)} ${turnText(each)}: the plan does not tell what a dynamic block is made from`);
}

function reasonOf({ path, origin }: Judged, { address }: ResourceChange, plan: Plan, agreed: Agreed): string {
  const [name = ""] = path;
  const drift = plan.resource_drift.find((each) => each.address === address)?.change;
  if (drift !== undefined && !isDeepStrictEqual(valuesIn(drift.before)[name], valuesIn(drift.after)[name])) {
    return "undoes what was changed outside Terraform";
  }
  const references = origin.type === "configured" ? referencesIn(origin.expression) : [];
  const outside = setOutside(plan, agreed).filter((variable) =>
    references.some((each) => each.type === "variable" && each.name === variable),
  );
  if (outside.length > 0) return `comes from ${outside.join(", ")}, set outside the override`;
  return "comes from nothing that this step turns: an edit of the code, or drift";
}
