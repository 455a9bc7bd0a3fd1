import { MAX_POINTS_PER_CALL, MAX_QUERIES_PER_CALL } from "./limits";

/** Series of the same span: `points` each. */
export interface SpanGroup {
  readonly series: number;
  readonly points: number;
}

/** A span cut in two, so that calls of first pieces and calls of second pieces are both nearly full. */
export interface Split {
  /** Points of the first piece. */
  readonly first: number;
  /** Series that a call of first pieces holds, and one of second pieces. */
  readonly firstPerCall: number;
  readonly secondPerCall: number;
}

const ROUNDING = 1e-12;

/** How many series of a span one call holds. */
export const seriesPerCall = (points: number): number =>
  Math.max(1, Math.min(MAX_QUERIES_PER_CALL, Math.floor(MAX_POINTS_PER_CALL / Math.max(1, points))));

/**
 * The cut of a span that takes the fewest calls per series. Start and end are shared by a call's queries, so a call holds whole spans or
 * one of the two pieces: 21,600 points go four to a call, which leaves 14 % empty; 14,400 of them go seven to a call and 7,200 fourteen.
 * @returns undefined where no cut beats calls of whole spans
 */
export function bestSplit(points: number): Split | undefined {
  let best: Split | undefined;
  let least = 1 / seriesPerCall(points);
  for (let firstPerCall = seriesPerCall(points) + 1; firstPerCall <= MAX_QUERIES_PER_CALL; firstPerCall++) {
    const first = Math.floor(MAX_POINTS_PER_CALL / firstPerCall);
    // The other way round it is the same cut.
    if (first >= points) continue;
    if (2 * first < points) break;
    const secondPerCall = seriesPerCall(points - first);
    const callsPerSeries = 1 / firstPerCall + 1 / secondPerCall;
    // Of equal ones the most even, for it fills calls with the fewest series.
    if (callsPerSeries > least + (best === undefined ? -ROUNDING : ROUNDING)) continue;
    least = callsPerSeries;
    best = { first, firstPerCall, secondPerCall };
  }
  return best;
}

/** Calls of a group of which `cut` series are cut in two. */
export function callsOf({ series, points }: SpanGroup, split: Split | undefined, cut: number): number {
  const whole = Math.ceil((series - cut) / seriesPerCall(points));
  return split === undefined || cut === 0 ? whole : whole + Math.ceil(cut / split.firstPerCall) + Math.ceil(cut / split.secondPerCall);
}

type SplitGroup = SpanGroup & { readonly split: Split | undefined };

interface Step {
  readonly group: number;
  readonly from: number;
  readonly to: number;
  readonly saved: number;
}

/**
 * Of each group, how many series to cut: a cut series is billed once more, so at most `extraMetrics` are, where each saves most calls.
 * @param groups with their best split
 */
export function seriesToCut(groups: readonly SplitGroup[], extraMetrics: number): readonly number[] {
  const cuts = groups.map(() => 0);
  const steps = groups.flatMap((group, i) => stepsOf(group, i, extraMetrics));
  // Within a group the steps come in falling order of what they save per metric, so sorting keeps them in sequence.
  steps.sort((a, b) => b.saved / (b.to - b.from) - a.saved / (a.to - a.from) || a.group - b.group || a.from - b.from);
  let left = extraMetrics;
  for (const { group, from, to } of steps) {
    const sizes = groups[group];
    if (sizes === undefined || cuts[group] !== from) continue;
    const reached = to - from <= left ? to : fewestCalls(sizes, from, from + left);
    cuts[group] = reached;
    left -= reached - from;
  }
  return cuts;
}

/** The least number of series to cut, within a range, that takes the fewest calls. */
function fewestCalls(group: SplitGroup, from: number, to: number): number {
  let best = from;
  for (let cut = from; cut <= to; cut++) if (callsOf(group, group.split, cut) < callsOf(group, group.split, best)) best = cut;
  return best;
}

/** The concave hull of calls saved over series cut: each step saves less per metric than the one before. */
function stepsOf(group: SplitGroup, index: number, most: number): readonly Step[] {
  if (group.split === undefined) return [];
  const whole = callsOf(group, undefined, 0);
  const hull: { readonly cut: number; readonly saved: number }[] = [{ cut: 0, saved: 0 }];
  for (let cut = 1; cut <= Math.min(group.series, most); cut++) {
    const point = { cut, saved: whole - callsOf(group, group.split, cut) };
    if (point.saved <= (hull.at(-1)?.saved ?? 0)) continue;
    while (hull.length > 1 && !bends(hull.at(-2), hull.at(-1), point)) hull.pop();
    hull.push(point);
  }
  return hull.slice(1).map((to, i) => {
    const from = hull[i] ?? to;
    return { group: index, from: from.cut, to: to.cut, saved: to.saved - from.saved };
  });
}

type HullPoint = { readonly cut: number; readonly saved: number } | undefined;

const bends = (a: HullPoint, b: HullPoint, c: NonNullable<HullPoint>): boolean =>
  a !== undefined && b !== undefined && (b.saved - a.saved) * (c.cut - b.cut) > (c.saved - b.saved) * (b.cut - a.cut);
