import { RefusedError } from "../../contract";
import { readOverride } from "../overrides";
import type { Delta } from "../plan/recommendation";
import type { RolloutContext } from "./context";
import { checkPlan } from "./plan-check";

/**
 * Brings the override as it lies on the disk into effect: synth, plan, check, apply of that very plan. An empty plan applies nothing.
 * @param deltas all that the plan may turn
 * @throws RefusedError with every way in which the plan is not what was agreed; nothing is applied then
 */
export async function carryOut(context: RolloutContext, deltas: readonly Delta[]): Promise<void> {
  const { contract, overrides, loopback, terraform, progress } = context;
  progress("synthesizing the stacks with the override");
  await context.synthesize();
  const saved = await terraform.plan();
  const { values, bytes, receipt } = await readOverride(overrides, contract);
  const { problems, notes, changes } = checkPlan(saved.plan, {
    contract,
    deltas,
    values,
    overrideBytes: bytes.override,
    receipt,
    loopback,
  });
  if (problems.length > 0) {
    throw new RefusedError(`The plan of ${contract.deployment} is not what was agreed; nothing was applied`, {
      problems,
      hint: `Look at it: terraform -chdir=cdktf.out/stacks/${contract.deployment} show ${saved.file}. Settle the rest first, then start again; trimtab rollout rollback turns the phase back.`,
    });
  }
  if (saved.empty) {
    progress("the plan is empty: everything is applied already");
    return;
  }
  for (const note of notes) progress(`  note: ${note}`);
  for (const change of changes) progress(`  ${change}`);
  await terraform.apply(saved);
}
