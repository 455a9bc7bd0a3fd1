import { HOURS_PER_MONTH, SECONDS_PER_MINUTE } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { epochAt, type Tiers, unknown } from "../evidence/tiers";
import { bill, cents } from "../money";
import { expectedDuration, mean } from "../statistics";
import type { Dimension, KindModel, LimitCheck, Study } from "./model";
import { fallsBack, type SpotParameters, spotParametersOf } from "./training-spot";
import { isCompleted, type TrainingUsage, type TrainingWork, trainingUsage } from "./training-usage";

const MINUTES_PER_HOUR = 60;
const SPOT_BILLING = "https://docs.aws.amazon.com/sagemaker/latest/dg/model-managed-spot-training.html";

/** Training that runs now and then: between its runs there is nothing. */
export const trainingJob: KindModel = {
  kind: "training-job",
  together: [],
  // Checkpoints first: on spot capacity their interval is what an interruption costs.
  precedence: ["checkpoint_interval_minutes", "spot"],
  study,
};

/** @param recent whose runs are known: of the hours before the window nobody lists any */
function study(history: ComponentHistory, recent: ComponentHistory = history): Study {
  const { current, policy, trainingRuns, grids } = history;
  const parameters = spotParametersOf(policy);
  const usage = trainingUsage(recent);
  const isKnown = recent === history && trainingRuns !== undefined && trainingRuns.unknown === undefined;
  const isSized = (settings: Settings): boolean =>
    textIn(settings, "instance_type") === textIn(current, "instance_type") &&
    countIn(settings, "instance_count") === countIn(current, "instance_count");

  return {
    rests: [],
    runs: trainingRuns === undefined ? "nobody asked for them" : (trainingRuns.unknown ?? usage.works.length),
    saturation: undefined,
    need: (settings) => {
      if (parameters === undefined) return [];
      const need =
        isKnown && isSized(settings) ? overRuns(history, usage.works, (work) => share(work, settings, usage, parameters)) : unknown(grids);
      return [{ name: "time to the deadline", ceiling: 1, need, statistic: "expected run time, of each run" } satisfies Dimension];
    },
    // A run that fails is run again, on spot capacity from its last checkpoint.
    afterFailure: () => [],
    queues: () => [],
    nothingWaits: "no request waits for a training run; its deadline is judged as need",
    limits: (to) => (to.spot === true ? spotLimits(to, usage, parameters) : []),
    rungsDown: (to) => (to.spot === true && current.spot !== true ? 1 : 0),
    cost: (settings) => {
      const type = textIn(settings, "instance_type");
      if (!isSized(settings))
        return { priced: false, reasons: [`how long a run takes on ${countIn(settings, "instance_count")} ${type} is not known`] };
      if (usage.works.length === 0) return { priced: false, reasons: [`no run is known, so nobody knows how long one takes`] };
      const spot = settings.spot === true;
      if (spot && (parameters === undefined || Number.isNaN(usage.spot.billedShare)))
        return {
          priced: false,
          reasons: [
            `AWS lists no price of managed spot training: what it bills shows only in runs on spot capacity, and none on ${type} is known: start ${parameters?.trialRunsAtLeast ?? "some"} there, with checkpoints (${SPOT_BILLING})`,
          ],
        };
      const minutes = spot && parameters !== undefined ? meanExpectedMinutes(settings, usage, parameters) : usage.meanMinutes;
      const instanceHours = (minutes / MINUTES_PER_HOUR) * usage.runsPerHour * HOURS_PER_MONTH * countIn(settings, "instance_count");
      const quantity = cents(instanceHours * (spot ? usage.spot.billedShare : 1));
      const how = spot ? `, ${(usage.spot.billedShare * 100).toFixed(0)} % of the time billed as in the dearest run on spot capacity` : "";
      return bill(
        [
          {
            item: `SageMaker training ${type}${spot ? " on spot capacity" : ""}, ${hoursOf(minutes)} a run ${spot ? "expected" : "on average"}${how}`,
            priceKey: `sagemaker:training:${type}`,
            quantity,
            unit: "hour",
            ...(spot ? { uncovered: "spot" as const } : {}),
          },
        ],
        history.prices,
      );
    },
    stepUp: () => (current.spot === true ? { ...current, spot: false } : undefined),
  };
}

export const hoursOf = (minutes: number): string => `${(minutes / MINUTES_PER_HOUR).toFixed(1)} h`;

/**
 * How long a run like one of the window's is expected to take on spot capacity at a setting's checkpoint interval. A checkpoint costs between
 * nothing and what the policy states: where the run wrote some, the worse end counts, for the less they cost the more of its time was work.
 */
export function expectedMinutes({ run, minutes }: TrainingWork, settings: Settings, usage: TrainingUsage, p: SpotParameters): number {
  const { spot, interval: before } = usage;
  const at = (checkpoint: number, work: number): number =>
    expectedDuration(work, {
      checkpoint,
      interval: countIn(settings, "checkpoint_interval_minutes"),
      meanBetween: MINUTES_PER_HOUR / spot.interruptionsPerHour,
      restart: spot.restartMinutes,
    });
  const dearest = p.checkpointMinutes;
  return run.checkpoints ? Math.max(at(0, minutes), at(dearest, minutes / (1 + dearest / before))) : at(dearest, minutes);
}

/** Over the window's runs. */
export const meanExpectedMinutes = (settings: Settings, usage: TrainingUsage, p: SpotParameters): number =>
  mean(usage.works.map((work) => expectedMinutes(work, settings, usage, p)));

/** From the start of a run to its end; on spot capacity what is expected. */
const wholeMinutes = (work: TrainingWork, settings: Settings, usage: TrainingUsage, p: SpotParameters): number =>
  settings.spot === true
    ? usage.spot.restartMinutes + expectedMinutes(work, settings, usage, p)
    : work.run.startSeconds / SECONDS_PER_MINUTE + work.minutes;

/** What a run takes of the time until its deadline; on spot capacity with what has to be left for falling back. */
const share = (work: TrainingWork, settings: Settings, usage: TrainingUsage, p: SpotParameters): number =>
  (wholeMinutes(work, settings, usage, p) * (settings.spot === true ? p.fallbackWhenRemainingTimes : 1)) /
  (p.deadlineHours * MINUTES_PER_HOUR);

/** A number of each run over the time that it took; 0 between runs, for nothing is needed then. */
function overRuns({ grids }: ComponentHistory, works: readonly TrainingWork[], of: (work: TrainingWork) => number): Tiers {
  return grids.map((grid) => {
    const values = new Float64Array(grid.length);
    for (const work of works) {
      const { run } = work;
      const value = of(work);
      const first = Math.max(0, Math.floor((run.createdEpoch - grid.startEpoch) / grid.periodSeconds));
      for (let i = first; i < grid.length && epochAt(grid, i) < run.endEpoch; i++) {
        if (!((values[i] ?? 0) >= value)) values[i] = value;
      }
    }
    return { grid, values };
  });
}

function spotLimits(to: Settings, usage: TrainingUsage, p: SpotParameters | undefined): readonly LimitCheck[] {
  if (p === undefined) return [{ pass: false, reason: "the policy does not say what training on spot capacity has to keep", numbers: {} }];
  const { trials } = usage;
  const unfinished = trials.find((run) => !isCompleted(run));
  const uncheckpointed = trials.find(({ checkpoints }) => !checkpoints);
  const interval = countIn(to, "checkpoint_interval_minutes");
  return [
    {
      pass: trials.length >= p.trialRunsAtLeast,
      reason: `${trials.length} runs on spot capacity are known, the policy asks for ${p.trialRunsAtLeast}`,
      numbers: { trials: trials.length, least: p.trialRunsAtLeast },
    },
    {
      pass: unfinished === undefined,
      reason:
        unfinished === undefined
          ? "every run on spot capacity was completed"
          : `${unfinished.name}, on spot capacity, ended as ${unfinished.ended}`,
      numbers: {},
    },
    {
      pass: uncheckpointed === undefined,
      reason:
        uncheckpointed === undefined
          ? "all of them kept checkpoints in S3"
          : `${uncheckpointed.name}, on spot capacity, kept no checkpoints in S3: an interruption loses all of its work`,
      numbers: {},
    },
    {
      pass: interval > p.checkpointMinutes,
      reason: `a checkpoint every ${interval} minutes, which takes up to ${p.checkpointMinutes}`,
      numbers: { interval, checkpointMinutes: p.checkpointMinutes },
    },
    deadlineCheck(to, usage, p),
  ];
}

/** Whether the longest run would have time left to fall back when it begins on spot capacity. */
export function deadlineCheck(to: Settings, usage: TrainingUsage, p: SpotParameters): LimitCheck {
  const { deadlineHours, fallbackWhenRemainingTimes: times } = p;
  const longest = Math.max(...usage.works.map((work) => wholeMinutes(work, to, usage, p)));
  return {
    pass: !fallsBack({ remainingMinutes: longest, untilDeadlineMinutes: deadlineHours * MINUTES_PER_HOUR }, p),
    reason: `the longest run is expected to take ${hoursOf(longest)} on spot capacity, ${times} times that is ${hoursOf(longest * times)}, and its deadline is after ${deadlineHours} h`,
    numbers: { expectedHours: longest / MINUTES_PER_HOUR, deadlineHours, times },
  };
}
