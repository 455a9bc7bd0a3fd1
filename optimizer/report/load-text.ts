import type { SnapshotManifest } from "../telemetry";
import { wrapped } from "./format";
import type { SeriesLoad } from "./load";

const SOURCES: Readonly<Record<SnapshotManifest["source"], string>> = {
  aws: "CloudWatch",
  simulator: "the simulator",
  csv: "the files",
};

export interface LoadContext {
  readonly manifest: Pick<SnapshotManifest, "source" | "startEpoch" | "endEpoch" | "tiers" | "longHistory">;
  /** IANA name. */
  readonly timeZone: string;
  /** Every series for itself. @default the worst of each metric */
  readonly detail: boolean;
  /** Columns. */
  readonly width: number;
}

/** How the load of a component ran, for people: by metric its worst resource, or each. */
export function loadText(loads: readonly SeriesLoad[], { manifest, timeZone, detail, width }: LoadContext): string {
  if (loads.length === 0) return "";
  const groups = [...new Set(loads.map(quantityOf))].map((quantity) => loads.filter((load) => quantityOf(load) === quantity));
  const told = groups.flatMap((group) =>
    (detail ? group : [worstOf(group)]).flatMap((load) =>
      wrapped(`${nameOf(load, detail ? 1 : group.length)}: ${figures(load)}`, "    ", width, "  "),
    ),
  );
  const hidden = !detail && loads.length > groups.length;
  return [
    ...wrapped(
      `Load, as ${SOURCES[manifest.source]} measured it, by ${detail ? "series" : "metric with its worst resource"}; ${windows(loads, manifest)}; hours of ${timeZone}:`,
      "  ",
      width,
      "  ",
    ),
    ...told,
    ...(hidden ? [`    All ${loads.length} series: --detail`] : []),
  ].join("\n");
}

const quantityOf = ({ metric, statistic }: SeriesLoad): string => `${metric}/${statistic}`;

/** Quantiles are of the finest tier, which CloudWatch keeps for the shortest time; the highest day is of all that was read. */
function windows(loads: readonly SeriesLoad[], { tiers, longHistory, startEpoch, endEpoch }: LoadContext["manifest"]): string {
  const finest = [...new Set(loads.map(({ periodSeconds }) => periodSeconds))].map((period) => {
    const since = tiers.find(({ periodSeconds }) => periodSeconds === period)?.startEpoch ?? startEpoch;
    return `${period}-second points since ${day(since)}`;
  });
  return `p50 to peak of ${finest.join(", ")}; highest day since ${day(longHistory?.startEpoch ?? startEpoch)}; all to ${day(endEpoch)}`;
}

const peakOf = ({ quantiles }: SeriesLoad): number => quantiles[quantiles.length - 1] ?? Number.NEGATIVE_INFINITY;

const worstOf = ([first, ...others]: readonly SeriesLoad[]): SeriesLoad => {
  if (first === undefined) throw new RangeError("a group has a member");
  return others.reduce((worst, each) => (peakOf(each) > peakOf(worst) ? each : worst), first);
};

const nameOf = ({ metric, statistic, resource, unit }: SeriesLoad, of: number): string =>
  `${metric} (${statistic}, ${unit}), ${of > 1 ? `worst of ${of}, ` : ""}${resource}`;

function figures({ quantiles: [p50 = 0, p95 = 0, p99 = 0, peak = 0], highestDay, busiestHour }: SeriesLoad): string {
  return `p50 ${short(p50)}, p95 ${short(p95)}, p99 ${short(p99)}, peak ${short(peak)}; highest day ${highestDay.day} (${short(highestDay.peak)}), busiest ${busiestHour}`;
}

/** Four digits tell sizes apart; the snapshot has them all. */
const short = (value: number): string => Number(value.toPrecision(4)).toLocaleString("en-US", { maximumFractionDigits: 4 });

const day = (epoch: number): string => new Date(epoch * 1000).toISOString().slice(0, 10);
