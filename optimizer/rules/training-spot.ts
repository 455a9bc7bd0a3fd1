import { countIn, type Evidence, type Settings } from "../evidence";
import { rangeOf } from "../kinds/ladder";
import { deadlineCheck, hoursOf, meanExpectedMinutes } from "../kinds/training-job";
import { SPOT_RULE, type SpotParameters, spotParameters } from "../kinds/training-spot";
import { gpusOf, trainingUsage } from "../kinds/training-usage";
import { unitHours } from "../money";
import { type Proposal, proposal } from "../plan/proposal";
import type { Finding } from "../plan/recommendation";
import { optimalInterval } from "../statistics";
import { isMissing } from "../statistics/missing";
import { finding } from "./finding";
import { rule } from "./rule";

const MINUTES_PER_HOUR = 60;
const MODEL = "expected, Daly's model";
/** How SageMaker says that a job's whole time, waits included, was over before its work. */
const WAITED_TOO_LONG = "MaxWaitTimeExceeded";

/** Training on spot capacity, with checkpoints every so often that a run is expected to be over first; back on demand where that no longer keeps its deadline. */
export const trainingSpot = rule({
  name: SPOT_RULE,
  kinds: ["training-job"],
  parameters: spotParameters,
  declines: () => undefined,
  propose: (e, p) => {
    const best = { ...e.current, checkpoint_interval_minutes: intervalOf(e, p) };
    return e.current.spot === true ? (wayBack(e, p, best) ?? onSpot(e, p, best)) : onSpot(e, p, { ...best, spot: true });
  },
});

const onSpot = (e: Evidence, p: SpotParameters, to: Settings): readonly Proposal[] =>
  isTurned(e, to)
    ? [proposal(e, { rule: SPOT_RULE, direction: "down", to, reason: reasonOf(e, p, to), findings: findingsOf(e, p, to) })]
    : [];

/**
 * More capacity where spot capacity no longer keeps the deadline: checkpoints at the best interval if that helps, or back on demand.
 * @returns undefined where there is no trouble
 */
function wayBack(e: Evidence, p: SpotParameters, best: Settings): readonly Proposal[] | undefined {
  const usage = trainingUsage(e);
  const late = usage.trials.find(({ ended }) => ended === WAITED_TOO_LONG);
  const check = deadlineCheck(e.current, usage, p);
  if (late === undefined && check.pass) return undefined;
  const helps = late === undefined && isTurned(e, best) && deadlineCheck(best, usage, p).pass;
  const to = helps ? best : { ...e.current, spot: false };
  if (!isTurned(e, to)) return [];
  const reason = late === undefined ? check.reason : `${late.name}, on spot capacity, ended as ${late.ended}`;
  return [proposal(e, { rule: SPOT_RULE, direction: "up", to, reason, findings: findingsOf(e, p, e.current) })];
}

/** Whether it differs, and some phase turns all that differs. */
function isTurned(e: Evidence, to: Settings): boolean {
  const changed = Object.keys(to).filter((tunable) => to[tunable] !== e.current[tunable]);
  return changed.length > 0 && changed.every((tunable) => e.turns(tunable));
}

/** The best whole minutes within the tunable's range; the present ones where no interruption rate is known. */
function intervalOf(e: Evidence, { checkpointMinutes }: SpotParameters): number {
  const now = countIn(e.current, "checkpoint_interval_minutes");
  const range = rangeOf(e.definition, "checkpoint_interval_minutes");
  const { interruptionsPerHour } = trainingUsage(e).spot;
  if (range === undefined || !e.turns("checkpoint_interval_minutes") || isMissing(interruptionsPerHour)) return now;
  const best = optimalInterval({ checkpoint: checkpointMinutes, meanBetween: MINUTES_PER_HOUR / interruptionsPerHour });
  return Math.max(range.min, Math.min(range.max, Math.round(best)));
}

/** Of a month, while each run takes so long. */
const gpuHours = (e: Evidence, minutes: number): number =>
  unitHours((minutes / MINUTES_PER_HOUR) * trainingUsage(e).runsPerHour) * gpusOf(e.current);

function findingsOf(e: Evidence, p: SpotParameters, to: Settings): readonly Finding[] {
  const usage = trainingUsage(e);
  const { works, meanMinutes, spot } = usage;
  const expected = meanExpectedMinutes(to, usage, p);
  const ofRuns = `mean of ${works.length} runs`;
  return [
    { metric: "run time", statistic: ofRuns, value: meanMinutes / MINUTES_PER_HOUR, unit: "hours" },
    { metric: "run time on spot capacity", statistic: MODEL, value: expected / MINUTES_PER_HOUR, unit: "hours" },
    {
      metric: "interruptions an hour",
      statistic: `upper ${p.interruptionConfidence * 100} % bound of ${spot.interruptions} in ${spot.hours.toFixed(1)} h on spot capacity`,
      value: spot.interruptionsPerHour,
      unit: "count",
    },
    { metric: "restart after an interruption", statistic: "longest seen", value: spot.restartMinutes, unit: "minutes" },
    { metric: "share of the time billed", statistic: "dearest run on spot capacity", value: spot.billedShare, unit: "fraction" },
    { metric: "GPU-hours a month on demand", statistic: ofRuns, value: gpuHours(e, meanMinutes), unit: "count" },
    { metric: "GPU-hours a month on spot capacity", statistic: MODEL, value: gpuHours(e, expected), unit: "count" },
  ].flatMap((what) => (isMissing(what.value) ? [] : [finding(e, [], what)]));
}

function reasonOf(e: Evidence, p: SpotParameters, to: Settings): string {
  const usage = trainingUsage(e);
  const expected = meanExpectedMinutes(to, usage, p);
  if (isMissing(expected)) return "training can go on from a checkpoint, so it can run on spot capacity";
  const interval = countIn(to, "checkpoint_interval_minutes");
  const begun = e.current.spot === true ? "stays on spot capacity" : "can run on spot capacity";
  const [onDemand, after] = [gpuHours(e, usage.meanMinutes), gpuHours(e, expected)];
  const billed = Math.round(after * usage.spot.billedShare);
  return `training ${begun}: with a checkpoint every ${interval} minutes runs of ${hoursOf(usage.meanMinutes)} are expected to take ${hoursOf(expected)}; GPU-hours a month, ${Math.round(onDemand)} on demand, come to ${Math.round(after)}, of which ${billed} are billed`;
}
