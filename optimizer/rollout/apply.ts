import { ObservationError, RefusedError } from "../../contract";
import { activePins, isoTime, type OpenPhase } from "../ledger";
import { readOverride } from "../overrides";
import { atOnce } from "../plan/steps";
import { beginStep } from "./begin-step";
import { applyReviewed, carryOut, type Reviewed } from "./carry-out";
import { ofPhase, openPhase, type RolloutContext } from "./context";
import { freezeWithin } from "./freeze";
import { handEdits } from "./hand-edits";
import { finishWriting } from "./interrupted";
import { type Action, nextAction } from "./next";
import { judge } from "./observation/judge";
import { windowSince } from "./observation/window";
import { rollBackAfterFailure } from "./rollback";
import { turnsOf } from "./turns";

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
        await applyStep(context, action.step, await beginStep(context, open, action.step, options.forceFreeze));
        break;
      case "resume-step":
        refuseInFreeze(context, open, action.step, options);
        progress(`step ${action.step + 1} was begun and not finished: picking it up`);
        if (!(await finishWriting(context))) throw editedMeanwhile(context);
        await applyStep(context, action.step);
        break;
      case "await-effect":
        await awaitEffect(context, action.step);
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

/** The plan check would refuse it as well, minutes later. */
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
  const minutes = atOnce(turnsOf(open.steps[step]?.deltas ?? [], contract).map(({ change }) => change.typicalMinutes));
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

/** @param reviewed the plan of a step that was just begun; a step that is picked up is planned anew */
async function applyStep(context: RolloutContext, step: number, reviewed?: Reviewed): Promise<void> {
  const { contract, overrides, journal, live, now } = context;
  const open = openPhase(context);
  const deltas = open.steps[step]?.deltas ?? [];
  await live.prepare(deltas, open.recorded);
  if (reviewed !== undefined) {
    await applyReviewed(context, reviewed);
  } else {
    const { values } = await readOverride(overrides, contract);
    await carryOut(context, deltas, handEdits(context, open, values, Object.keys(activePins(journal.state(), now()))));
  }
  await journal.record({ type: "step-applied", ...ofPhase(open), step });
  await awaitEffect(context, step);
}

async function awaitEffect(context: RolloutContext, step: number): Promise<void> {
  const open = openPhase(context);
  const { deltas = [], recorded = {} } = open.steps[step] ?? {};
  await context.live.untilEffective(deltas, recorded);
  await context.journal.record({ type: "effective", ...ofPhase(open), step });
}
