import type { DataQuality } from "../telemetry";

const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
/** Gaps that are named; of others the count is. */
const NAMED = 3;

/** How complete a snapshot is, in a few lines: a tier each, and what was wrong with its points. */
export function qualityText({ tiers, dropped, longHistoryPoints }: DataQuality): string {
  const perTier = tiers.map(({ periodSeconds, points, series, empty, coverage, gaps }) => {
    const complete = coverage === undefined ? "nothing expected throughout" : `${percent(coverage)} of the expected points of gauges`;
    const none = empty === 0 ? "" : `, ${empty} of ${series} series without any`;
    // Series without any point are counted above: a reader commits nothing, and its commit latency is no gap.
    const partial = gaps.filter(({ coverage }) => coverage > 0);
    const more = partial.length > NAMED ? ` and ${partial.length - NAMED} more` : "";
    const named = partial.slice(0, NAMED).map((gap) => `${gap.id} ${percent(gap.coverage)}`);
    return `  ${`${periodSeconds}`.padStart(4)} s: ${points.toLocaleString("en-US")} points, ${complete}${none}${named.length === 0 ? "" : `; too few of ${named.join(", ")}${more}`}`;
  });
  const hours =
    longHistoryPoints === 0
      ? []
      : [`  Before the window: ${longHistoryPoints.toLocaleString("en-US")} hours of the dimensions of headroom`];
  const found = [
    [dropped.duplicate, "given twice"],
    [dropped.outOfOrder, "out of order"],
    [dropped.notFinite, "not a number"],
    [dropped.negative ?? 0, "negative"],
    [dropped.outside ?? 0, "outside of what was asked for"],
  ] as const;
  const wrong = found.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString("en-US")} ${what}`);
  return ["Points:", ...perTier, ...hours, `  Values found wrong: ${wrong.length === 0 ? "none" : wrong.join(", ")}`].join("\n");
}
