import { countIn, type Evidence, type Settings } from "../evidence";
import { rangeOf } from "../kinds/ladder";
import { expectedMinutes, hoursOf } from "../kinds/training-job";
import { SPOT_RULE, type SpotParameters, spotParameters } from "../kinds/training-spot";
import { gpusOf, trainingUsage } from "../kinds/training-usage";
import { unitHours } from "../money";
import { proposal } from "../plan/proposal";
import { optimalInterval } from "../statistics";
import { isMissing } from "../statistics/missing";
import { finding } from "./finding";
import { rule } from "./rule";

const MINUTES_PER_HOUR = 60;

/** Training on spot capacity, with checkpoints as often as its interruptions ask for: every so often that the run is expected to be over first. */
export const trainingSpot = rule({
  name: SPOT_RULE,
  kinds: ["training-job"],
  parameters: spotParameters,
  declines: () => undefined,
  propose: (e, p) => {
    const to = onSpot(e, p);
    if (to === undefined) return [];
    const { undisturbed, meanWorkMinutes, runsPerMonthHour, spot } = trainingUsage(e);
    const expected = expectedMinutes(meanWorkMinutes, to, trainingUsage(e), p);
    const gpuHours = (minutes: number): number => unitHours((minutes / MINUTES_PER_HOUR) * runsPerMonthHour) * gpusOf(e.current);
    const findings = [
      { metric: "run time", statistic: `mean of ${undisturbed.length} runs`, value: meanWorkMinutes / MINUTES_PER_HOUR, unit: "hours" },
      { metric: "run time on spot capacity", statistic: "expected, Daly's model", value: expected / MINUTES_PER_HOUR, unit: "hours" },
      {
        metric: "interruptions an hour",
        statistic: `upper ${p.interruptionConfidence * 100} % bound of ${spot.interruptions} in ${spot.hours.toFixed(1)} h on spot capacity`,
        value: spot.interruptionsPerHour,
        unit: "count",
      },
      { metric: "restart after an interruption", statistic: "longest seen", value: spot.restartMinutes, unit: "minutes" },
      { metric: "share of the time billed", statistic: "dearest run on spot capacity", value: spot.billedShare, unit: "fraction" },
      { metric: "GPU-hours a month, now", statistic: "run time of the window's runs", value: gpuHours(meanWorkMinutes), unit: "count" },
      { metric: "GPU-hours a month, after", statistic: "expected, Daly's model", value: gpuHours(expected), unit: "count" },
    ].filter(({ value }) => !isMissing(value));
    return [
      proposal(e, {
        rule: SPOT_RULE,
        direction: "down",
        to,
        reason: reasonOf(e, to, { meanWorkMinutes, expected, share: spot.billedShare, gpuHours }),
        findings: findings.map((what) => finding(e, [], what)),
      }),
    ];
  },
});

/** @returns undefined where it is so already, or may not be turned */
function onSpot(e: Evidence, p: SpotParameters): Settings | undefined {
  const to = { ...e.current, ...(e.turns("spot") ? { spot: true } : {}), checkpoint_interval_minutes: intervalOf(e, p) };
  const isTurned =
    to.spot === true && (e.current.spot !== true || to.checkpoint_interval_minutes !== e.current.checkpoint_interval_minutes);
  return isTurned ? to : undefined;
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

interface Told {
  readonly meanWorkMinutes: number;
  readonly expected: number;
  readonly share: number;
  readonly gpuHours: (minutes: number) => number;
}

function reasonOf(e: Evidence, to: Settings, { meanWorkMinutes, expected, share, gpuHours }: Told): string {
  if (isMissing(expected)) return "training can go on from a checkpoint, so it can run on spot capacity";
  const interval = countIn(to, "checkpoint_interval_minutes");
  const begun = e.current.spot === true ? "stays on spot capacity" : "can run on spot capacity";
  const [before, after, billed] = [gpuHours(meanWorkMinutes), gpuHours(expected), gpuHours(expected) * share].map(Math.round);
  return `training ${begun}: with a checkpoint every ${interval} minutes ${hoursOf(meanWorkMinutes)} of work are expected to take ${hoursOf(expected)}; GPU-hours a month go from ${before} to ${after}, of which ${billed} are billed`;
}
