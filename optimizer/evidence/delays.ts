import type { Study } from "../kinds/model";
import { queueingDelay } from "../statistics";
import { isMissing } from "../statistics/missing";
import type { TierGrid } from "../telemetry/snapshot/types";
import type { CapacityHistory } from "./capacity-history";
import type { Settings } from "./settings";
import { minutesOf } from "./tiers";

/** How long requests wait for a component's servers, minute by minute, in mean service times. */
export interface Delays {
  readonly delay: Float64Array;
  /** Of the busiest kind of server. */
  readonly utilization: Float64Array;
  /** Servers per unit, by kind of unit. */
  readonly servers: string;
}

/** At one setting, as if it had been in force all the time; undefined where nothing queues. @param q quantile of the response */
export function delays(study: Study, settings: Settings, q: number): Delays | undefined {
  const queues = study.queues(settings);
  const parts = queues.flatMap(({ servers, utilization }) => {
    const minutes = minutesOf(utilization);
    return minutes === undefined ? [] : [{ utilization: minutes.values, delayAt: queueingDelay(servers, q) }];
  });
  const [first] = parts;
  if (first === undefined) return undefined;
  const delay = new Float64Array(first.utilization.length).fill(Number.NaN);
  const utilization = Float64Array.from(delay);
  for (const part of parts) {
    for (let i = 0; i < utilization.length; i++) {
      const busy = part.utilization[i] ?? Number.NaN;
      if (isMissing(busy)) continue;
      utilization[i] = Math.max(busy, isMissing(utilization[i] ?? Number.NaN) ? 0 : (utilization[i] ?? 0));
      const waits = part.delayAt(busy);
      delay[i] = Math.max(waits, isMissing(delay[i] ?? Number.NaN) ? 0 : (delay[i] ?? 0));
    }
  }
  return { delay, utilization, servers: queues.map(({ servers }) => servers).join(",") };
}

interface PastDelays extends Omit<Delays, "servers"> {
  /** In the minutes in which there were such servers; NaN in the others. */
  utilizationOf(servers: string): Float64Array;
}

interface Past {
  readonly current: Settings;
  /** @default the present settings all the time */
  readonly capacity: Pick<CapacityHistory, "over"> | undefined;
  readonly grid: TierGrid;
}

/**
 * At the settings that were in force; NaN where these are not known. A load that smaller settings would have been busy with says nothing of
 * how they would have borne it.
 */
export function asItWas(study: Study, { current, capacity, grid }: Past, q: number): PastDelays | undefined {
  const present = delays(study, current, q);
  if (present === undefined) return undefined;
  const known: Settings[] = [];
  const spans = capacity?.over([grid], (settings) => known.push(settings) - 1)[0]?.values ?? new Float64Array(grid.length);
  const all =
    capacity === undefined ? [present] : known.map((settings, at) => (spans.includes(at) ? delays(study, settings, q) : undefined));
  const at = (i: number): Delays | undefined => all[spans[i] ?? Number.NaN];
  const minutes = (of: (then: Delays, i: number) => number | undefined): Float64Array =>
    spans.map((_, i) => {
      const then = at(i);
      return then === undefined ? Number.NaN : (of(then, i) ?? Number.NaN);
    });
  return {
    delay: minutes(({ delay }, i) => delay[i]),
    utilization: minutes(({ utilization }, i) => utilization[i]),
    utilizationOf: (servers) => minutes((then, i) => (then.servers === servers ? then.utilization[i] : Number.NaN)),
  };
}
