import { RefusedError, type RelativeTrigger } from "../../contract";
import { ofPhase, openPhase, type RolloutContext } from "./context";
import { lastEffect, nextAction } from "./next";
import { judge, type Observation } from "./observation/judge";
import { type Window, windowSince, windowState } from "./observation/window";
import { type RolledBack, rollBackAfterFailure } from "./rollback";

export interface Observed extends Observation {
  readonly phase: number;
  readonly window: Window;
  /** Set where the observation failed and the phase was turned back at once. */
  readonly rolledBack?: RolledBack;
}

/**
 * Holds the time since the last step against the policy's absolute triggers and writes the verdict down.
 * A failure turns the phase back at once, unless that is left to somebody else.
 */
export async function observe(context: RolloutContext, options: { readonly rollBack: boolean }): Promise<Observed> {
  const { contract, journal, now, progress } = context;
  const open = openPhase(context);
  const action = nextAction(journal.state(), now(), contract.policy.observation);
  const effectiveEpoch = lastEffect(open);
  if ((action.type !== "observe" && action.type !== "promote" && action.type !== "soak") || effectiveEpoch === undefined) {
    throw new RefusedError(`Phase ${open.phase} of ${contract.deployment} is not in effect yet, so there is nothing to observe`, {
      hint:
        action.type === "roll-back"
          ? `It is due to be rolled back: trimtab rollout rollback ${contract.deployment}`
          : `Go on with: trimtab rollout apply ${contract.deployment}`,
    });
  }
  const window = windowSince(effectiveEpoch, now());
  const { triggers, minPointsShare } = contract.policy.observation;
  progress(`reading ${triggers.length} triggers over ${Math.round((window.endEpoch - window.startEpoch) / 60)} minutes`);
  const evidence = await context.evidence(triggers, window);
  const state = windowState(window, contract.policy);
  const judged = judge(evidence, action.type === "soak" ? { ...state, complete: false } : state, minPointsShare);
  const observation = withoutUnjudged(judged, contract.policy.observation.relativeTriggers);
  await journal.record({ type: "observed", ...ofPhase(open), verdict: observation.verdict, reasons: observation.reasons });
  const observed = { ...observation, phase: open.phase, window };
  if (observation.verdict !== "fail" || !options.rollBack) return observed;
  return { ...observed, rolledBack: await rollBackAfterFailure(context, observation.reasons) };
}

/** Nothing passes on a trigger that nobody looked at: comparing with the time before the change is not part of this version. */
function withoutUnjudged(observation: Observation, triggers: readonly RelativeTrigger[]): Observation {
  if (observation.verdict !== "pass" || triggers.length === 0) return observation;
  return { verdict: "inconclusive", reasons: triggers.map(({ name }) => `${name}: relative triggers are not judged by this version`) };
}
