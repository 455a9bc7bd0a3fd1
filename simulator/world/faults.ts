import { type DataFault, type Fault, resolveMoment } from "../scenario";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_DAY, SECONDS_PER_MINUTE } from "../time";

/** A fault with its times fixed. */
export interface TimedFault {
  readonly fault: DataFault;
  readonly fromEpoch: number;
  readonly toEpoch: number;
}

export function timedFaults(faults: readonly Fault[], nowEpoch: number): readonly TimedFault[] {
  return faults.flatMap((fault) => {
    if (fault.kind === "api") return [];
    const toEpoch = fault.to === undefined ? Number.POSITIVE_INFINITY : resolveMoment(fault.to, nowEpoch);
    return [{ fault, fromEpoch: resolveMoment(fault.from, nowEpoch), toEpoch }];
  });
}

/** Faults of one day as values by minute; undefined on days that none touches, which is nearly all. */
export class FaultCalendar {
  constructor(private readonly faults: readonly TimedFault[]) {}

  factor(kind: "latency" | "demand", component: string, day: Day): Float64Array | undefined {
    return this.fill(day, 1, (fault) =>
      fault.kind === kind && fault.component === component ? (value) => value * fault.factor : undefined,
    );
  }

  errorShare(component: string, day: Day): Float64Array | undefined {
    return this.fill(day, 0, (fault) =>
      fault.kind === "errors" && fault.component === component ? (value) => value + fault.share : undefined,
    );
  }

  /** 1 where a series is silent. */
  gap(series: string, day: Day): Uint8Array | undefined {
    const silent = this.fill(day, 0, (fault) => (fault.kind === "gap" && covers(fault.series, series) ? () => 1 : undefined));
    return silent === undefined ? undefined : Uint8Array.from(silent);
  }

  private fill(day: Day, start: number, effect: (fault: DataFault) => ((value: number) => number) | undefined): Float64Array | undefined {
    const midnight = day * SECONDS_PER_DAY;
    let values: Float64Array | undefined;
    for (const { fault, fromEpoch, toEpoch } of this.faults) {
      if (toEpoch <= midnight || fromEpoch >= midnight + SECONDS_PER_DAY) continue;
      const change = effect(fault);
      if (change === undefined) continue;
      values ??= new Float64Array(MINUTES_PER_DAY).fill(start);
      const from = Math.max(0, Math.floor((fromEpoch - midnight) / SECONDS_PER_MINUTE));
      const to = Math.min(MINUTES_PER_DAY, Math.ceil((toEpoch - midnight) / SECONDS_PER_MINUTE));
      for (let i = from; i < to; i++) values[i] = change(values[i] ?? start);
    }
    return values;
  }
}

/** `order_service/service` covers `order_service/service/latency`, but not `order_service/service_two/latency`. */
const covers = (prefix: string, series: string): boolean => series === prefix || series.startsWith(`${prefix}/`);
