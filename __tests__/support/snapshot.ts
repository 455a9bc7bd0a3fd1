import {
  type Component,
  type DeploymentContract,
  defaultsOf,
  METRICS,
  type MetricEntry,
  type Policy,
  priceKeysOf,
  priceQuery,
  type Resource,
  type Statistic,
  seriesId,
  type Values,
} from "../../contract";
import type { CapacityChange, MetricSeries, Price, Snapshot, TierGrid, TierPeriod } from "../../optimizer/telemetry/snapshot/types";
import { tradingPolicy } from "../../stacks/trading/policy";
import { tradingContract } from "../../stacks/trading/tunables";
import { inventoryOf } from "./inventory";

export const DAY = 86_400;
/** Thursday, 2026-11-19 00:00 UTC. */
export const NOW = Date.UTC(2026, 10, 19) / 1000;

/** What is asked of a measured quantity: an interval, and by which statistic. */
export interface Point {
  /** Start of the interval, UTC epoch seconds. */
  readonly epoch: number;
  readonly periodSeconds: TierPeriod;
  readonly statistic: Statistic;
}

/** Value in the metric's canonical unit; NaN is a gap. One that takes no resource is made once for all of them. */
export type Measure = (point: Point, resource: Resource) => number;

/** By component, by metric: a function of time, a constant, or `null` for a metric that nobody publishes. */
export type Measures = Readonly<Record<string, Readonly<Record<string, Measure | number | null>>>>;

export interface SnapshotOptions {
  readonly measures: Measures;
  readonly days?: number;
  /** Days of minutes at the window's end: CloudWatch keeps 15, fewer are quicker to decide on. */
  readonly minuteDays?: number;
  /** Days before the window of which the hours of headroom's dimensions are known. @default none */
  readonly daysBefore?: number;
  readonly components?: Readonly<Record<string, Component>>;
  readonly policy?: Partial<Policy>;
  readonly values?: Values;
  readonly capacity?: readonly CapacityChange[];
  readonly tags?: Snapshot["tags"];
  readonly pins?: Snapshot["pins"];
  readonly account?: Snapshot["account"];
  readonly source?: "aws" | "simulator" | "csv";
  /** Dollars by price key; `null` where nothing matches. */
  readonly prices?: Readonly<Record<string, number | null>>;
  readonly inventory?: DeploymentContract["inventory"];
  /** 3600, 300 and 60 by age as CloudWatch keeps them; otherwise these tiers only. */
  readonly periods?: readonly TierPeriod[];
}

/** The window cut into CloudWatch's tiers, oldest first. */
export function gridsOf(days: number, minuteDays = 15, now = NOW): readonly TierGrid[] {
  const grid = (periodSeconds: TierPeriod, fromDays: number, toDays: number): readonly TierGrid[] =>
    fromDays <= toDays ? [] : [{ periodSeconds, startEpoch: now - fromDays * DAY, length: ((fromDays - toDays) * DAY) / periodSeconds }];
  return [...grid(3600, days, 63), ...grid(300, Math.min(days, 63), minuteDays), ...grid(60, Math.min(days, minuteDays), 0)];
}

/** A snapshot whose tiers are made from functions, over the trading stack unless told otherwise. */
export function snapshotOf(options: SnapshotOptions): Snapshot {
  const { days = 90, measures } = options;
  const components: Readonly<Record<string, Component>> = options.components ?? tradingContract.components;
  const defaults = defaultsOf(components);
  const current: Values = { ...defaults, ...options.values };
  const policy = { ...tradingPolicy, ...options.policy };
  const inventory = options.inventory ?? inventoryOf(components, current);
  const grids = gridsOf(days, options.minuteDays).filter(({ periodSeconds }) => options.periods?.includes(periodSeconds) ?? true);
  const startEpoch = NOW - days * DAY;
  const { daysBefore } = options;
  const before: TierGrid | undefined =
    daysBefore === undefined ? undefined : { periodSeconds: 3600, startEpoch: startEpoch - daysBefore * DAY, length: daysBefore * 24 };
  const series = new Map<string, MetricSeries>();
  for (const [component, definition] of Object.entries(components)) {
    const shared = new Map<string, MetricSeries>();
    for (const [resource, entry, statistic] of published(definition, inventory[component]?.resources ?? [])) {
      const measure = measures[component]?.[entry.name];
      if (measure === null || measure === undefined) continue;
      const value: Measure = typeof measure === "number" ? () => measure : measure;
      const alike = value.length < 2 ? shared.get(`${entry.name}/${entry.scope}/${statistic}`) : undefined;
      const made =
        alike === undefined
          ? seriesOf(component, resource, entry, statistic, grids, entry.headroom === statistic ? before : undefined, value)
          : { ...alike, resource, id: seriesId(component, resource.name, entry.name, statistic) };
      shared.set(`${entry.name}/${entry.scope}/${statistic}`, made);
      series.set(made.id, made);
    }
  }
  return {
    manifest: {
      version: 2,
      deployment: "trading",
      source: options.source ?? "simulator",
      startEpoch,
      endEpoch: NOW,
      tiers: grids,
      ...(before === undefined ? {} : { longHistory: before }),
      series: [],
      files: {},
      hash: "0".repeat(64),
    },
    contract: {
      version: 1,
      deployment: "trading",
      stack: "trading",
      environment: "prod",
      account: "123456789012",
      regions: ["us-east-1"],
      components,
      inventory,
      policy,
    },
    series,
    current,
    capacity: options.capacity ?? [{ atEpoch: (before?.startEpoch ?? startEpoch) - DAY, values: current, source: "default" }],
    prices: pricesOf(components, regionsOf(inventory), options.prices ?? {}),
    tags: options.tags ?? Object.fromEntries(Object.keys(components).map((component) => [component, {}])),
    pins: options.pins ?? {},
    ...(options.account === undefined ? {} : { account: options.account }),
  };
}

const published = (definition: Component, resources: readonly Resource[]): readonly (readonly [Resource, MetricEntry, Statistic])[] =>
  resources.flatMap((resource) =>
    METRICS[definition.kind]
      .filter(({ scope }) => scope === resource.scope)
      .flatMap((entry) => entry.statistics.map((statistic) => [resource, entry, statistic] as const)),
  );

function seriesOf(
  component: string,
  resource: Resource,
  entry: MetricEntry,
  statistic: Statistic,
  grids: readonly TierGrid[],
  before: TierGrid | undefined,
  measure: Measure,
): MetricSeries {
  const valuesOn = (grid: TierGrid) => ({
    grid,
    values: sampled(grid, (epoch) => measure({ epoch, periodSeconds: grid.periodSeconds, statistic }, resource)),
  });
  const tiers = grids.map(valuesOn);
  const coverage = Object.fromEntries(
    tiers.map(({ grid, values }) => [
      grid.periodSeconds,
      values.reduce((known, value) => (present(value) ? known + 1 : known), 0) / grid.length,
    ]),
  );
  return {
    id: seriesId(component, resource.name, entry.name, statistic),
    component,
    resource,
    metric: entry.name,
    statistic,
    unit: entry.unit,
    tiers,
    coverage,
    ...(before === undefined ? {} : { longHistory: valuesOn(before) }),
  };
}

const present = (value: number): boolean => !missing(value);
const missing = Number.isNaN;

function sampled({ startEpoch, periodSeconds, length }: TierGrid, value: (epoch: number) => number): Float64Array {
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = value(startEpoch + i * periodSeconds);
  return values;
}

/** List prices of us-east-1 as far as the tests need them; anything else costs by the size in its name. */
const LIST: Readonly<Record<string, number>> = {
  "ebs:io2:gb-month": 0.125,
  "ebs:io2:iops-month": 0.065,
  "dynamodb:wcu-hour": 0.00065,
  "dynamodb:rcu-hour": 0.00013,
  "dynamodb:write-request": 0.000000625,
  "dynamodb:read-request": 0.000000125,
};
const SIZES: Readonly<Record<string, number>> = { large: 1, xlarge: 2, "2xlarge": 4, "4xlarge": 8, "8xlarge": 16 };

/** Of all components, and of what they have elsewhere. */
const regionsOf = (inventory: DeploymentContract["inventory"]): readonly string[] => [
  ...new Set(["us-east-1", ...Object.values(inventory).flatMap(({ resources }) => resources.flatMap(({ region }) => region ?? []))]),
];

function pricesOf(
  components: Readonly<Record<string, Component>>,
  regions: readonly string[],
  given: Readonly<Record<string, number | null>>,
): Snapshot["prices"] {
  const keys = [...new Set(Object.values(components).flatMap(priceKeysOf))];
  const prices = keys.flatMap((key): readonly Price[] => {
    const size = SIZES[key.split(":")[1]?.split(".").at(-1) ?? ""];
    const usd = given[key] === undefined ? (LIST[key] ?? (size === undefined ? 0.1 : size * 0.085)) : given[key];
    if (usd === null || usd === undefined) return [];
    return regions.map((region) => ({
      key,
      region,
      usd,
      unit: priceQuery(key)?.unit ?? "hour",
      sku: `SKU-${key}`,
      rateCode: `SKU-${key}.1`,
      effectiveDate: "2026-11-01",
    }));
  });
  const unpriced = Object.entries(given).flatMap(([key, usd]) =>
    usd === null ? regions.map((region) => ({ key, region, reason: "no SKU matches" })) : [],
  );
  return { prices, unpriced };
}

/** Only the named components of the trading stack. */
export function tradingOnly(...names: readonly (keyof typeof tradingContract.components)[]): Readonly<Record<string, Component>> {
  return Object.fromEntries(names.map((name) => [name, tradingContract.components[name]]));
}
