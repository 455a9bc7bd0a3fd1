import { SECONDS_PER_DAY } from "../../contract";
import { dailyNeed, upTo } from "../risk/days";
import { type DialSettings, dial, overrun, START } from "../risk/dial";
import { pastOf } from "../risk/features";
import { logOdds, type RiskModel, riskAt } from "../risk/model";
import { ASKED_SIZES, ownOutcomes, refit } from "../risk/refit";
import { ASKED, type LadderName, sizesOf } from "./ladder";
import type { Decision } from "./score";
import { DAY, decisionTimes, STEP, type Trace } from "./trace";

/** What the model states at one decision, of sizes of a ladder. */
export interface Stated {
  readonly index: number;
  /** P(the next 7 days go badly), ascending by size. */
  readonly risks: readonly number[];
  /** Whether each was overrun lately. */
  readonly overran: readonly boolean[];
}

/** Walks forward through a trace. Every statement rests on the days before it alone. */
export function stateRisks(trace: Trace, cadenceDays: number, sizes: readonly number[], model: RiskModel): readonly Stated[] {
  const days = Math.floor(trace.demand.length / DAY);
  const { startEpoch, demand } = trace;
  const need = [{ grid: { periodSeconds: STEP, startEpoch, length: demand.length }, values: demand }] as const;
  const daily = dailyNeed(need, startEpoch + days * SECONDS_PER_DAY, days);
  const known = new Map<number, readonly number[] | undefined>();
  const oddsAfter = (after: number): readonly number[] | undefined => {
    if (!known.has(after)) {
      const past = pastOf(upTo(daily, after));
      known.set(after, past === undefined ? undefined : logOdds(model, past, sizes));
    }
    return known.get(after);
  };
  const askedAt = ASKED_SIZES.map((size) => sizes.indexOf(size));
  return decisionTimes(trace, cadenceDays).flatMap((index) => {
    const day = index / DAY;
    const odds = oddsAfter(day);
    if (odds === undefined) return [];
    const before = upTo(daily, day);
    const earlier = day - before.level.length;
    const own = ownOutcomes(before, (after) => {
      const all = oddsAfter(earlier + after);
      return all === undefined ? undefined : askedAt.map((at) => all[at] ?? 0);
    });
    const calibration = refit(own.flat());
    return [{ index, risks: odds.map((each) => riskAt(each, calibration)), overran: sizes.map((size) => overrun(before, size)) }];
  });
}

/** The sizes that the dial chooses. */
export function turnDial(stated: readonly Stated[], ladder: LadderName, settings: DialSettings): readonly Decision[] {
  const sizes = sizesOf(ladder);
  const costs = sizes.map((size) => 2 ** size);
  let state = START(sizes.indexOf(0));
  return stated.map(({ index, risks, overran }) => {
    state = dial({ costs, risks, overran, day: index / DAY }, state, settings);
    return { index, capacity: costs[state.at] ?? 1, risk: risks[state.at] ?? 1 };
  });
}

/** The stated risk at all of {@link ASKED}. */
export const whatIf = (stated: readonly Stated[], ladder: LadderName): readonly Decision[] => {
  const at = ASKED.map((capacity) => sizesOf(ladder).indexOf(Math.log2(capacity)));
  return stated.flatMap(({ index, risks }) => ASKED.map((capacity, i) => ({ index, capacity, risk: risks[at[i] ?? 0] ?? 1 })));
};
