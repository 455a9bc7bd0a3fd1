import { type SizingRule, TARGET } from "./rule";

/** What people do by hand, to compare the named products with. */
const source = "common practice";
const TOLERANCE = 0.001;
/** Shares of counts miss whole numbers by units in the last place. */
const ROUNDING = 1e-9;

const maximumOf = (days: number): SizingRule => ({
  name: `max-${days}d`,
  title: `maximum of ${days} d / 0.8`,
  source,
  capacity: (history) => history.greatest(days) / TARGET,
});

export const max14 = maximumOf(14);
export const max28 = maximumOf(28);

/** The least capacity that would have kept the benchmark's own line for 14 days. */
export const p999: SizingRule = {
  name: "p99.9",
  title: "P99.9 of 14 d / 0.8",
  source,
  capacity: (history) => {
    const sorted = history.sorted(14);
    return (sorted[sorted.length - 1 - Math.floor(TOLERANCE * sorted.length + ROUNDING)] ?? Number.NaN) / TARGET;
  },
};

export const keep: SizingRule = { name: "keep", title: "keep the present size", source, capacity: () => 1 };
