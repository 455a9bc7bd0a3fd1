import {
  type DeploymentContract,
  defaultsOf,
  ObservationError,
  SECONDS_PER_DAY,
  sameValue,
  TrimtabError,
  type Values,
} from "../../contract";
import { activePins, isoTime, type OpenPhase, type OverrideBytes } from "../ledger";
import {
  applyDeltas,
  differences,
  HAND_EDIT_PIN_DAYS,
  invertDeltas,
  type Override,
  overridePaths,
  readOverride,
  renderOverride,
  valuesIn,
  writeOverride,
} from "../overrides";
import type { Delta } from "../plan/recommendation";
import { carryOut } from "./carry-out";
import { ofPhase, openPhase, type RolloutContext } from "./context";
import { handEdits } from "./hand-edits";
import { finishWriting } from "./interrupted";
import { pinHandEdits } from "./propose";
import { receiptFacts } from "./receipt-facts";
import { deltaLine, inverted } from "./turns";

export interface RollbackOptions {
  readonly reason: string;
  /** Put the files back and leave the applying to somebody else. */
  readonly filesOnly: boolean;
}

export interface RolledBack {
  readonly phase: number;
  readonly undone: readonly Delta[];
  /** Variables that were moved by somebody since: they stay, pinned. */
  readonly kept: readonly string[];
  /** The override's bytes are those from before the phase. */
  readonly byteIdentical: boolean;
  /** Whether Trimtab applied it. */
  readonly applied: boolean;
  readonly files: readonly string[];
}

/**
 * Takes the open phase back, key by key, and applies that: the steps in reverse, each in effect before the one before it is undone,
 * for what two steps kept apart on the way there must not come together on the way back. Safe to run again after any interruption.
 */
export async function rollBack(context: RolloutContext, options: RollbackOptions): Promise<RolledBack> {
  const { contract, overrides, journal, progress } = context;
  const open = openPhase(context);
  progress(`rolling phase ${open.phase} back: ${options.reason}`);
  if (open.rollingBack !== undefined) await finishWriting(context);
  await pinHandEdits(context, [...deltasOf(open), ...inverted(deltasOf(open))]);

  const begun = open.steps.filter(({ status }) => status !== "pending").map(({ deltas }) => deltas);
  const applied = !options.filesOnly && begun.length > 0;
  if (applied) await undoSteps(context, open, begun, options.reason);
  else await restoreFiles(context, open, deltasOf(open), options.reason);

  const { bytes, values } = await readOverride(overrides, contract);
  const isRestored = isBackAt(valuesBefore(open, contract, 0), values);
  const undone = inverted(begun.flat()).filter(isRestored);
  const kept = [...new Set(deltasOf(open).flatMap((delta) => (isRestored(delta) ? [] : [delta.variable])))];
  await journal.record({ type: "rolled-back", ...ofPhase(open), deltas: undone, kept, reason: options.reason });
  return {
    phase: open.phase,
    undone,
    kept,
    byteIdentical: bytes.override === open.previous.override,
    applied,
    files: Object.values(overridePaths(overrides, contract.deployment)),
  };
}

const deltasOf = ({ steps }: OpenPhase): readonly Delta[] => steps.flatMap(({ deltas }) => deltas);

/** The override's values before a step of the phase. */
function valuesBefore({ previous, steps }: OpenPhase, contract: DeploymentContract, step: number): Values {
  const earlier = steps.slice(0, step).flatMap(({ deltas }) => deltas);
  return applyDeltas(valuesIn(previous.override, contract).values, earlier);
}

/** Whether a variable has the value again that it had then. */
function isBackAt(then: Values, now: Values): (delta: Delta) => boolean {
  const moved = differences(now, then);
  return ({ variable }) => !moved.includes(variable);
}

async function undoSteps(context: RolloutContext, open: OpenPhase, begun: readonly (readonly Delta[])[], reason: string): Promise<void> {
  const { contract, overrides, journal, live, now, progress } = context;
  const pending = open.steps.filter(({ status }) => status === "pending").flatMap(({ deltas }) => deltas);
  for (const [index, deltas] of [...begun.entries()].reverse()) {
    const recorded = await live.record(inverted(begun.flat()));
    await restoreFiles(context, open, [...begun.slice(index).flat(), ...pending], reason, { step: index, recorded: { ...recorded } });
    const { values } = await readOverride(overrides, contract);
    const isRestored = isBackAt(valuesBefore(open, contract, 0), values);
    const isBefore = isBackAt(valuesBefore(open, contract, index), values);
    const isUndone = (delta: Delta) => isBefore(delta) || isRestored(delta);
    const undone = inverted(deltas).filter(isUndone);
    for (const delta of undone) progress(`  ${deltaLine(delta)}`);
    // Of an interrupted run, or of a file restored by hand, the plan may still hold what other steps did.
    const undoing = [...inverted(begun.slice(0, index).flat()).filter(isRestored), ...inverted(begun.slice(index).flat()).filter(isUndone)];
    await live.prepare(undoing, open.recorded);
    await carryOut(context, undoing, handEdits(context, open, values, Object.keys(activePins(journal.state(), now()))));
    const { steps, undoRecorded = {} } = openPhase(context);
    await live.untilEffective(undone, steps[index]?.undoRecorded ?? undoRecorded);
  }
}

/**
 * Rolls back because an observation failed.
 * @throws ObservationError when that did not work either: the rollback is still due
 */
export async function rollBackAfterFailure(context: RolloutContext, reasons: readonly string[]): Promise<RolledBack> {
  try {
    return await rollBack(context, { reason: reasons.join("; "), filesOnly: false });
  } catch (cause) {
    if (!(cause instanceof TrimtabError)) throw cause;
    const { deployment } = context.contract;
    throw new ObservationError(`${deployment} is hurt, and the rollback is due: it was cut short`, {
      problems: [...reasons, ...cause.describe().split("\n")],
      hint: `Settle that, then at once: trimtab rollout rollback ${deployment}`,
      cause,
    });
  }
}

/** Takes deltas out of the override; what somebody has moved since stays, pinned. Writes nothing where nothing is left to take out. */
async function restoreFiles(
  context: RolloutContext,
  open: OpenPhase,
  deltas: readonly Delta[],
  reason: string,
  undoing: { readonly step?: number; readonly recorded?: Record<string, unknown> } = {},
): Promise<void> {
  const { contract, overrides, journal, now } = context;
  const override = await readOverride(overrides, contract);
  const isRestored = isBackAt(valuesBefore(open, contract, 0), override.values);
  const moved = deltas.filter((delta) => !isRestored(delta));
  const { values, undone, kept } = invertDeltas(override.values, moved, valuesBefore(open, contract, undoing.step ?? 0));
  if (openPhase(context).rollingBack !== undefined && undone.length === 0) return;
  const pins = activePins(journal.state(), now());
  const expires = isoTime(now() + HAND_EDIT_PIN_DAYS * SECONDS_PER_DAY);
  for (const variable of kept.filter((name) => pins[name] === undefined)) {
    await journal.record({
      type: "pinned",
      variable,
      reason: `kept by the rollback of phase ${open.phase}: moved since it was applied`,
      expires,
    });
  }
  await journal.record({ type: "rollback-started", ...ofPhase(open), reason, ...undoing, ...bytesOf(context, open, override, values) });
  const { written } = journal.state();
  if (written !== undefined) await writeOverride(overrides, contract.deployment, written);
}

/** Those from before the phase where its values are; else new ones, which rest on what the file rests on while it holds any of the phase. */
function bytesOf({ contract, journal }: RolloutContext, open: OpenPhase, { bytes }: Override, values: Values): OverrideBytes {
  if (differences(values, valuesIn(open.previous.override, contract).values).length === 0) return open.previous;
  const own = bytes.receipt ?? journal.state().written?.receipt ?? null;
  const holdsPhase = deltasOf(open).some(({ variable, to }) => sameValue(values[variable], to));
  const receipt = holdsPhase ? (own ?? open.previous.receipt) : (open.previous.receipt ?? own);
  return renderOverride(contract, values, receiptFacts(receipt), defaultsOf(contract.components));
}
