import { MINUTES_PER_DAY } from "../../time";
import { Scaler, WARM_UP_MINUTES } from "../scaler";
import { numberOf, type Segment, segmentAt } from "../system";

const { max, min } = Math;

/** Reads or writes of a table or of an index, per second. */
export interface CapacityDay {
  readonly consumed: Float64Array;
  /** NaN on demand. */
  readonly provisioned: Float64Array;
  readonly throttled: Float64Array;
}

/** Which tunables bound it. */
export interface CapacityBounds {
  readonly min: "read_min_capacity" | "write_min_capacity" | "index_read_min_capacity";
  readonly max: "read_max_capacity" | "write_max_capacity" | "index_read_max_capacity";
}

/** Alarms of application autoscaling: two minutes over the target, fifteen under; an update takes about two. */
const TIMING = { scaleOutAfterMinutes: 2, scaleInAfterMinutes: 15, launchMinutes: 2 } as const;
/** Unused capacity of this long can be burst through. */
const BURST_SECONDS = 300;
/** On demand serves twice the peak of this many minutes at once, and this much in any case. */
const PEAK_MINUTES = 30;
const ON_DEMAND_FLOOR = 4000;

/** Follows one capacity through a day, from three hours before it. */
export function capacityDay(
  wanted: Float64Array,
  wantedBefore: Float64Array,
  segments: readonly Segment[],
  before: readonly Segment[],
  bounds: CapacityBounds,
  target: number,
): CapacityDay {
  const consumed = new Float64Array(MINUTES_PER_DAY);
  const provisioned = new Float64Array(MINUTES_PER_DAY).fill(Number.NaN);
  const throttled = new Float64Array(MINUTES_PER_DAY);
  let scaler: Scaler | undefined;
  let limited: Segment | undefined;
  let limits = { min: 0, max: 0 };
  let savedUnits = 0;
  let peak = 0;
  let peakMinute = -WARM_UP_MINUTES;
  for (let minute = -WARM_UP_MINUTES; minute < MINUTES_PER_DAY; minute++) {
    const warmUp = minute < 0;
    const segment = warmUp ? segmentAt(before, minute + MINUTES_PER_DAY) : segmentAt(segments, minute);
    const wants = (warmUp ? wantedBefore[minute + MINUTES_PER_DAY] : wanted[minute]) ?? 0;
    let allowed: number;
    let capacity = Number.NaN;
    if (segment.values.billing_mode === "PAY_PER_REQUEST") {
      allowed = max(ON_DEMAND_FLOOR, 2 * peak);
      const adapts = minute - peakMinute >= PEAK_MINUTES || wants <= 2 * peak;
      if (wants > peak && adapts) [peak, peakMinute] = [wants, minute];
    } else {
      if (segment !== limited) [limited, limits] = [segment, { min: numberOf(segment, bounds.min), max: numberOf(segment, bounds.max) }];
      scaler ??= new Scaler(TIMING, wants, target, limits);
      capacity = scaler.step(wants, target, limits);
      allowed = capacity + savedUnits / 60;
      savedUnits = max(0, min(capacity * BURST_SECONDS, savedUnits + (capacity - wants) * 60));
    }
    if (warmUp) continue;
    consumed[minute] = min(wants, allowed);
    provisioned[minute] = capacity;
    throttled[minute] = max(0, wants - allowed);
  }
  return { consumed, provisioned, throttled };
}
