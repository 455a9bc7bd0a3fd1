import type { MetricEntry, Resource } from "../../../contract";
import { Lru } from "../../lru";
import { queueTable, type ResponseMinutes } from "../../queue";
import { stream } from "../../random";
import type { FunctionParameters } from "../../scenario/lambda-function";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { type MinuteBlock, minutes, sparse } from "../block";
import { responseBlock } from "../response-block";
import { type MetricSource, numberOf, type System, type SystemContext, segmentAt } from "../system";
import { type FunctionDay, FunctionLoad, meanRunMs } from "./load";

const PERCENT = 100;
const DAYS_REMEMBERED = 160;
/** Runs have environments of their own: their spread is that of a queue with room for all. */
const ENVIRONMENTS = 32;
const ALONE = 0;

/** A function: how long it runs follows from its memory, how many run at once from that, and what is refused from its concurrency. */
export function lambdaFunction(context: SystemContext, parameters: FunctionParameters): System {
  const table = queueTable(parameters.queue, ENVIRONMENTS, context.seed);
  const load = new FunctionLoad(context, parameters, (times) => 1 - table.share(Math.log(times), ALONE));
  const responses = new Lru<Day, ResponseMinutes>(DAYS_REMEMBERED, (day) => {
    const { invocations, meanMs } = load.day(day);
    return {
      requests: invocations,
      logScale: meanMs.map((ms) => Math.log(Math.max(ms, Number.MIN_VALUE))),
      position: new Float64Array(MINUTES_PER_DAY).fill(ALONE),
      table: new Uint8Array(MINUTES_PER_DAY),
      tables: [table],
    };
  });

  /** Provisioned concurrency of each minute; 0 without. */
  const provisioned = (day: Day): Float64Array => {
    const segments = context.settings(day);
    return minutes((i) => numberOf(segmentAt(segments, i), "provisioned_concurrency"));
  };
  const warm = ({ invocations, spilled }: FunctionDay, i: number): number => (invocations[i] ?? 0) - (spilled[i] ?? 0);
  const ofAlias = (value: (at: FunctionDay, i: number, provisioned: number) => number): MetricSource => ({
    day: (day) => {
      const at = load.day(day);
      const kept = provisioned(day);
      return sparse(minutes((i) => ((kept[i] ?? 0) > 0 && warm(at, i) > 0 ? value(at, i, kept[i] ?? 0) : Number.NaN)));
    },
  });
  const busyOnes = ({ peak }: FunctionDay, i: number, kept: number): number => Math.min(kept, peak[i] ?? 0);

  const durations = stream(context.seed, `${context.name}/duration`);
  const sources: Readonly<Record<string, MetricSource>> = {
    invocations: { day: (day) => each(load.day(day).invocations, load.day(day).invocations) },
    errors: { day: (day) => each(load.day(day).errors, load.day(day).invocations) },
    throttles: {
      day: (day) => {
        const { throttled, invocations } = load.day(day);
        return each(
          throttled,
          minutes((i) => (invocations[i] ?? 0) + (throttled[i] ?? 0)),
        );
      },
    },
    duration: {
      day: (day) => cutOff(responseBlock(responses.get(day), day, durations), timeoutsOf(context, day)),
      responses: (day) => responses.get(day),
    },
    concurrent_executions: {
      day: (day) => {
        const { peak, invocations } = load.day(day);
        return sparse(minutes((i) => ((invocations[i] ?? 0) > 0 ? (peak[i] ?? 0) : Number.NaN)));
      },
    },
    provisioned_invocations: ofAlias(warm),
    provisioned_spillover: {
      day: (day) => {
        const { spilled } = load.day(day);
        return sparse(spilled.map((runs) => (runs > 0 ? runs : Number.NaN)));
      },
    },
    provisioned_executions: ofAlias(busyOnes),
    provisioned_utilization: ofAlias((at, i, kept) => busyOnes(at, i, kept) / kept),
    memory: {
      day: (day) => {
        const { invocations, usedMb, mostUsedMb } = load.day(day);
        const segments = context.settings(day);
        const percent = (mb: Float64Array): Float64Array =>
          minutes((i) => ((mb[i] ?? 0) / numberOf(segmentAt(segments, i), "memory_mb")) * PERCENT);
        const mean = percent(usedMb);
        return { count: invocations, sum: minutes((i) => (mean[i] ?? 0) * (invocations[i] ?? 0)), min: mean, max: percent(mostUsedMb) };
      },
    },
    cpu_time: {
      day: (day) => {
        const { invocations, meanMs } = load.day(day);
        const segments = context.settings(day);
        const ms = minutes((i) => parameters.cpuMs * ((meanMs[i] ?? 0) / meanRunMs(parameters, segmentAt(segments, i))));
        return { count: invocations, sum: minutes((i) => (ms[i] ?? 0) * (invocations[i] ?? 0)), min: ms, max: ms };
      },
    },
    init_duration: {
      day: (day) => sparse(load.day(day).cold.map((environments) => (environments > 0 ? parameters.initMs : Number.NaN))),
    },
  };

  return {
    source: (_resource: Resource, { name }: MetricEntry) => sources[name],
    slowdown: (day) => {
      const { meanMs } = load.day(day);
      const segments = context.settings(day);
      return minutes((i) => Math.max(1, (meanMs[i] ?? 0) / meanRunMs(parameters, segmentAt(segments, i))));
    },
  };
}

/** One sample for each run, 1 where it is counted: a minute without runs is silent, one without errors says 0. */
const each = (counted: Float64Array, samples: Float64Array): MinuteBlock => ({
  sum: counted,
  count: samples,
  min: minutes((i) => (counted[i] === samples[i] ? 1 : 0)),
  max: minutes((i) => ((counted[i] ?? 0) > 0 ? 1 : 0)),
});

const timeoutsOf = (context: SystemContext, day: Day): Float64Array => {
  const segments = context.settings(day);
  return minutes((i) => numberOf(segmentAt(segments, i), "timeout_seconds") * 1000);
};

/** Nothing runs longer than its timeout. */
function cutOff(block: MinuteBlock, timeouts: Float64Array): MinuteBlock {
  const cut = (values: Float64Array): Float64Array => minutes((i) => Math.min(timeouts[i] ?? 0, values[i] ?? 0));
  return {
    count: block.count,
    min: cut(block.min),
    max: cut(block.max),
    sum: minutes((i) => Math.min((timeouts[i] ?? 0) * (block.count[i] ?? 0), block.sum[i] ?? 0)),
  };
}
