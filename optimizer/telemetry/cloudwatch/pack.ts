import type { PlannedSeries } from "../series";
import type { TierGrid } from "../snapshot";
import { EXTRA_METRICS_SHARE, MAX_POINTS_PER_CALL } from "./limits";
import { bestSplit, seriesPerCall, seriesToCut } from "./split";

/** One GetMetricData call: few series over a long span, because each series of each call is billed. */
export interface MetricRequest {
  readonly region: string;
  readonly grid: TierGrid;
  readonly series: readonly PlannedSeries[];
}

/** A span of one series that is to be read. */
export interface WantedSpan {
  readonly series: PlannedSeries;
  readonly grid: TierGrid;
}

interface Group {
  readonly region: string;
  readonly grid: TierGrid;
  readonly series: PlannedSeries[];
}

/**
 * Packs spans into as few calls as one page each allows; a call is of one region, period, start and end. Each series of each call is
 * billed: at most `extraShare` more than one per span are, where cutting a span in two fills calls that would stay partly empty.
 * @returns in the order of the series given, so that the first series are complete first
 */
export function packRequests(wanted: readonly WantedSpan[], extraShare: number = EXTRA_METRICS_SHARE): readonly MetricRequest[] {
  const groups = grouped(wanted).map((group) => ({ ...group, split: bestSplit(group.grid.length) }));
  const sizes = groups.map(({ series, grid, split }) => ({ series: series.length, points: grid.length, split }));
  const metrics = sizes.reduce((sum, { series }) => sum + series, 0);
  const cuts = seriesToCut(sizes, Math.floor(metrics * extraShare));
  const place = new Map([...new Set(wanted.map(({ series }) => series))].map((series, i) => [series, i]));
  const firstOf = ({ series: [first] }: MetricRequest): number => (first === undefined ? 0 : (place.get(first) ?? 0));
  return groups
    .flatMap(({ region, grid, series, split }, i): readonly MetricRequest[] => {
      const cut = series.slice(0, cuts[i]);
      const calls = (of: readonly PlannedSeries[], span: TierGrid, size: number) =>
        chunksOf(of, size).map((chunk) => ({ region, grid: span, series: chunk }));
      const whole = calls(series.slice(cuts[i]), grid, seriesPerCall(grid.length));
      if (split === undefined) return whole;
      const [first, second] = cutAt(grid, split.first);
      return [...calls(cut, first, split.firstPerCall), ...calls(cut, second, split.secondPerCall), ...whole];
    })
    .map((request) => ({ request, first: firstOf(request) }))
    .sort((a, b) => a.first - b.first || a.request.grid.startEpoch - b.request.grid.startEpoch)
    .map(({ request }) => request);
}

function grouped(wanted: readonly WantedSpan[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { series, grid: whole } of wanted) {
    for (const grid of spansOf(whole)) {
      const key = `${series.region} ${grid.periodSeconds} ${grid.startEpoch} ${grid.length}`;
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { region: series.region, grid, series: [series] });
      else known.series.push(series);
    }
  }
  return [...groups.values()];
}

/** Cuts a span that is too long even for a single series. */
function spansOf(grid: TierGrid): readonly TierGrid[] {
  if (grid.length <= MAX_POINTS_PER_CALL) return grid.length === 0 ? [] : [grid];
  const [first, rest] = cutAt(grid, MAX_POINTS_PER_CALL);
  return [first, ...spansOf(rest)];
}

const cutAt = (grid: TierGrid, slots: number): readonly [TierGrid, TierGrid] => [
  { ...grid, length: slots },
  { ...grid, startEpoch: grid.startEpoch + slots * grid.periodSeconds, length: grid.length - slots },
];

const chunksOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
