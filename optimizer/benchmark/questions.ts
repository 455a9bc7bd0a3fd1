import { SECONDS_PER_DAY } from "../../contract";
import { dailyNeed, upTo } from "../risk/days";
import { COLUMNS, columnsInto, pastOf } from "../risk/features";
import { ASKED } from "./ladder";
import { isBadWeek } from "./score";
import { coverage, DAY, decisionTimes, STEP, scoredWeeks, type Trace, WEEK } from "./trace";

/** One question per decision and size of {@link ASKED}, in that order. */
export interface Questions {
  readonly count: number;
  /** Row after row, as many values as the model has columns. */
  readonly columns: Float32Array;
  readonly came: Uint8Array;
  readonly day: Uint16Array;
  /** 1 where the question is asked at a scored week. */
  readonly scored: Uint8Array;
}

const LEAST_COVERAGE = 0.5;

/** Everything that a trace can teach: asked every day, where the next week is known to its end. */
export function questionsOf(trace: Trace): Questions {
  const days = Math.floor(trace.demand.length / DAY);
  const { startEpoch, demand } = trace;
  const need = [{ grid: { periodSeconds: STEP, startEpoch, length: demand.length }, values: demand }] as const;
  const daily = dailyNeed(need, startEpoch + days * SECONDS_PER_DAY, days);
  const times = decisionTimes(trace, 1).filter((index) => coverage(trace, index, index + WEEK) >= LEAST_COVERAGE);
  const scoredAt = new Set(scoredWeeks(trace));
  const count = times.length * ASKED.length;
  const questions = {
    count,
    columns: new Float32Array(count * COLUMNS.length),
    came: new Uint8Array(count),
    day: new Uint16Array(count),
    scored: new Uint8Array(count),
  };
  const row = new Float64Array(COLUMNS.length);
  let at = 0;
  for (const index of times) {
    const past = pastOf(upTo(daily, index / DAY));
    for (const capacity of ASKED) {
      if (past !== undefined) columnsInto(row, past, Math.log2(capacity));
      questions.columns.set(row, at * COLUMNS.length);
      questions.came[at] = Number(isBadWeek(trace, index, capacity));
      questions.day[at] = index / DAY;
      questions.scored[at] = Number(scoredAt.has(index));
      at++;
    }
  }
  return questions;
}
