import { RefusedError } from "../../contract";
import { readOverride } from "../overrides";
import type { Delta } from "../plan/recommendation";
import type { RolloutContext } from "./context";
import type { HandEdits } from "./hand-edits";
import { checkPlan, type PlanVerdict } from "./plan-check";
import type { SavedPlan } from "./terraform";

/** A plan that holds what was agreed and nothing else, to be applied as it is. */
export interface Reviewed extends Pick<PlanVerdict, "notes" | "changes"> {
  readonly saved: SavedPlan;
}

/**
 * Synthesizes with the overrides of a directory, plans and checks; changes nothing in the account.
 * @param deltas all that the plan may turn, beside what people set by hand
 * @throws RefusedError with every way in which the plan is not what was agreed
 */
export async function review(
  context: RolloutContext,
  directory: string,
  deltas: readonly Delta[],
  { along, apart }: HandEdits,
): Promise<Reviewed> {
  const { contract, loopback } = context;
  const { deployment } = contract;
  const saved = await planWith(context, directory);
  const { values, bytes, receipt } = await readOverride(directory, contract);
  const agreed = { contract, deltas: [...deltas, ...along], values, overrideBytes: bytes.override, receipt, loopback };
  const { problems, notes, changes } = checkPlan(saved.plan, agreed);
  if (problems.length === 0) return { saved, notes, changes };
  const show = `Look at it: terraform -chdir=cdktf.out/stacks/${deployment} show ${saved.file}.`;
  if (apart.length === 0) {
    throw new RefusedError(`The plan of ${deployment} is not what was agreed; nothing was applied`, {
      problems,
      hint: `${show} Settle the rest first, then start again; trimtab rollout rollback turns the phase back.`,
    });
  }
  const names = apart.map(({ variable }) => variable).join(", ");
  throw new RefusedError(
    `The plan of ${deployment} is not what was agreed; nothing was applied. ${names} set by hand may destroy or replace`,
    {
      problems,
      hint: `${show} Such a change comes on its own, never with a step: take ${names} out of the override and start again, or close the phase (trimtab rollout rollback ${deployment} --files-only keeps and pins the edit), apply it, and propose again.`,
    },
  );
}

/** A plan with the overrides of a directory, whatever it holds. */
export async function planWith({ synthesize, terraform, progress }: RolloutContext, directory: string): Promise<SavedPlan> {
  progress("synthesizing the stacks with the override");
  await synthesize(directory);
  return terraform.plan();
}

/** Applies exactly the plan that was reviewed; an empty one applies nothing. */
export async function applyReviewed({ terraform, progress }: RolloutContext, { saved, notes, changes }: Reviewed): Promise<void> {
  if (saved.empty) {
    progress("the plan is empty: everything is applied already");
    return;
  }
  for (const note of notes) progress(`  note: ${note}`);
  for (const change of changes) progress(`  ${change}`);
  await terraform.apply(saved);
}

/** Brings the override as it lies on the disk into effect. @throws RefusedError as {@link review}, before anything is applied */
export async function carryOut(context: RolloutContext, deltas: readonly Delta[], edits: HandEdits): Promise<void> {
  await applyReviewed(context, await review(context, context.overrides, deltas, edits));
}
