import type { MetricEntry } from "./catalog/metric";
import type { Policy, Threshold } from "./policy";

/** A minute's share of events is held against a limit from so many of them on: one failed request is no rate. */
export const LEAST_EVENTS = 2;
/**
 * Square of the 1.645 standard deviations (of a Poisson count, √expected) by which events have to exceed what the limit itself lets expect. In
 * one minute of some twenty chance does as much, and of a budget of a thousandth of the minutes each counts by itself.
 */
export const BEYOND_CHANCE = 2.7;
/** Of counts that were divided by a period and multiplied by it again. */
const ROUNDING = 1e-6;

/** Events of a period, of which the canonical value is a rate or a number. @param value of statistic `Sum` */
export const eventsOf = (entry: MetricEntry, value: number, periodSeconds: number): number =>
  (value / entry.scale) * (entry.perInterval === true ? periodSeconds : 1);

/** Events per all of them as a trigger's limit is held against it: 0 where a single event makes it; NaN where either is unknown. */
export const shareOf = (events: number, all: number): number => (events < LEAST_EVENTS - ROUNDING ? 0 : events / all);

/** As {@link shareOf} for an objective's limit: 0 also where it is no more over the limit than chance makes of a share at it. */
export const missedShare =
  (limit: number) =>
  (events: number, all: number): number => {
    const expected = limit * all;
    return events > expected && (events - expected) ** 2 <= BEYOND_CHANCE * expected ? 0 : shareOf(events, all);
  };

/** Requests per second under which the policy's own triggers say nothing of a share. */
export const leastRequestsPerSecond = (
  { scaleUpTriggers, observation }: Pick<Policy, "scaleUpTriggers" | "observation">,
  { component, metric, per }: Pick<Threshold, "component" | "metric" | "per">,
): number =>
  [...scaleUpTriggers, ...observation.triggers].find(
    (trigger) => trigger.component === component && trigger.metric === metric && trigger.per === per,
  )?.minRequestsPerSecond ?? 0;
