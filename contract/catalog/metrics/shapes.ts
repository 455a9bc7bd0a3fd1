import type { MetricEntry } from "../metric";

/** Native unit, canonical unit and what lies between them. */
type Units = Pick<MetricEntry, "awsUnit" | "scale" | "unit" | "perInterval">;

export const PERCENT = { awsUnit: "Percent", scale: 0.01, unit: "fraction" } as const satisfies Units;
export const BYTES = { awsUnit: "Bytes", scale: 1, unit: "bytes" } as const satisfies Units;
export const BYTES_PER_SECOND = { awsUnit: "Bytes/Second", scale: 1, unit: "bytes-per-second" } as const satisfies Units;
export const BYTES_PER_INTERVAL = { ...BYTES, perInterval: true, unit: "bytes-per-second" } as const satisfies Units;
export const COUNT = { awsUnit: "Count", scale: 1, unit: "count" } as const satisfies Units;
export const COUNT_PER_SECOND = { awsUnit: "Count/Second", scale: 1, unit: "count-per-second" } as const satisfies Units;
export const COUNT_PER_INTERVAL = { ...COUNT, perInterval: true, unit: "count-per-second" } as const satisfies Units;
export const SECONDS = { awsUnit: "Seconds", scale: 1, unit: "seconds" } as const satisfies Units;
export const MILLISECONDS = { awsUnit: "Milliseconds", scale: 1, unit: "milliseconds" } as const satisfies Units;
/** Published in microseconds or seconds, read in milliseconds like every other latency. */
export const MICROSECONDS = { awsUnit: "Microseconds", scale: 0.001, unit: "milliseconds" } as const satisfies Units;
export const SECONDS_OF_LATENCY = { awsUnit: "Seconds", scale: 1_000, unit: "milliseconds" } as const satisfies Units;

/** A gauge: what it was on average, and at its highest or lowest. */
export const HIGH = { statistics: ["Average", "Maximum"], absence: "missing" } as const;
export const HIGHEST = { statistics: ["Maximum"], absence: "missing" } as const;
export const LOWEST = { statistics: ["Minimum"], absence: "missing" } as const;
/** A dimension of need. */
export const NEED = { ...HIGH, headroom: "Maximum" } as const;
export const NEED_HIGHEST = { ...HIGHEST, headroom: "Maximum" } as const;
export const NEED_LOWEST = { ...LOWEST, headroom: "Minimum" } as const;

/** A counter of events: no event, no point. Only its sum is a rate. */
export const EVENTS = { ...COUNT_PER_INTERVAL, statistics: ["Sum"], absence: "zero" } as const;
/** Demand that is counted: the hour's mean rate is all that is left of it after 63 days. */
export const DEMAND = { ...EVENTS, headroom: "Sum" } as const;
