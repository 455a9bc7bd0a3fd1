import { SECONDS_PER_DAY } from "../../contract";
import { dailyNeed, upTo } from "../risk/days";
import { EVENT } from "../risk/event";
import { COLUMNS, columnsInto, type Past, pastOf } from "../risk/features";
import { largest } from "../statistics";
import { ASKED } from "./ladder";
import { isBadWeek } from "./score";
import { coverage, DAY, decisionTimes, STEP, type Trace, WEEK } from "./trace";

/** One question per decision and size. */
export interface Questions {
  readonly count: number;
  /** Row after row, as many values as the model has columns. */
  readonly columns: Float32Array;
  readonly came: Uint8Array;
  readonly day: Uint16Array;
}

const LEAST_COVERAGE = 0.5;
const LOWEST = Math.log2(Math.min(...ASKED));
/** Room, in log₂, between a size near the line and what the greatest week of the last four needed: one a day, in turn. */
const NEAR = [-0.15, 0.02, 0.06, 0.1, 0.2, 0.4] as const;
const NEAR_DAYS = 28;
/** Whether demand would have exceeded a line above 90 % of what there is nobody knows: it is cut off. */
const HIGHEST = Math.log2(0.9 / EVENT.violationAt);

/** log₂ of the sizes that are asked about: doubling ones hardly ever lie so near a need that its stillness matters. */
function sizesAfter(days: number, { daily: { horizon } }: Past): readonly number[] {
  const near = largest(horizon.subarray(-NEAR_DAYS)) + (NEAR[days % NEAR.length] ?? 0);
  // NaN where no week is known.
  return [...ASKED.map(Math.log2), ...(near >= LOWEST && near <= HIGHEST ? [near] : [])];
}

/** Everything that a trace can teach: asked every day, where the next week is known to its end. */
export function questionsOf(trace: Trace): Questions {
  const days = Math.floor(trace.demand.length / DAY);
  const { startEpoch, demand } = trace;
  const need = [{ grid: { periodSeconds: STEP, startEpoch, length: demand.length }, values: demand }] as const;
  const daily = dailyNeed(need, startEpoch + days * SECONDS_PER_DAY, days);
  const questions = decisionTimes(trace, 1)
    .filter((index) => coverage(trace, index, index + WEEK) >= LEAST_COVERAGE)
    .flatMap((index) => {
      const past = pastOf(upTo(daily, index / DAY));
      return past === undefined ? [] : sizesAfter(index / DAY, past).map((size) => ({ index, past, size }));
    });
  const columns = new Float32Array(questions.length * COLUMNS.length);
  const row = new Float64Array(COLUMNS.length);
  questions.forEach(({ past, size }, at) => {
    columnsInto(row, past, size);
    columns.set(row, at * COLUMNS.length);
  });
  return {
    count: questions.length,
    columns,
    came: Uint8Array.from(questions, ({ index, size }) => Number(isBadWeek(trace, index, 2 ** size))),
    day: Uint16Array.from(questions, ({ index }) => index / DAY),
  };
}
