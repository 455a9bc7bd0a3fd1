import { SECONDS_PER_DAY } from "../../contract";
import { isBadWeek } from "../../optimizer/benchmark/score";
import { coverage, DAY, decisionTimes, STEP, type Trace, WEEK } from "../../optimizer/benchmark/trace";
import { dailyNeed, upTo } from "../../optimizer/risk/days";
import { EVENT } from "../../optimizer/risk/event";
import { pastOf } from "../../optimizer/risk/features";
import { logOdds, type RiskModel, riskAt, UNCHANGED } from "../../optimizer/risk/model";

/** log₂ of sizes over the greatest peak of eight weeks. */
const ROOMS = [0.02, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5] as const;
/** How still the peaks of eight weeks stood, from the stillest on: {@link Past.stillness} down to each. */
const STILL = [0.75, 0.25, 0.02, 0] as const;
const PEAKS_OF_56_DAYS = 4;
/** Demand is cut off by what there is. */
const HIGHEST = Math.log2(0.9 / EVENT.violationAt);
const LOWEST = -5;

export interface NearLine {
  readonly stillness: number;
  readonly room: number;
  readonly questions: number;
  readonly machines: number;
  readonly stated: number;
  readonly came: number;
}

/** What the prior alone states every day of sizes that peaks have just not exceeded, and what came. */
export function nearTheLine(traces: readonly Trace[], modelFor: (machine: number) => RiskModel, from = 0): readonly NearLine[] {
  const cells = STILL.flatMap((stillness) =>
    ROOMS.map((room) => ({ stillness, room, questions: 0, stated: 0, came: 0, machines: new Set<number>() })),
  );
  traces.forEach((trace, machine) => {
    const { startEpoch, demand } = trace;
    const days = Math.floor(demand.length / DAY);
    const need = [{ grid: { periodSeconds: STEP, startEpoch, length: demand.length }, values: demand }] as const;
    const daily = dailyNeed(need, startEpoch + days * SECONDS_PER_DAY, days);
    for (const index of decisionTimes(trace, 1)) {
      const past = pastOf(upTo(daily, index / DAY));
      if (past === undefined || index < from * DAY || coverage(trace, index, index + WEEK) < 0.5) continue;
      const sizes = ROOMS.map((room) => (past.peaks[PEAKS_OF_56_DAYS] ?? 0) + room);
      const odds = logOdds(modelFor(machine), past, sizes);
      const stillness = STILL.find((least) => past.stillness >= least) ?? 0;
      sizes.forEach((size, i) => {
        const cell = cells.find((each) => each.stillness === stillness && each.room === ROOMS[i]);
        if (cell === undefined || size < LOWEST || size > HIGHEST) return;
        cell.questions++;
        cell.machines.add(machine);
        cell.stated += riskAt(odds[i] ?? 0, UNCHANGED);
        cell.came += Number(isBadWeek(trace, index, 2 ** size));
      });
    }
  });
  return cells.map(({ questions, stated, came, machines, ...cell }) => ({
    ...cell,
    questions,
    machines: machines.size,
    stated: stated / questions,
    came: came / questions,
  }));
}
