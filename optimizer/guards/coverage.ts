import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from "../../contract";
import { coverageOf } from "../evidence";
import { localWeeks } from "../evidence/local-weeks";
import { LATELY_WEEKS, type RecurringGap, recurringGap } from "../evidence/recurring-gap";
import { silentAtEnd } from "../evidence/silent-at-end";
import { type Silence, stoppedIn } from "../evidence/stopped";
import type { Dimension } from "../kinds";
import { isMissing } from "../statistics/missing";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "coverage";
const TIER_NAMES = { 60: "60-second", 300: "300-second", 3600: "3600-second" } as const;
const SHOWN = 3;
/** CloudWatch itself is minutes late. */
const LONGEST_SILENCE_SECONDS = SECONDS_PER_HOUR;

/** Every tier of every series that the decision rests on is complete enough, and none is silent at the same time again and again; no memory metric, no cut. */
export const coverage: Guard = {
  name,
  scope: "component",
  binds: DOWN,
  judge: (_p, e, { timeZone, guards: { minCoverage, maxRecurringGap } }) => {
    const { gaps, missing, least } = coverageOf(e, e.study.rests, minCoverage);
    const numbers = { coverage: least, minimum: minCoverage, gaps: gaps.length, missing: missing.length };
    const { runs } = e.study;
    if (typeof runs === "string") return reject(name, `the runs of ${e.component} are not known: ${runs}`, numbers);
    if (runs === 0) return reject(name, `${e.component} did not run in the window: how long it takes is not known`, { ...numbers, runs });
    if (e.study.rests.length === 0 && runs === undefined)
      return reject(name, `the inventory names no measured resource of ${e.component}`, numbers);
    const incomplete = gaps.map(
      (gap) =>
        `coverage ${percent(floored(gap.coverage))} < ${percent(minCoverage, 0)} in the ${TIER_NAMES[gap.tier]} tier of ${withoutStatistic(gap.id)}`,
    );
    const absent = [...new Set(missing.map(withoutStatistic))].map((id) => `no measurements of ${id}`);
    const problems = [...new Set(incomplete), ...absent];
    if (problems.length > 0) {
      const more = problems.length > SHOWN ? `; and ${problems.length - SHOWN} more` : "";
      return reject(name, `${problems.slice(0, SHOWN).join("; ")}${more}`, numbers);
    }
    // Of what no request waits for, no objective's latency tells.
    const waits = e.study.nothingWaits === undefined;
    const dim = waits ? [...e.latencyKnown].find(([, known]) => known < minCoverage) : undefined;
    if (dim !== undefined) {
      const [objective, known] = dim;
      return reject(name, `${objective} is known in ${percent(floored(known))} of the minutes with requests only; ${AND_IDLE}`, {
        ...numbers,
        known,
      });
    }
    const deaf = e.unheard.find(({ trigger }) => trigger.component === e.component);
    if (deaf !== undefined) {
      const { trigger, reason, known, next } = deaf;
      return reject(name, `the scale-up trigger ${trigger.name} cannot be heard: ${reason}; ${next}`, { ...numbers, known });
    }
    const needs = e.study.need(e.current);
    const stopped = stoppedIn(e);
    const thin = unknownNeed(needs, minCoverage, stopped);
    if (thin !== undefined) {
      return reject(
        name,
        `demand along ${thin.dimension} is known in ${percent(floored(thin.known))} of the ${thin.tier}-second tier only: capacity was not known, or units have gone since`,
        {
          ...numbers,
          known: thin.known,
        },
      );
    }
    const silent = needs
      .map((dimension) => ({ dimension: dimension.name, seconds: silentAtEnd(dimension.need, stopped) }))
      .find(({ seconds }) => seconds > LONGEST_SILENCE_SECONDS);
    if (silent !== undefined && runs === undefined) {
      const minutes = silent.seconds / SECONDS_PER_MINUTE;
      return reject(
        name,
        `nothing is known of the demand along ${silent.dimension} in the last ${minutes} minutes: it may be gone, or only not heard`,
        {
          ...numbers,
          silentMinutes: minutes,
        },
      );
    }
    const weeks = localWeeks(timeZone);
    const blind = needs.flatMap(({ name: dimension, need }) => {
      const gap = recurringGap(need, weeks, maxRecurringGap, stopped);
      return gap === undefined ? [] : [[`demand along ${dimension}`, gap] as const];
    });
    const habits = [...blind, ...(waits ? [...e.latencyGaps] : [])];
    const [habit] = habits;
    if (habit !== undefined) {
      const [, { known, quarters }] = habit;
      const told = habits.slice(0, SHOWN).map(([what, gap]) => `${what} ${inWords(gap, timeZone)}`);
      const more = habits.length > SHOWN ? `; and ${habits.length - SHOWN} more` : "";
      return reject(name, `${told.join("; ")}${more}: ${mendHabit(maxRecurringGap)}`, { ...numbers, known, quarters });
    }
    if (runs !== undefined) return pass(name, `${runs} runs of the window are known from start to end`, { ...numbers, runs });
    return pass(name, `every tier of all ${e.study.rests.length} series is at least ${percent(floored(least))} complete`, numbers);
  },
};

const WEEKDAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"] as const;

const AND_IDLE =
  "a service of one's own says each minute that it is there, by RequestCount 0 where nobody asks (docs/service-metrics.md): see that it does";
const mendHabit = (most: number): string =>
  `what is silent again and again may be the load itself; see what stops measurements then (an agent under load, a restart, a backup) and have them kept: with no more than ${percent(most, 0)} of each quarter of an hour unknown (guards.maxRecurringGap), over the window and over its last ${LATELY_WEEKS} weeks, it passes`;

function inWords({ minuteOfWeek, known, lately, quarters }: RecurringGap, timeZone: string): string {
  const time = [Math.floor((minuteOfWeek % 1440) / 60), minuteOfWeek % 60].map((part) => String(part).padStart(2, "0")).join(":");
  const others = quarters === 1 ? "" : `, the least of ${quarters} quarters of an hour of the week`;
  const days = `${lately ? `the last ${LATELY_WEEKS} ` : ""}${WEEKDAYS[Math.floor(minuteOfWeek / 1440)] ?? "days"}`;
  return `is known in ${percent(floored(known))} of ${days} at ${time} in ${timeZone} only${others}`;
}

const withoutStatistic = (id: string): string => id.slice(0, id.lastIndexOf("/"));
/** 94.96 % must not read as 95.0 %. */
const floored = (share: number): number => Math.floor(share * 1000) / 1000;

/** A span without known capacity may veto, never permit (method §1); in one in which a schedule keeps it stopped, it needs nothing. */
function unknownNeed(dimensions: readonly Dimension[], minCoverage: number, stopped: Silence | undefined) {
  for (const { name: dimension, need } of dimensions) {
    for (const { grid, values } of need) {
      const off = stopped?.(grid);
      let known = 0;
      for (let i = 0; i < values.length; i++) if (!isMissing(values[i] ?? Number.NaN) || off?.[i] === 1) known++;
      const share = values.length === 0 ? 1 : known / values.length;
      // Several series, each complete enough, may have their gaps at different times.
      if (share < minCoverage * minCoverage) return { dimension, tier: grid.periodSeconds, known: share };
    }
  }
  return undefined;
}
