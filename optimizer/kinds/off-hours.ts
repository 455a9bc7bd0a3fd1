import { z } from "zod";
import { SECONDS_PER_DAY, sameValue } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { MINUTES_PER_WEEK } from "../evidence/local-weeks";
import { ALWAYS_ON, stoppedMinutes } from "../evidence/off-hours-cron";
import type { Settings } from "../evidence/settings";
import { offHoursIn, type Stops, stopsOf } from "../evidence/stopped";
import { epochAt, type Tiers } from "../evidence/tiers";
import { isMissing } from "../statistics/missing";
import type { LimitCheck } from "./model";
import { type Load, loadsOf, weeksOf } from "./off-hours-load";

/** Of the policy's rule `off-hours`; the rule proposes by them, and the limits hold every schedule against them. */
export const offHoursParameters = z.strictObject({
  /** Share of the usual peak under which nobody is served. */
  idleShareOfPeakBelow: z.number().min(0).max(1),
  /** The same of what it does without being asked: processor time above the system's own idling. Housekeeping is no batch. */
  ownWorkShareOfPeakBelow: z.number().min(0).max(1),
  /** Connections that may be open: whoever holds one depends on it. */
  connectionsBelow: z.number().positive(),
  /** Weeks in which an hour of the week has to have been idle, and never busy. */
  weeksAtLeast: z.int().positive(),
  /** A shorter stop is not worth its starts. */
  hoursAtLeast: z.int().positive(),
  /** Hours that it still runs after the load has gone, and runs already before it comes. */
  marginHours: z.int().nonnegative(),
});
export type OffHoursParameters = z.infer<typeof offHoursParameters>;

/** Under which a load counts for nothing, in its own unit. */
export function idleBelow({ sign, usualPeak }: Load, p: OffHoursParameters): number {
  switch (sign) {
    case "asked":
      return p.idleShareOfPeakBelow * usualPeak;
    case "depended-on":
      return p.connectionsBelow;
    case "own-work":
      return p.ownWorkShareOfPeakBelow * usualPeak;
  }
}

/** Share of the week in which a component runs: 1 without a schedule, NaN with one that does not repeat by the week. */
export function runningShare(settings: Settings): number {
  const schedule = offHoursIn(settings);
  if (sameValue(schedule, ALWAYS_ON)) return 1;
  const stopped = stoppedMinutes(schedule);
  return stopped === undefined ? Number.NaN : 1 - stopped.reduce((sum, minute) => sum + minute, 0) / MINUTES_PER_WEEK;
}

/** A quantity in the intervals in which a component runs throughout; NaN in the others. */
export function whileRunning(history: ComponentHistory, tiers: Tiers, settings: Settings): Tiers {
  if (sameValue(offHoursIn(settings), ALWAYS_ON)) return tiers;
  const stops = stopsOf(weeksOf(history), offHoursIn(settings));
  if (stops === undefined) return tiers;
  return tiers.map(({ grid, values }) => ({
    grid,
    values: values.map((value, i) => (stops(epochAt(grid, i), grid.periodSeconds) ? Number.NaN : value)),
  }));
}

/**
 * What has to be true of a new schedule: that in every stopped minute of the window, and in every stopped hour before it, next to nobody
 * was served. Then what the component needs while it runs is all that it needs. Whoever depends on it shows as its load.
 */
export function offHoursLimits(history: ComponentHistory, to: Settings): readonly LimitCheck[] {
  const schedule = offHoursIn(to);
  if (sameValue(schedule, offHoursIn(history.current)) || sameValue(schedule, ALWAYS_ON)) return [];
  const stops = stopsOf(weeksOf(history), schedule);
  if (stops === undefined) {
    return [
      {
        pass: false,
        reason: `the schedule ${schedule.stop} to ${schedule.start} does not repeat by the week, so when it stops is not judged`,
        numbers: {},
      },
    ];
  }
  const parameters = offHoursParameters.safeParse(history.policy.rules["off-hours"]);
  if (!parameters.success) return [{ pass: false, reason: "the policy has no rule off-hours that says what idle is", numbers: {} }];
  const loads = loadsOf(history);
  if (loads.length === 0) return [{ pass: false, reason: "nothing is known of who uses it while it would be stopped", numbers: {} }];
  return loads.map((load) => isIdle(history, load, stops, idleBelow(load, parameters.data)));
}

function isIdle({ policy: { guards }, endEpoch }: ComponentHistory, load: Load, stops: Stops, below: number): LimitCheck {
  const window = greatestWhile(load.tiers, stops);
  const before = greatestWhile(load.before, stops);
  const greatest = before.value > window.value ? before : window;
  const numbers = { greatest: greatest.value, below, usualPeak: load.usualPeak, known: window.known };
  if (isMissing(greatest.value) || window.known < guards.minCoverage) {
    return {
      pass: false,
      reason: `${load.name} while it would be stopped are known in ${(window.known * 100).toFixed(1)} % of the time only, and nothing is known of the rest`,
      numbers,
    };
  }
  const ago = Math.round((endEpoch - greatest.atEpoch) / SECONDS_PER_DAY);
  const pass = greatest.value < below;
  const shares = load.sign === "depended-on" ? "" : `, ${share(greatest.value, load)} of a working day's usual peak`;
  const idle = load.sign === "depended-on" ? `${below}: whoever holds one depends on it` : share(below, load);
  return {
    pass,
    reason: `${load.name} while it would be stopped reached ${Number(greatest.value.toPrecision(3))}${shares}${pass ? "" : ` ${ago} days ago`}, idle is under ${idle}`,
    numbers: { ...numbers, daysAgo: ago },
  };
}

const share = (value: number, { usualPeak }: Load): string => `${((value / usualPeak) * 100).toFixed(2)} %`;

function greatestWhile(tiers: Tiers, stops: Stops): { readonly value: number; readonly atEpoch: number; readonly known: number } {
  let value = Number.NaN;
  let atEpoch = 0;
  let [known, all] = [0, 0];
  for (const { grid, values } of tiers) {
    for (let i = 0; i < values.length; i++) {
      const epoch = epochAt(grid, i);
      if (!stops(epoch, grid.periodSeconds)) continue;
      const one = values[i] ?? Number.NaN;
      all += grid.periodSeconds;
      if (isMissing(one)) continue;
      known += grid.periodSeconds;
      if (value >= one) continue;
      value = one;
      atEpoch = epoch;
    }
  }
  return { value, atEpoch, known: all === 0 ? 0 : known / all };
}
