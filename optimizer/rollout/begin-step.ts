import { type DeploymentContract, defaultsOf, RefusedError, type Values } from "../../contract";
import type { OpenPhase, OverrideBytes, Pin } from "../ledger";
import { applyDeltas, type Override, readOverride, renderOverride, valuesIn, writeOverride } from "../overrides";
import type { Delta } from "../plan/recommendation";
import { withCandidate } from "./candidate";
import { planWith, type Reviewed, review } from "./carry-out";
import { ofPhase, type RolloutContext } from "./context";
import { handEdits } from "./hand-edits";
import { findHandEdits, recordPins, tornBy } from "./propose";
import { receiptFacts } from "./receipt-facts";
import { deltaLine, turnsOf } from "./turns";

/**
 * Begins a step: ledger, override and pins are written only once Terraform has planned it and the plan has passed, so that a held lock,
 * expired credentials or a refused plan leave everything as it was.
 * @param forceFreeze why a freeze does not count today
 * @returns the plan, where it may be applied as it is
 */
export async function beginStep(
  context: RolloutContext,
  open: OpenPhase,
  step: number,
  forceFreeze: string | undefined,
): Promise<Reviewed | undefined> {
  const { contract, overrides, journal, live, progress } = context;
  const before = await readOverride(overrides, contract);
  refuseReverted(context, open, step, before);
  const pending = open.steps.slice(step).flatMap((each) => each.deltas);
  const found = findHandEdits(context, before, pending);
  const pinned = Object.keys(found.pins);
  refuseTorn(context, open, step, found.pins);
  const upTo = open.steps.slice(0, step + 1).flatMap((each) => each.deltas);
  const values = withHeld(applyDeltas(valuesIn(open.previous.override, contract).values, upTo), before.values, pinned);
  const deltas = (open.steps[step]?.deltas ?? []).filter(({ variable }) => found.pins[variable] === undefined);
  const facts = receiptFacts(journal.state().written?.receipt ?? null);
  const bytes = renderOverride(contract, values, facts, defaultsOf(contract.components));
  progress(`step ${step + 1} of ${open.steps.length}`);
  for (const delta of deltas) progress(`  ${deltaLine(delta)}`);
  for (const [variable, { reason }] of Object.entries(found.pins)) progress(`  ${variable} stays as it is: ${reason}`);

  const recorded = await live.record(deltas);
  const edits = handEdits(context, open, values, pinned);
  const reviewed = await withCandidate(context, bytes, async (directory) => {
    if (!needsCallFirst(deltas, contract)) return review(context, directory, deltas, edits);
    // Only the call makes the plan what was agreed; that there can be one is known now, and it is checked after the call.
    await planWith(context, directory);
    return undefined;
  });

  await refuseEditedSince(context, before.bytes);
  await recordPins(context, found);
  await journal.record({
    type: "step-started",
    ...ofPhase(open),
    step,
    deltas,
    recorded: { ...recorded },
    previousOverride: before.bytes.override,
    previousReceipt: before.bytes.receipt,
    ...bytes,
    ...(forceFreeze === undefined ? {} : { forcedFreeze: forceFreeze }),
  });
  await writeOverride(overrides, contract.deployment, bytes);
  return reviewed;
}

function refuseReverted({ contract, journal }: RolloutContext, open: OpenPhase, step: number, { bytes }: Override): void {
  const { written } = journal.state();
  if (step > 0 || bytes.override !== open.previous.override || bytes.override === written?.override) return;
  throw new RefusedError(
    `The override of ${contract.deployment} does not hold the proposal of phase ${open.phase}: it was reverted, or its writing was cut off`,
    {
      hint: `Close the phase with trimtab rollout rollback ${contract.deployment} --files-only, then propose again.`,
    },
  );
}

/** A plan takes minutes: what somebody wrote meanwhile is not in it, and may not be overwritten. */
async function refuseEditedSince({ contract, overrides }: RolloutContext, before: OverrideBytes): Promise<void> {
  const { bytes } = await readOverride(overrides, contract);
  if (bytes.override === before.override && bytes.receipt === before.receipt) return;
  throw new RefusedError(`The override of ${contract.deployment} was edited while its next step was being planned; nothing was applied`, {
    hint: "Start again: the plan will hold the edit.",
  });
}

const needsCallFirst = (deltas: readonly Delta[], contract: DeploymentContract): boolean =>
  turnsOf(deltas, contract).some(({ change }) => change.applyMode === "api_first");

/** What somebody moved by hand may have been what made the rest of its component safe to turn. */
function refuseTorn({ contract }: RolloutContext, open: OpenPhase, step: number, pins: Readonly<Record<string, Pin>>): void {
  const torn = tornBy(
    pins,
    open.steps.flatMap(({ deltas }) => deltas),
    contract,
  ).map(({ variable }) => variable);
  const ahead = open.steps.slice(step).flatMap(({ deltas }) => deltas);
  const cut = ahead.flatMap(({ variable }) => (torn.includes(variable) && pins[variable] === undefined ? [variable] : []));
  if (cut.length === 0) return;
  throw new RefusedError(`${cut.join(", ")} may not be turned: another size of the same component was set by hand since the proposal`, {
    problems: torn.flatMap((variable) => (pins[variable] === undefined ? [] : [`${variable}: ${pins[variable].reason}`])),
    hint: `The sizes of a component were judged together: turn the phase back (trimtab rollout rollback ${contract.deployment}) and propose again.`,
  });
}

/** Pinned variables keep what the file says, absence included. */
function withHeld(target: Values, file: Values, pinned: readonly string[]): Values {
  const others = Object.entries(target).filter(([variable]) => !pinned.includes(variable));
  const held = Object.entries(file).filter(([variable]) => pinned.includes(variable));
  return Object.fromEntries([...others, ...held]);
}
