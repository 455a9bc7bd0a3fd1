import type { DataQuality, Reread } from "../telemetry";

const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
/** Gaps that are named; of others the count is. */
const NAMED = 3;

/** How complete a snapshot is, in a few lines: a tier each, and what was wrong with its points. */
export function qualityText({ tiers, dropped, longHistoryPoints, runningTotals, reread, clockSkewSeconds }: DataQuality): string {
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
    [dropped.negative ?? 0, "negative (a counter that was set back)"],
    [dropped.outside ?? 0, "outside of what was asked for"],
  ] as const;
  const wrong = found.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString("en-US")} ${what}`);
  const totals = runningTotals.map(
    ({ id, resets }) =>
      `  ${id} only rises, and begins anew ${resets === 1 ? "once" : `${resets} times`}: a total since a process began, where what each period counted is expected`,
  );
  return [
    "Points:",
    ...perTier,
    ...hours,
    ...(reread === undefined ? [] : [`  ${rereadText(reread)}`]),
    ...(clockSkewSeconds === undefined || clockSkewSeconds === 0 ? [] : [`  ${clockText(clockSkewSeconds)}`]),
    `  Values found wrong: ${wrong.length === 0 ? "none" : wrong.join(", ")}`,
    ...totals.slice(0, NAMED),
    ...(totals.length > NAMED ? [`  and ${totals.length - NAMED} more such totals`] : []),
  ].join("\n");
}

const clockText = (seconds: number): string =>
  `Clock: this machine's was ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} AWS's; the window was cut by it`;

const SECONDS_PER_MINUTE = 60;
/** What changed or came so far back in what was read again says that more may have, before it. */
const FAR_BACK_SHARE = 0.9;

function rereadText({ seconds, compared, changed, added, oldestSeconds }: Reread): string {
  const minutes = (of: number): string => `${Math.round(of / SECONDS_PER_MINUTE)} minutes`;
  const read = `Read again: the last ${minutes(seconds)} of the snapshot before, ${compared.toLocaleString("en-US")} points`;
  const found = `${read}; ${changed.toLocaleString("en-US")} had changed and ${added.toLocaleString("en-US")} had come late, up to ${minutes(oldestSeconds)} back`;
  return oldestSeconds < seconds * FAR_BACK_SHARE ? found : `${found}. There may be more before: --reread-hours reads further back`;
}
