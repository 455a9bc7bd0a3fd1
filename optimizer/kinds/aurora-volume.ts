import { GIB, HOURS_PER_MONTH, percent, SECONDS_PER_HOUR } from "../../contract";
import { coverageOf } from "../evidence/coverage";
import type { ComponentHistory, SeriesRef } from "../evidence/history";
import { type Settings, textIn } from "../evidence/settings";
import { maxTiers, sumTiers } from "../evidence/tiers";
import type { BillItem } from "../money";
import { isMissing } from "../statistics";
import type { LimitCheck } from "./model";
import { timeMean } from "./reading";

/** What I/O by the request is called in a bill. */
export const IO_ITEM = "I/O of the volume";
export const VOLUME_IO = ["volume_read_iops", "volume_write_iops"] as const;

/** What the volume of a cluster in one region was asked for over the window; NaN where nothing is known. */
export interface VolumeUse {
  readonly gib: number;
  /** Billed reads and writes together. */
  readonly ioPerMonth: number;
}

export function volumeUse(history: ComponentHistory): VolumeUse {
  const clusters = history.scoped("cluster");
  const bytes = maxTiers(clusters.map((resource) => history.read({ resource, metric: "volume_bytes", statistic: "Maximum" })));
  const perSecond = VOLUME_IO.map((metric) =>
    timeMean(sumTiers(clusters.map((resource) => history.read({ resource, metric, statistic: "Average" })))),
  );
  return {
    gib: timeMean(bytes) / GIB,
    ioPerMonth: perSecond.reduce((sum, rate) => sum + rate, 0) * HOURS_PER_MONTH * SECONDS_PER_HOUR,
  };
}

/** `io-optimized` where I/O is paid for within dearer instances and storage, `standard` where by the request. */
export const modeOf = (settings: Settings): "io-optimized" | "standard" =>
  textIn(settings, "storage_type") === "aurora-iopt1" ? "io-optimized" : "standard";

/**
 * The volume's bill. What is not measured is not counted while the way of paying stays; between the two ways it decides, and is unknown.
 * https://aws.amazon.com/rds/aurora/pricing/
 */
export function volumeItems({ gib, ioPerMonth }: VolumeUse, settings: Settings, current: Settings): readonly BillItem[] {
  const mode = modeOf(settings);
  const isKnown = !isMissing(gib) && !isMissing(ioPerMonth);
  if (!isKnown && mode === modeOf(current)) return [];
  return [
    { item: "Aurora volume at its mean size", priceKey: `aurora:storage:${mode}`, quantity: isKnown ? gib : Number.NaN, unit: "gb-month" },
    ...(mode === "standard" ? [{ item: IO_ITEM, priceKey: "aurora:io", quantity: ioPerMonth, unit: "io" } as const] : []),
  ];
}

export const volumeRefs = (history: ComponentHistory): readonly SeriesRef[] =>
  history
    .scoped("cluster")
    .flatMap((resource) => [
      { resource, metric: "volume_bytes", statistic: "Maximum" } as const,
      ...VOLUME_IO.map((metric) => ({ resource, metric, statistic: "Average" }) as const),
    ]);

/** Another way of paying for I/O is judged by what I/O there was. */
export function volumeMeasured(history: ComponentHistory, to: Settings): readonly LimitCheck[] {
  if (modeOf(to) === modeOf(history.current)) return [];
  const { minCoverage } = history.policy.guards;
  const { least } = coverageOf(history, volumeRefs(history), minCoverage);
  return [
    {
      pass: least >= minCoverage,
      reason: `the volume's size and I/O are known of ${percent(least)} of the window, ${percent(minCoverage)} needed`,
      numbers: { coverage: least, minCoverage },
    },
  ];
}
