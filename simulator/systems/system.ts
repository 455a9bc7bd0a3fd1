import type { MetricEntry, Resource, TunableValue } from "../../contract";
import type { Demand, Market } from "../demand";
import type { ResponseMinutes } from "../queue";
import type { DemandSpec } from "../scenario/demand";
import type { Day, WallClock } from "../time";
import type { MinuteBlock } from "./block";

/** What one metric of one resource publishes. */
export interface MetricSource {
  readonly day: (day: Day) => MinuteBlock;
  /** Where raw values are published, so that percentiles exist. */
  readonly responses?: (day: Day) => ResponseMinutes;
}

/** What is published, with the name that CloudWatch knows it by. */
export interface NamedSource extends MetricSource {
  /** Within the component. */
  readonly name: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Of the catalog, where it has one. */
  readonly entry?: MetricEntry;
}

/** Settings of one component that are in force from one minute of a day to another. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** By tunable. */
  readonly values: Readonly<Record<string, TunableValue>>;
}

/** A training job from its start to its end. */
export interface TrainedRun {
  /** Minutes since 1970. */
  readonly startMinute: number;
  readonly instanceType: string;
  readonly instances: number;
  readonly spot: boolean;
  /** Minute by minute 1 while hosts work, 0 while they start, NaN while there are none. */
  readonly working: Float64Array;
  /** Share of the training's time that is billed. */
  readonly billedShare: number;
}

/** A simulated component. */
export interface System {
  /** @returns undefined for a metric that such a resource does not publish */
  source(resource: Resource, entry: MetricEntry): MetricSource | undefined;
  /** What it publishes beside the catalog's metrics. */
  beside?(): readonly NamedSource[];
  /** Response time relative to an idle component, by minute. */
  slowdown(day: Day): Float64Array;
  /** Requests per second that it cannot answer from memory and passes on, by minute; absent where it passes nothing on. */
  misses?(day: Day): Float64Array;
  /** The job that starts on a local date; absent where nothing trains. */
  trained?(day: Day): TrainedRun;
  /** Whether the table that its flag makes takes the place of those whose items move there, by minute: 1 or 0. */
  consolidated?(day: Day): Float64Array;
  /** Units per second that a consolidated table serves in place of this one, by minute. */
  handedOver?(day: Day): Readonly<Record<"reads" | "writes", Float64Array>>;
}

/** What a system is made with. */
export interface SystemContext {
  readonly name: string;
  readonly seed: number;
  readonly resources: readonly Resource[];
  readonly market: Market;
  /** Day of the scenario's `now`. */
  readonly nowDay: Day;
  /** The policy's time zone. */
  readonly clock: WallClock;
  readonly demand: (id: string, spec: DemandSpec) => Demand;
  /** In order, covering the day. */
  readonly settings: (day: Day) => readonly Segment[];
  /** Factor that faults put on latency, and share of requests that they fail; undefined on days without. */
  readonly latencyFault: (day: Day) => Float64Array | undefined;
  readonly errorFault: (day: Day) => Float64Array | undefined;
  readonly system: (component: string) => System | undefined;
  /** Tables whose items move with this component's flag `consolidated`. */
  readonly movers: readonly string[];
}

export function textOf(segment: Segment, tunable: string): string {
  const value = segment.values[tunable];
  if (typeof value !== "string") throw new TypeError(`${tunable} is no text`);
  return value;
}

export function numberOf(segment: Segment, tunable: string): number {
  const value = segment.values[tunable];
  if (typeof value !== "number") throw new TypeError(`${tunable} is no number`);
  return value;
}

/** A flag that the contract leaves out is off. */
export const isOn = (segment: Segment, tunable: string): boolean => segment.values[tunable] === true;

/** Whether a set holds a name; undefined where the contract has no such set. */
export function holds(segment: Segment, tunable: string, name: string): boolean | undefined {
  const value = segment.values[tunable];
  return Array.isArray(value) ? value.includes(name) : undefined;
}

export function segmentAt(segments: readonly Segment[], minute: number): Segment {
  // Asked for every minute, and nearly every day has one: a plain loop.
  for (const segment of segments) if (segment.from <= minute && minute < segment.to) return segment;
  throw new RangeError(`no settings are known for minute ${minute}`);
}

/** Capacity of a type; types come from a checked contract, so one that the catalog lacks is a hole in the catalog. */
export function specOf<S>(catalog: ReadonlyMap<string, S>, type: string): S {
  const spec = catalog.get(type);
  if (spec === undefined) throw new TypeError(`no capacity is known for ${type}`);
  return spec;
}
