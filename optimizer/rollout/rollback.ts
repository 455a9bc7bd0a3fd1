import { defaultsOf, ObservationError, SECONDS_PER_DAY, TrimtabError } from "../../contract";
import { isoTime, type OpenPhase } from "../ledger";
import {
  differences,
  HAND_EDIT_PIN_DAYS,
  invertDeltas,
  overridePaths,
  readOverride,
  renderOverride,
  valuesIn,
  writeOverride,
} from "../overrides";
import type { Delta } from "../plan/recommendation";
import { carryOut } from "./carry-out";
import { ofPhase, openPhase, type RolloutContext } from "./context";
import { finishWriting } from "./interrupted";
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

/** Takes the open phase back, key by key, and applies that. Safe to run again after any interruption. */
export async function rollBack(context: RolloutContext, options: RollbackOptions): Promise<RolledBack> {
  const { contract, overrides, journal, live, progress } = context;
  const open = openPhase(context);
  progress(`rolling phase ${open.phase} back: ${options.reason}`);
  if (open.rollingBack === undefined) await restoreFiles(context, open, options.reason);
  else await finishWriting(context);

  const { bytes, values } = await readOverride(overrides, contract);
  const previous = valuesIn(open.previous.override, contract).values;
  const started = open.steps.filter(({ status }) => status !== "pending").flatMap(({ deltas }) => deltas);
  const isRestored = ({ variable }: Delta) => differences(values, previous).every((name) => name !== variable);
  const undoing = inverted(started).filter(isRestored);
  const applied = !options.filesOnly && started.length > 0;
  if (applied) {
    for (const delta of undoing) progress(`  ${deltaLine(delta)}`);
    await live.prepare(undoing, open.recorded);
    await carryOut(context, undoing);
    await live.untilEffective(undoing);
  }
  const kept = open.steps.flatMap(({ deltas }) => deltas).flatMap((delta) => (isRestored(delta) ? [] : [delta.variable]));
  await journal.record({ type: "rolled-back", ...ofPhase(open), deltas: undoing, kept, reason: options.reason });
  return {
    phase: open.phase,
    undone: undoing,
    kept,
    byteIdentical: bytes.override === open.previous.override,
    applied,
    files: Object.values(overridePaths(overrides, contract.deployment)),
  };
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

async function restoreFiles(context: RolloutContext, open: OpenPhase, reason: string): Promise<void> {
  const { contract, overrides, journal, now } = context;
  const override = await readOverride(overrides, contract);
  const before = valuesIn(open.previous.override, contract).values;
  const deltas = open.steps.flatMap((step) => step.deltas);
  const { values, kept } = invertDeltas(override.values, deltas, before);
  const expires = isoTime(now() + HAND_EDIT_PIN_DAYS * SECONDS_PER_DAY);
  for (const variable of kept) {
    await journal.record({
      type: "pinned",
      variable,
      reason: `kept by the rollback of phase ${open.phase}: moved since it was applied`,
      expires,
    });
  }
  const bytes =
    differences(values, before).length === 0
      ? open.previous
      : renderOverride(contract, values, receiptFacts(open.previous.receipt ?? override.bytes.receipt), defaultsOf(contract.components));
  await journal.record({ type: "rollback-started", ...ofPhase(open), reason, ...bytes });
  await writeOverride(overrides, contract.deployment, bytes);
}
