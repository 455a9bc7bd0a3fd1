import { serviceLimits } from "../../../../optimizer/guards/service-limits";
import { fallsBack, type SpotParameters, spotParameters } from "../../../../optimizer/kinds/training-spot";
import { trainingUsage } from "../../../../optimizer/kinds/training-usage";
import { mlPolicy } from "../../../../stacks/ml/policy";
import { boundariesOf } from "../../../support/boundaries";
import { verdictOf } from "../../../support/evidence";
import { HOUR, known, NIGHTLY, runOf, trainingEvidence, trialOf } from "../../../support/training-load";

const asked = spotParameters.parse(mlPolicy.rules["training-spot"]);
const stays = (untilDeadlineMinutes: number) => (): boolean => !fallsBack({ remainingMinutes: 120, untilDeadlineMinutes }, asked);
const trials = (count: number) => Array.from({ length: count }, (_, i) => trialOf(10 * (i + 1)));
const limits = (runs: Parameters<typeof known>[0], checkpoint_interval_minutes = 40) =>
  verdictOf(serviceLimits, trainingEvidence(known(runs)), { spot: true, checkpoint_interval_minutes });
const tried = (count: number) => (): boolean => limits([...NIGHTLY.filter(({ spot }) => !spot), ...trials(count)]).pass;
const checkpointing = (minutes: number) => (): boolean => limits(NIGHTLY, minutes).pass;

/** Runs of so many hours of work, of which nothing was interrupted: the more of it, the longer it is expected to take. */
const lasting = (hours: number) => limits([runOf(1, { trainingSeconds: hours * HOUR }), ...trials(5)]);
/** The hours on both sides of which the deadline is kept and is not, as near as halving comes to them. */
function edge(): readonly [kept: number, missed: number] {
  let [kept, missed] = [1, 12];
  for (let i = 0; i < 20; i++) {
    const middle = (kept + missed) / 2;
    if (lasting(middle).pass) kept = middle;
    else missed = middle;
  }
  return [kept, missed];
}
const endsInTime = (side: 0 | 1) => (): boolean => {
  const { pass, numbers } = lasting(edge()[side]);
  const times = (numbers.expectedHours ?? asked.deadlineHours / asked.fallbackWhenRemainingTimes) * asked.fallbackWhenRemainingTimes;
  return pass && Math.abs(times - asked.deadlineHours) < 0.001;
};

/** The upper 95 % bound of a Poisson rate of which two events were seen in 45 hours (Garwood). */
const BOUND = 6.2958 / 45;
const isBound = (interruptionConfidence: SpotParameters["interruptionConfidence"]) => (): boolean => {
  const policy = { ...mlPolicy, slos: [], scaleUpTriggers: [], rules: { "training-spot": { ...asked, interruptionConfidence } } };
  return Math.abs(trainingUsage(trainingEvidence(known(), {}, { policy })).spot.interruptionsPerHour - BOUND) < 1e-5;
};

export const training = boundariesOf("training-spot", {
  fallbackWhenRemainingTimes: [1.5, stays(180), stays(179.999)],
  deadlineHours: [12, endsInTime(0), endsInTime(1)],
  checkpointMinutes: [2, checkpointing(3), checkpointing(2)],
  trialRunsAtLeast: [5, tried(5), tried(4)],
  interruptionConfidence: [0.95, isBound(asked.interruptionConfidence), isBound(asked.interruptionConfidence + 0.001)],
});
