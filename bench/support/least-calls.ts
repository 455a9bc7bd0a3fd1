/** GetMetricData's limits: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const POINTS_PER_CALL = 100_800;
const QUERIES_PER_CALL = 500;

/** So many series whose spans have so many points each. */
export interface Span {
  readonly series: number;
  readonly points: number;
}

/**
 * No packing makes fewer calls while it bills at most `1 + extraShare` of one metric per series and span.
 *
 * Start and end are shared by all queries of a call. So a call that holds a whole span of p points lasts as long as the span, and holds
 * whole spans only: at most q = min(500, floor(100,800 / p)). A series that is not read whole is billed at least once more. With x series
 * cut, the others take at least (n − x) / q calls, and the x·p points of the cut ones at least x·p / 100,800. That is linear in x: the
 * extra metrics go where 1/q − p/100,800, the calls saved by each, is largest, whatever the pieces are.
 */
export function leastCalls(spans: readonly Span[], extraShare: number): number {
  const wholeOf = ({ points }: Span): number => Math.min(QUERIES_PER_CALL, Math.floor(POINTS_PER_CALL / points));
  const savedPerCut = (span: Span): number => 1 / wholeOf(span) - span.points / POINTS_PER_CALL;
  let extra = extraShare * spans.reduce((sum, { series }) => sum + series, 0);
  let calls = spans.reduce((sum, span) => sum + span.series / wholeOf(span), 0);
  for (const span of [...spans].sort((a, b) => savedPerCut(b) - savedPerCut(a))) {
    const cut = Math.min(extra, span.series);
    calls -= cut * Math.max(0, savedPerCut(span));
    extra -= cut;
  }
  return Math.ceil(calls);
}
