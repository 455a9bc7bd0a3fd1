import type { MetricEntry } from "./catalog/metric";
import { METRICS } from "./catalog/metrics";
import type { Kind } from "./kinds";
import type { Policy, Threshold } from "./policy";

/** By more than so many events a minute has to be over a limit: of few requests one or two that fail are no rate. */
export const SPARE_EVENTS = 2;
/**
 * Square of the 3.09 standard deviations (of a Poisson count, √expected) by which events have to exceed what the limit lets expect: in one minute of
 * a thousand chance does as much, and of a budget of a thousandth of the minutes each counts by itself.
 */
export const BEYOND_CHANCE = 9.55;
/** Of counts that were divided by a period and multiplied by it again. */
const ROUNDING = 1e-6;

/** Events of a period, of which the canonical value is a rate or a number. @param value of statistic `Sum` */
export const eventsOf = (entry: MetricEntry, value: number, periodSeconds: number): number =>
  (value / entry.scale) * (entry.perInterval === true ? periodSeconds : 1);

/** Events per all of them, as it is held against a limit; NaN where either is unknown. */
export type Share = (events: number, all: number) => number;

export const plainShare: Share = (events, all) => events / all;

/** Of a trigger, several of whose minutes tell: 0 where two events are what takes it over the limit, unless they are all there were. */
export const shareOf =
  (limit: number): Share =>
  (events, all) =>
    events - limit * all <= SPARE_EVENTS + ROUNDING && events < all - ROUNDING ? 0 : events / all;

/** Of an objective, each of whose minutes counts: 0 where it is over the limit by no more than two events, or than chance makes of a share at it. */
export const missedShare =
  (limit: number): Share =>
  (events, all) => {
    const expected = limit * all;
    const isChance = events - expected <= SPARE_EVENTS + ROUNDING || (events - expected) ** 2 <= BEYOND_CHANCE * expected;
    return isChance ? 0 : events / all;
  };

/**
 * A threshold's metric per another, of one period.
 * @param share of events, as it is held against the limit; what is no sum of events is divided
 * @returns of two canonical values
 */
export function perOther(
  kind: Kind,
  { metric, statistic, per }: Pick<Threshold, "metric" | "statistic" | "per">,
  share: Share,
): (value: number, all: number, periodSeconds: number) => number {
  const [part, whole] = statistic === "Sum" ? [metric, per].map((name) => METRICS[kind].find((entry) => entry.name === name)) : [];
  return part === undefined || whole === undefined
    ? (value, all) => value / all
    : (value, all, periodSeconds) => share(eventsOf(part, value, periodSeconds), eventsOf(whole, all, periodSeconds));
}

/** Requests per second under which the policy's own triggers say nothing of a share: the most that any of them asks for. */
export const leastRequestsPerSecond = (
  { scaleUpTriggers, observation }: Pick<Policy, "scaleUpTriggers" | "observation">,
  { component, metric, per }: Pick<Threshold, "component" | "metric" | "per">,
): number =>
  [...scaleUpTriggers, ...observation.triggers]
    .filter((trigger) => trigger.component === component && trigger.metric === metric && trigger.per === per)
    .reduce((most, { minRequestsPerSecond = 0 }) => Math.max(most, minRequestsPerSecond), 0);
