import { SECONDS_PER_MINUTE } from "../../contract";
import type { DataQuality, Reread } from "../telemetry";

const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
/** Gaps that are named; of others the count is. */
const NAMED = 3;
const SILENT_NAMED = 5;

/** How complete a snapshot is, in a few lines: a tier each, and what was wrong with its points. */
export function qualityText({ tiers, dropped, longHistoryPoints, runningTotals, reread, clockSkewSeconds }: DataQuality): string {
  const perTier = tiers.map(({ periodSeconds, points, series, empty, coverage, gaps }) => {
    const complete = coverage === undefined ? "none of gauges" : `${percent(coverage)} of the expected points of gauges`;
    const silent = gaps.filter(({ coverage }) => coverage === 0);
    const none = empty === 0 ? "" : `; no point of ${empty} of ${series} series: ${silentText(silent, empty)}`;
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

/** Series without any point: gauges by the names of their metrics, counters as so many that had nothing to count. */
function silentText(gauges: readonly { readonly id: string }[], empty: number): string {
  const names = [...new Set(gauges.map(({ id }) => id.split("/")[2] ?? id))].sort();
  const more = names.length > SILENT_NAMED ? ` and ${names.length - SILENT_NAMED} more metrics` : "";
  const counters = empty - gauges.length;
  return [
    ...(gauges.length === 0 ? [] : [`${gauges.length} of ${names.slice(0, SILENT_NAMED).join(", ")}${more}`]),
    ...(counters === 0 ? [] : [`${counters} that ${counters === 1 ? "counts" : "count"} events`]),
  ].join(", and ");
}

const clockText = (seconds: number): string =>
  `Clock: this machine's was ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} AWS's; the window was cut by it`;

/** What changed or came so far back in what was read again says that more may have, before it. */
const FAR_BACK_SHARE = 0.9;

function rereadText({ seconds, compared, changed, added, oldestSeconds }: Reread): string {
  const minutes = (of: number): string => `${Math.round(of / SECONDS_PER_MINUTE)} minutes`;
  const read = `Read again: the last ${minutes(seconds)} of the snapshot before, ${compared.toLocaleString("en-US")} points`;
  const found = `${read}; ${changed.toLocaleString("en-US")} had changed and ${added.toLocaleString("en-US")} had come late, up to ${minutes(oldestSeconds)} back`;
  return oldestSeconds < seconds * FAR_BACK_SHARE ? found : `${found}. There may be more before: --reread-hours reads further back`;
}
