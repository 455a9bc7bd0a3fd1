import type { Evidence } from "../../optimizer/evidence";
import { stagingPolicy } from "../../stacks/staging/policy";
import { stagingContract } from "../../stacks/staging/tunables";
import { evidence } from "./evidence";
import { DAY, type Measures, NOW, type SnapshotOptions } from "./snapshot";
import { type Level, QUIET } from "./trading-load";

export const HOUR = 3_600;
export const MONDAY = 1;

export const weekdayOf = (epoch: number): number => ((Math.floor(epoch / DAY) + 3) % 7) + 1;
export const hourOf = (epoch: number): number => (epoch % DAY) / HOUR;

/** 100 requests a second from 8 to 19 o'clock of working days, and as many as given at other times. */
export const office =
  (otherwise: number): Level =>
  ({ epoch }) =>
    weekdayOf(epoch) <= 5 && hourOf(epoch) >= 8 && hourOf(epoch) < 19 ? 100 : otherwise;
/** Two per cent of the processors outside of working hours, and thirty in them. */
export const cpuOf =
  (otherwise: number): Level =>
  (point) =>
    office(0)(point) === 100 ? 0.3 : otherwise;
/** A level, but for an hour in which all of it is there: of each week, or of one. */
export const withHour =
  (base: Level, weekday: number, hour: number, weeksAgo?: number): Level =>
  (point) => {
    const week = Math.floor((NOW - point.epoch) / (7 * DAY));
    return weekdayOf(point.epoch) === weekday && Math.floor(hourOf(point.epoch)) === hour && (weeksAgo ?? week) === week
      ? 100
      : base(point);
  };

export const groupOptions = (
  requests: Level | number | null,
  more: Partial<SnapshotOptions> = {},
  measures: Measures[string] = {},
): SnapshotOptions => ({
  measures: { service: { ...QUIET.order_service, cpu: cpuOf(0.02), requests, queue_depth: null, ...measures } },
  components: { service: stagingContract.components.service },
  policy: stagingPolicy,
  days: 45,
  minuteDays: 2,
  ...more,
});
export const group = (...asked: Parameters<typeof groupOptions>): Evidence => evidence("service", groupOptions(...asked));
