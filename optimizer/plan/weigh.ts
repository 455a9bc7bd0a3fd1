import { SECONDS_PER_DAY } from "../../contract";
import { type Evidence, lastUpEpoch, type Settings } from "../evidence";
import { statedRisk } from "../guards";
import { pass, percent, reject } from "../guards/guard";
import { usd } from "../money";
import { type DialQuestion, type DialSettings, dial, priceOf, WEEKLY } from "../risk";
import type { Proposal } from "./proposal";
import type { Verdict } from "./recommendation";

const name = "dial";

interface Size {
  /** In units of what is there. */
  readonly cost: number;
  readonly risk: number;
}

const WITHOUT_RISK: Size = { cost: 1, risk: 0 };

/** The dial over what all guards have passed, the cheapest first, and over staying. */
export interface Scale {
  add(proposal: Proposal): void;
  /** Whether one of that cost, and so any dearer one, could still be better than all so far: no risk is less than none. */
  mayBeat(proposal: Proposal): boolean;
  /** Of each that was added, in order: whether it is taken, and why. At most one is. */
  turn(): readonly Verdict[];
}

/** @param over what is there, or was settled before. @returns undefined where that has no price */
export function scaleOf(e: Evidence, over: Settings = e.current): Scale | undefined {
  const now = e.study.cost(over);
  if (!now.priced || now.monthlyUsd <= 0) return undefined;
  // A move down costs what the policy wants a change to save at the least.
  const settings: DialSettings = { ...WEEKLY, downPrice: e.policy.minMonthlySavingUsd / now.monthlyUsd };
  const upEpoch = lastUpEpoch(e);
  const lastUp = upEpoch === undefined ? undefined : upEpoch / SECONDS_PER_DAY;
  const costOf = (to: Settings): number => {
    const cost = e.study.cost(to);
    return cost.priced ? cost.monthlyUsd / now.monthlyUsd : Number.POSITIVE_INFINITY;
  };
  // Where nothing is known of a risk, the guard of risk has turned the candidate down already.
  const sizeOf = (to: Settings): Size => {
    const stated = statedRisk(e, to);
    return { cost: costOf(to), risk: stated?.risk ?? 1 };
  };
  const sizes: Size[] = [];
  const asked = (all: readonly Size[]): DialQuestion => ({
    costs: all.map(({ cost }) => cost),
    risks: all.map(({ risk }) => risk),
    day: e.endEpoch / SECONDS_PER_DAY,
  });
  const pricesOf = (all: readonly Size[]): readonly number[] =>
    all.map((_, size) => priceOf(size, asked(all), { at: sizes.length, lastUp }, settings));
  const leastSoFar = (): number => Math.min(...pricesOf(sizes));
  const ask = () => {
    // What is there costs 1 without any risk: where that is beaten, nobody needs to know its risk.
    const staying = leastSoFar() <= 1 ? WITHOUT_RISK : { ...sizeOf(over), cost: 1 };
    const all = [...sizes, staying];
    return { all, prices: pricesOf(all), taken: dial(asked(all), { at: sizes.length, lastUp }, settings).at };
  };
  return {
    add: ({ to }) => {
      sizes.push(sizeOf(to));
    },
    mayBeat: ({ to }) => costOf(to) + settings.downPrice < leastSoFar(),
    turn: () => {
      const { all, prices, taken } = ask();
      const dollars = (price: number | undefined): string => usd((price ?? 0) * now.monthlyUsd);
      return sizes.map(({ cost, risk }, size) => {
        const [price, least, stay] = [prices[size] ?? Number.NaN, prices[taken] ?? Number.NaN, prices[all.length - 1] ?? Number.NaN];
        const moving = price - cost - WEEKLY.riskPrice * risk;
        const story = `priced at ${dollars(price)} a month: ${dollars(cost)} of cost, ${dollars(WEEKLY.riskPrice * risk)} for a risk of ${percent(risk, 2)}, ${dollars(moving)} for the move`;
        const numbers = { price, leastPrice: least, stayingPrice: stay, cost, risk, move: moving };
        if (size === taken) return pass(name, `${story}; to stay is priced at ${dollars(stay)} or more`, numbers);
        const better =
          taken === sizes.length
            ? `to stay, at ${dollars(stay)}, is better`
            : `what costs ${dollars(all[taken]?.cost)} is better, at ${dollars(least)}`;
        return reject(name, `${story}; ${better}`, numbers);
      });
    },
  };
}
