import { defaultsOf, ObservationError, RefusedError, type Values } from "../../contract";
import { isoTime, type OpenPhase, type Pin } from "../ledger";
import { applyDeltas, readOverride, renderOverride, valuesIn, writeOverride } from "../overrides";
import { carryOut } from "./carry-out";
import { ofPhase, openPhase, type RolloutContext } from "./context";
import { freezeWithin } from "./freeze";
import { handEdits } from "./hand-edits";
import { finishWriting } from "./interrupted";
import { type Action, nextAction } from "./next";
import { judge } from "./observation/judge";
import { windowSince } from "./observation/window";
import { pinHandEdits, tornBy } from "./propose";
import { receiptFacts } from "./receipt-facts";
import { rollBackAfterFailure } from "./rollback";
import { deltaLine, turnsOf } from "./turns";

export interface ApplyOptions {
  /** Why a freeze does not count today. */
  readonly forceFreeze?: string;
  /** Sleep through the soaks instead of ending at the first. */
  readonly wait: boolean;
}

/** Where `rollout apply` stopped: soaking, ready to be observed, or ready for promotion. */
export type Stopped = Extract<Action, { type: "soak" | "observe" | "promote" }>;

/**
 * Carries the open phase on from where the ledger says it is, step by step, until it has to wait or is applied.
 * Safe to run again after any interruption.
 */
export async function applyPhase(context: RolloutContext, options: ApplyOptions): Promise<Stopped> {
  const { contract, journal, now, progress, sleep } = context;
  await refuseSimulated(context);
  for (;;) {
    const open = openPhase(context);
    const action = nextAction(journal.state(), now(), contract.policy.observation);
    switch (action.type) {
      case "start-step":
        refuseInFreeze(context, open, action.step, options);
        if (action.step > 0) await passSoak(context, open);
        await startStep(context, open, action.step, options);
        await applyStep(context, open, action.step);
        break;
      case "resume-step":
        refuseInFreeze(context, open, action.step, options);
        progress(`step ${action.step + 1} was begun and not finished: picking it up`);
        if (!(await finishWriting(context))) throw editedMeanwhile(context);
        await applyStep(context, open, action.step);
        break;
      case "await-effect":
        await context.live.untilEffective(open.steps[action.step]?.deltas ?? []);
        await journal.record({ type: "effective", ...ofPhase(open), step: action.step });
        break;
      case "soak":
        if (!options.wait) return action;
        progress(`soaking until ${isoTime(action.untilEpoch)}`);
        await sleep(action.untilEpoch - now());
        break;
      case "observe":
      case "promote":
        return action;
      case "roll-back":
      case "propose":
        throw new RefusedError(`Phase ${open.phase} of ${contract.deployment} is due to be rolled back`, {
          problems: action.type === "roll-back" ? [action.reason] : [],
          hint: `Run: trimtab rollout rollback ${contract.deployment}`,
        });
    }
  }
}

/** The plan check would refuse it as well, but only after the first step was begun. */
async function refuseSimulated({ contract, overrides, loopback }: RolloutContext): Promise<void> {
  const { receipt } = await readOverride(overrides, contract);
  if (receipt?.source !== "simulator" || loopback) return;
  throw new RefusedError(`The override of ${contract.deployment} rests on simulated measurements and may not reach AWS`, {
    hint: `Close the phase with trimtab rollout rollback ${contract.deployment} --files-only, and propose on measurements of the account.`,
  });
}

const editedMeanwhile = ({ contract: { deployment } }: RolloutContext): RefusedError =>
  new RefusedError(`The override of ${deployment} was edited while a step was being applied`, {
    hint: `Undo the edit, or turn the phase back with trimtab rollout rollback ${deployment}: it keeps what was edited.`,
  });

/** A step that would run into a freeze is as bad as one that begins in it. */
function refuseInFreeze({ contract, now }: RolloutContext, open: OpenPhase, step: number, { forceFreeze }: ApplyOptions): void {
  const minutes = turnsOf(open.steps[step]?.deltas ?? [], contract).reduce((sum, { change }) => sum + change.typicalMinutes, 0);
  const freeze = freezeWithin(contract.policy, now(), minutes);
  if (freeze === undefined || forceFreeze !== undefined) return;
  throw new RefusedError(
    `${freeze.name}: nothing is applied to ${contract.deployment} from ${freeze.from} to ${freeze.to} ${contract.policy.timeZone}`,
    {
      problems: [`step ${step + 1} typically takes ${minutes} minutes`],
      hint: "Start again when it fits before these hours, or after them, or give a reason with --force-freeze REASON. Rollbacks are never frozen.",
    },
  );
}

/** Between two steps the absolute triggers must have been quiet. */
async function passSoak(context: RolloutContext, open: OpenPhase): Promise<void> {
  const { observation } = context.contract.policy;
  const effective = open.steps.findLast(({ effectiveEpoch }) => effectiveEpoch !== undefined)?.effectiveEpoch;
  if (effective === undefined) return;
  const evidence = await context.evidence(observation.triggers, windowSince(effective, context.now()));
  const { verdict, reasons } = judge(evidence, { complete: true, heldOpenAndClose: true }, observation.minPointsShare);
  if (verdict === "pass") return;
  await context.journal.record({ type: "observed", ...ofPhase(open), verdict, reasons });
  if (verdict === "fail") {
    await rollBackAfterFailure(context, reasons);
    throw new ObservationError(`A step of phase ${open.phase} hurt ${context.contract.deployment}: the phase was rolled back`, {
      problems: reasons,
    });
  }
  throw new RefusedError("The soak after the last step cannot be judged, so the next one waits", {
    problems: reasons,
    hint: "Start again when there are more data, or turn back with trimtab rollout rollback.",
  });
}

async function startStep(context: RolloutContext, open: OpenPhase, step: number, { forceFreeze }: ApplyOptions): Promise<void> {
  const { contract, overrides, journal, live, progress } = context;
  const before = await readOverride(overrides, contract);
  const { written } = journal.state();
  if (step === 0 && before.bytes.override === open.previous.override && before.bytes.override !== written?.override) {
    throw new RefusedError(
      `The override of ${contract.deployment} does not hold the proposal of phase ${open.phase}: it was reverted, or its writing was cut off`,
      {
        hint: `Close the phase with trimtab rollout rollback ${contract.deployment} --files-only, then propose again.`,
      },
    );
  }
  const upTo = open.steps.slice(0, step + 1).flatMap((each) => each.deltas);
  const pending = open.steps.slice(step).flatMap((each) => each.deltas);
  const pins = await pinHandEdits(context, pending);
  refuseTorn(context, open, step, pins);
  const values = withHeld(applyDeltas(valuesIn(open.previous.override, contract).values, upTo), before.values, Object.keys(pins));
  const deltas = (open.steps[step]?.deltas ?? []).filter(({ variable }) => pins[variable] === undefined);
  const bytes = renderOverride(contract, values, receiptFacts(written?.receipt ?? null), defaultsOf(contract.components));
  progress(`step ${step + 1} of ${open.steps.length}`);
  for (const delta of deltas) progress(`  ${deltaLine(delta)}`);
  for (const [variable, { reason }] of Object.entries(pins)) progress(`  ${variable} stays as it is: ${reason}`);
  await journal.record({
    type: "step-started",
    ...ofPhase(open),
    step,
    deltas,
    recorded: { ...(await live.record(deltas)) },
    ...bytes,
    ...(forceFreeze === undefined ? {} : { forcedFreeze: forceFreeze }),
  });
  await writeOverride(overrides, contract.deployment, bytes);
}

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

async function applyStep(context: RolloutContext, opened: OpenPhase, step: number): Promise<void> {
  const { contract, overrides, journal, live } = context;
  const open = openPhase(context);
  const deltas = open.steps[step]?.deltas ?? [];
  const { values } = await readOverride(overrides, contract);
  await live.prepare(deltas, open.recorded);
  await carryOut(context, [...deltas, ...handEdits(context, opened, values)]);
  await journal.record({ type: "step-applied", ...ofPhase(open), step });
  await live.untilEffective(deltas);
  await journal.record({ type: "effective", ...ofPhase(open), step });
}
