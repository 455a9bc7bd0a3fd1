import { ACCELERATED, type AcceleratedSpec, type MetricEntry, type Resource } from "../../../contract";
import { Lru } from "../../lru";
import { normal, stream, uniform } from "../../random";
import type { TrainingParameters } from "../../scenario/sagemaker";
import { type Day, type LocalMinute, MINUTES_PER_DAY, minutesOf } from "../../time";
import { minutes, sparse } from "../block";
import { isOn, numberOf, type Segment, type System, type SystemContext, segmentAt, specOf, type TrainedRun, textOf } from "../system";

const { ceil, exp, max, min } = Math;

const PERCENT = 100;
const MINUTES_PER_HOUR = 60;
const DAYS_REMEMBERED = 160;
const NOISE = 0.04;
/** SageMaker stops a job after this long by default, so none reaches further back. */
const LONGEST_DAYS = 2;

interface Run extends TrainedRun {
  readonly spec: AcceleratedSpec;
  /** Share of the work that is done. */
  readonly done: Float64Array;
}

/** Training that runs once a day: as long as its devices need, and longer where spot capacity is taken away. Between jobs there is nothing. */
export function trainingJob(context: SystemContext, parameters: TrainingParameters): System {
  const runs = new Lru<Day, Run>(DAYS_REMEMBERED, (day) => runOf(context, parameters, day));
  const metrics: Readonly<Record<string, (run: Run, at: number) => number>> = {
    gpu: ({ working, spec }, at) => (working[at] ?? 0) * parameters.gpuBusy * spec.gpus * PERCENT,
    gpu_memory: ({ working, spec }, at) => (working[at] ?? 0) * min(1, parameters.modelGpuGb / spec.gpuMemoryGb) * spec.gpus * PERCENT,
    cpu: ({ working, spec }, at) => min(spec.vcpus, 0.1 + (working[at] ?? 0) * parameters.vcpusPerGpu * spec.gpus) * PERCENT,
    memory: ({ spec }) => min(1, parameters.hostGib / spec.memoryGib) * PERCENT,
    disk: ({ done }, at) => (parameters.disk.from + (parameters.disk.to - parameters.disk.from) * (done[at] ?? 0)) * PERCENT,
  };

  return {
    source(resource: Resource, { name }: MetricEntry) {
      const metric = metrics[name];
      if (metric === undefined) return undefined;
      const host = Number(/-(\d+)$/.exec(resource.name)?.[1] ?? 1);
      const only = /(20\d{2})-?(\d{2})-?(\d{2})/.exec(resource.group ?? "");
      const noise = stream(context.seed, `${context.name}/${resource.name}/${name}`);
      const spread = name === "gpu" || name === "cpu" ? NOISE : 0;
      const valueAt = (run: Run, minute: number, local: Day): number => {
        const at = minute - run.startMinute;
        if (at < 0 || at >= run.working.length || Number.isNaN(run.working[at])) return Number.NaN;
        if (only !== null && Date.UTC(Number(only[1]), Number(only[2]) - 1, Number(only[3])) / 86_400_000 !== local) return Number.NaN;
        return host > run.instances ? Number.NaN : metric(run, at) * (1 + spread * normal(noise, minute));
      };
      return {
        day: (day) =>
          sparse(
            minutes((i) => {
              const minute = day * MINUTES_PER_DAY + i;
              for (let back = -1; back <= LONGEST_DAYS; back++) {
                const value = valueAt(runs.get(day - back), minute, day - back);
                if (!Number.isNaN(value)) return value;
              }
              return Number.NaN;
            }),
          ),
      };
    },
    slowdown: () => minutes(() => 1),
    trained: (day) => runs.get(day),
  };
}

/** @param day the local date on which the job starts */
function runOf(context: SystemContext, parameters: TrainingParameters, day: Day): Run {
  const startMinute = startOf(context, parameters.at, day);
  const segment = segmentAt(context.settings(Math.floor(startMinute / MINUTES_PER_DAY)), startMinute % MINUTES_PER_DAY);
  const instanceType = textOf(segment, "instance_type");
  const spec = specOf(ACCELERATED, instanceType);
  const instances = numberOf(segment, "instance_count");
  const devices = spec.gpus * instances;
  const { trialEveryDays, billedShare } = parameters.spot;
  const spot = isOn(segment, "spot") || (trialEveryDays !== undefined && day % trialEveryDays === 0);
  const drawn = exp(parameters.workSigma * normal(stream(context.seed, `${context.name}/work`), day));
  const workMinutes = max(1, (parameters.gpuHours[spec.gpuModel] * drawn * MINUTES_PER_HOUR) / devices);
  const phases = phasesOf(context, parameters, segment, { spot, workMinutes, startMinute });
  let worked = 0;
  const done = phases.map((phase) => {
    worked = phase.progress;
    return min(1, worked / workMinutes);
  });
  return {
    startMinute,
    instanceType,
    instances,
    spot,
    spec,
    working: Float64Array.from(phases, ({ working }) => working),
    billedShare: spot ? billedShare : 1,
    done: Float64Array.from(done),
  };
}

/** Start, work with its checkpoints, and on spot capacity interruptions: what was done since the last checkpoint is done again. */
function phasesOf(
  context: SystemContext,
  { startMinutes, checkpointMinutes, spot: market }: TrainingParameters,
  segment: Segment,
  { spot, workMinutes, startMinute }: { readonly spot: boolean; readonly workMinutes: number; readonly startMinute: number },
): readonly { readonly working: number; readonly progress: number }[] {
  const luck = stream(context.seed, `${context.name}/spot`);
  const checkpointEvery = numberOf(segment, "checkpoint_interval_minutes");
  const minutesOfJob: { readonly working: number; readonly progress: number }[] = [];
  let starting = ceil(startMinutes);
  let waiting = 0;
  let progress = 0;
  /** Progress that the last checkpoint holds, and minutes until the next one is written. */
  let kept = 0;
  let writing = 0;
  while (progress < workMinutes && minutesOfJob.length < LONGEST_DAYS * MINUTES_PER_DAY) {
    if (waiting > 0) {
      waiting -= 1;
      minutesOfJob.push({ working: Number.NaN, progress });
    } else if (starting > 0) {
      starting -= 1;
      minutesOfJob.push({ working: 0, progress });
    } else {
      if (writing >= 1) writing -= 1;
      else {
        progress += 1;
        if (progress % checkpointEvery === 0) writing += checkpointMinutes;
      }
      if (writing < 1) kept = progress - (progress % checkpointEvery);
      minutesOfJob.push({ working: 1, progress });
      if (spot && uniform(luck, startMinute + minutesOfJob.length) < market.interruptionsPerHour / MINUTES_PER_HOUR) {
        progress = kept;
        writing = 0;
        waiting = ceil(market.waitMinutes);
        starting = ceil(startMinutes);
      }
    }
  }
  return minutesOfJob;
}

/** UTC minute at which a wall clock of the policy's zone shows a time on a date. */
function startOf({ clock }: SystemContext, at: string, day: Day): number {
  const wanted = day * MINUTES_PER_DAY + minutesOf(at);
  const shown = localMinutes(clock.at(wanted));
  return wanted - (shown - wanted);
}

const localMinutes = ({ year, month, day, minuteOfDay }: LocalMinute): number => Date.UTC(year, month - 1, day) / 60_000 + minuteOfDay;
