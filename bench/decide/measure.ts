import type { DeploymentContract, Values } from "../../contract";
import { LONGEST_DAYS, stitchedWindow, type Window } from "../../optimizer/telemetry/cloudwatch";
import { hasLongHistory } from "../../optimizer/telemetry/collection/stretches";
import { plannedSeries } from "../../optimizer/telemetry/series";
import type { CapacityChange, Snapshot, TierGrid } from "../../optimizer/telemetry/snapshot";
import { SeriesAssembly } from "../../optimizer/telemetry/snapshot/assemble";
import { aggregate, parseStatistic } from "../../simulator/cloudwatch/statistics";
import { asRead } from "../../simulator/wire/numbers";
import type { TimedFault, World } from "../../simulator/world";

/** What a snapshot holds beside the measurements. */
export type Beside = Pick<Snapshot, "prices" | "costs" | "tags">;

export interface Measuring {
  readonly world: World;
  readonly contract: DeploymentContract;
  readonly beside: Beside;
  readonly window: Window;
  /** Values in force, and since when. */
  readonly current: Values;
  readonly capacity: readonly CapacityChange[];
}

const DAY = 86_400;
/** Days before a scenario's earliest fault that are measured with it, and before the window where it has none. */
const BEFORE_DAYS = 30;

/**
 * What a decision at `nowEpoch` looks back on. The hours of 455 days would take five times the time: where a scenario says nothing of them,
 * the days before the window are like those in it.
 */
export function pastWindow(nowEpoch: number, lookBackDays: number, faults: readonly Pick<TimedFault, "fromEpoch">[] = []): Window {
  const earliest = Math.min(nowEpoch, ...faults.map(({ fromEpoch }) => fromEpoch));
  const days = Math.max(lookBackDays, Math.ceil((nowEpoch - earliest) / DAY)) + BEFORE_DAYS;
  return stitchedWindow(nowEpoch, lookBackDays, Math.min(days, LONGEST_DAYS));
}

/** Systems remember so many days: a walk through all series of a stretch makes each of its days once. */
const STRETCH_SECONDS = 60 * DAY;

/**
 * What a collection from the simulator would bring, without the wire between: the same series, on the same grids, with the numbers as
 * the wire rounds them.
 */
export function measure({ world, contract, beside, window, current, capacity }: Measuring): Snapshot {
  const { tiers, longHistory, startEpoch, endEpoch } = window;
  const planned = plannedSeries(contract).map((series) => {
    const { resource, entry, statistic } = series;
    const metric = world.find(entry.namespace, entry.metricName, { ...resource.dimensions, ...entry.dimensions });
    return { series, metric, statistic: parseStatistic(statistic) };
  });
  const spans = new Map<TierGrid["periodSeconds"] | "longHistory", TierGrid>(tiers.map((grid) => [grid.periodSeconds, grid]));
  if (longHistory !== undefined) spans.set("longHistory", longHistory);
  const assembly = new SeriesAssembly({
    planned: new Map(planned.map(({ series }) => [series.id, series])),
    grids: spans,
    existsSince: {},
  });
  for (const [span, grid] of spans) {
    const wanted = planned.filter(({ series }) => span !== "longHistory" || hasLongHistory(series));
    const values = new Map(wanted.map(({ series }) => [series.id, new Float64Array(grid.length)]));
    const perStretch = STRETCH_SECONDS / grid.periodSeconds;
    for (let from = 0; from < grid.length; from += perStretch) {
      const slots = Math.min(perStretch, grid.length - from);
      const range = {
        first: grid.startEpoch + from * grid.periodSeconds,
        slots,
        periodSeconds: grid.periodSeconds,
        endMinute: Math.floor(endEpoch / 60),
      };
      for (const { series, metric, statistic } of wanted) {
        const measured = metric === undefined || statistic === undefined ? NOTHING : aggregate(metric, statistic, range);
        const whole = values.get(series.id);
        for (let i = 0; i < slots; i++) if (whole !== undefined) whole[from + i] = measured[i] ?? Number.NaN;
      }
    }
    for (const { series } of wanted) assembly.receive(series.id, span, pointsOf(values.get(series.id) ?? NOTHING, grid));
  }
  return {
    manifest: {
      version: 2,
      deployment: contract.deployment,
      source: "simulator",
      startEpoch,
      endEpoch,
      tiers,
      ...(longHistory === undefined ? {} : { longHistory }),
      series: [],
      files: {},
      hash: "",
    },
    contract,
    series: assembly.finish(),
    current,
    capacity,
    ...beside,
    pins: {},
  };
}

const NOTHING = new Float64Array(0);

function pointsOf(values: Float64Array, grid: TierGrid) {
  const times = new Float64Array(values.length);
  const read = new Float64Array(values.length);
  let size = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    times[size] = grid.startEpoch + i * grid.periodSeconds;
    read[size++] = asRead(value);
  }
  return { times: times.subarray(0, size), values: read.subarray(0, size) };
}
