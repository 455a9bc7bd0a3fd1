import { type Calendar, sameValue } from "../../contract";
import type { Evidence, Tiers } from "../evidence";
import { epochAt } from "../evidence";
import type { LocalWeeks } from "../evidence/local-weeks";
import { ALWAYS_ON, isOffHours } from "../evidence/off-hours-cron";
import { idleBelow, type OffHoursParameters, offHoursParameters } from "../kinds/off-hours";
import { type Load, loadsOf, weeksOf } from "../kinds/off-hours-load";
import { memoFor } from "../memo";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics/missing";
import { finding } from "./finding";
import { HOURS_PER_WEEK, type OffHoursWindow, windowsIn, withoutMargins } from "./off-hours-windows";
import { rule } from "./rule";

const MINUTES_PER_HOUR = 60;
const HOURS_PER_DAY = 24;
/** What was busy in fewer of its weeks than this does not repeat by the week, and may come on any day. */
const WEEKLY_SHARE = 0.5;

/** What one hour of the week was like in the window's weeks. */
interface HourOfWeek {
  /** Weeks in which all that is known of it was idle, and enough is known. */
  readonly idle: number;
  readonly busy: number;
}

/** Stops a component in the nights and weekends in which nobody uses it, by the week in the policy's time zone and calendar. */
export const offHours = rule({
  name: "off-hours",
  kinds: ["auto-scaling-group", "rds-instance"],
  parameters: offHoursParameters,
  declines: (e, p) => {
    const now = e.current.off_hours;
    if (!isOffHours(now)) return "it has no schedule to set";
    if (!sameValue(now, ALWAYS_ON)) return `it is stopped by a schedule already (${now.stop} to ${now.start})`;
    const loads = loadsOf(e);
    if (loads.length === 0) return "nothing is measured that says whether anybody uses it";
    const unused = loads.find(({ usualPeak }) => !(usualPeak > 0));
    if (unused !== undefined) return `no ${unused.name} on working days are known, so nothing tells idle hours from others`;
    return windows(e, p).length > 0
      ? undefined
      : `no ${p.hoursAtLeast} hours in a row, ${p.marginHours} from any load, are known to be idle in all of at least ${p.weeksAtLeast} weeks: ${idleIn(e, p)}`;
  },
  propose: (e, p) => {
    if (!e.turns("off_hours")) return [];
    return windows(e, p).map(({ offHours: off_hours, hours }) =>
      proposal(e, {
        rule: "off-hours",
        direction: "down",
        to: { ...e.current, off_hours },
        reason: `stopped ${hours} of ${HOURS_PER_WEEK} hours a week (${off_hours.stop} to ${off_hours.start}, ${e.policy.timeZone}), which were idle in every week of the window (${idleIn(e, p)}); a start takes minutes, and its time is ${p.marginHours} ${p.marginHours === 1 ? "hour" : "hours"} before load comes`,
        findings: loadsOf(e).map((load) =>
          finding(e, load.refs, {
            metric: load.name,
            statistic: `usual peak: median over working days of the greatest ${load.statistic}`,
            value: load.usualPeak,
            unit: load.unit,
          }),
        ),
      }),
    );
  },
});

/** What idle means for each load, in words. */
const idleIn = (e: Evidence, p: OffHoursParameters): string =>
  loadsOf(e)
    .map((load) => `${load.name} under ${Number(idleBelow(load, p).toPrecision(3))}`)
    .join(", ");

/** Asked when declining and when proposing, with the same parameters. */
const profilesOf = memoFor((e: Evidence) => loadsOf(e).map((load) => ({ load, weeks: weeksOf(e) })));

function windows(e: Evidence, p: OffHoursParameters): readonly OffHoursWindow[] {
  const hours = [...Array(HOURS_PER_WEEK).keys()];
  const open = hours.map((hour) => isOpen(e.policy.calendar, hour));
  const profiles = profilesOf(e).map(({ load, weeks }) => profile(load, weeks, idleBelow(load, p), e.policy.guards.minCoverage));
  const restless = new Set(profiles.flatMap((one) => irregularHours(one, open).map((hour) => hour % HOURS_PER_DAY)));
  const free = hours.map(
    (hour) =>
      open[hour] !== true &&
      !restless.has(hour % HOURS_PER_DAY) &&
      profiles.every((one) => {
        const { idle, busy } = one[hour] ?? UNKNOWN;
        return busy === 0 && idle >= p.weeksAtLeast;
      }),
  );
  return windowsIn(withoutMargins(free, p.marginHours), p.hoursAtLeast);
}

const UNKNOWN: HourOfWeek = { idle: 0, busy: 0 };

/**
 * Hours in which somebody came in few of the weeks, away from all that repeats by the week: a month's end or a night's work falls on
 * another day the next time, so that its time of day is free on none.
 */
function irregularHours(profile: readonly HourOfWeek[], open: readonly boolean[]): readonly number[] {
  const isBusy = (hour: number): boolean => (profile[hour % HOURS_PER_WEEK] ?? UNKNOWN).busy > 0;
  const isRegular = (hour: number): boolean => {
    const { idle, busy } = profile[hour % HOURS_PER_WEEK] ?? UNKNOWN;
    return open[hour % HOURS_PER_WEEK] === true || busy >= WEEKLY_SHARE * (idle + busy);
  };
  return [...profile.keys()].filter((hour) => {
    if (!isBusy(hour)) return false;
    let [first, last] = [hour + HOURS_PER_WEEK, hour];
    while (first > hour && isBusy(first - 1)) first--;
    while (last < hour + HOURS_PER_WEEK && isBusy(last + 1)) last++;
    const run = Array.from({ length: last - hour + 1 + hour + HOURS_PER_WEEK - first }, (_, i) => first + i);
    return !run.some(isRegular);
  });
}

/** Whether the calendar calls some minute of an hour of the week a working one. */
function isOpen({ workingDays, open, close }: Calendar, hour: number): boolean {
  const minute = (time: string): number => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return hours * MINUTES_PER_HOUR + minutes;
  };
  const from = (hour % HOURS_PER_DAY) * MINUTES_PER_HOUR;
  return workingDays.includes(Math.floor(hour / HOURS_PER_DAY) + 1) && from < minute(close) && from + MINUTES_PER_HOUR > minute(open);
}

/** Of every hour of the week, from Monday 00:00, in how many weeks it was idle or busy. */
function profile({ tiers }: Load, weeks: LocalWeeks, below: number, minCoverage: number): readonly HourOfWeek[] {
  const cells = cellsOf(tiers, weeks, below);
  return [...Array(HOURS_PER_WEEK).keys()].map((hour) => {
    const ofHour = [...cells.values()].map((week) => week[hour]).filter((cell) => cell !== undefined);
    return {
      idle: ofHour.filter(({ busy, known, all }) => !busy && known >= minCoverage * all).length,
      busy: ofHour.filter(({ busy }) => busy).length,
    };
  });
}

interface Cell {
  busy: boolean;
  known: number;
  all: number;
}

function cellsOf(tiers: Tiers, weeks: LocalWeeks, limit: number): ReadonlyMap<number, Cell[]> {
  const cells = new Map<number, Cell[]>();
  for (const { grid, values } of tiers) {
    const minutes = grid.periodSeconds / MINUTES_PER_HOUR;
    for (let i = 0; i < values.length; i++) {
      const epoch = epochAt(grid, i);
      const value = values[i] ?? Number.NaN;
      const first = weeks.minuteOfWeek(epoch);
      // An hour that begins at half past, as in India, is of two.
      for (let hour = Math.floor(first / MINUTES_PER_HOUR); hour * MINUTES_PER_HOUR < first + minutes; hour++) {
        const week = weeks.weekOf(epoch) + (hour >= HOURS_PER_WEEK ? 1 : 0);
        const ofWeek = cells.get(week) ?? [];
        cells.set(week, ofWeek);
        const cell = ofWeek[hour % HOURS_PER_WEEK] ?? { busy: false, known: 0, all: 0 };
        ofWeek[hour % HOURS_PER_WEEK] = cell;
        cell.all++;
        if (isMissing(value)) continue;
        cell.known++;
        if (value >= limit) cell.busy = true;
      }
    }
  }
  return cells;
}
