import type { Values } from "../../contract";
import { analyze } from "../../optimizer/analyze";
import { type Evidence, evidenceOf, maxTiers, minutesOf, settingsOf, stackEvidence } from "../../optimizer/evidence";
import { componentRisk } from "../../optimizer/guards";
import { EVENT } from "../../optimizer/risk";
import { shareAbove } from "../../optimizer/statistics";
import type { Snapshot } from "../../optimizer/telemetry/snapshot";
import { timedFaults } from "../../simulator/world";
import { type Ahead, lookAhead, savingOf, savingOver } from "./ahead";
import { candidates } from "./candidates";
import { measure, pastWindow } from "./measure";
import { type Played, play } from "./play";
import { allKnowing } from "./search";
import { capacityOf, type Trial, worldOf } from "./trial";

/** A risk that was stated of a component at a size, and whether the event came. */
export interface RiskStated {
  readonly component: string;
  readonly stated: number;
  readonly came: boolean;
  /** Place among the sizes that were asked about, from the smallest. */
  readonly size: number;
  /** Whether it is the size that was decided on. */
  readonly chosen: boolean;
}

/** What came of one decision. */
export interface Result {
  readonly scenario: string;
  readonly seed: number;
  readonly kept: boolean;
  /** Whether it would have been kept with the sizes left as they were. */
  readonly keptUnchanged: boolean;
  readonly missed: number;
  readonly budget: number;
  readonly movesUp: Played["movesUp"];
  /** Components that were turned. */
  readonly changed: readonly string[];
  /** What was decided and what the all-knowing search would have, by variable, where they differ from before. */
  readonly decided: Values;
  readonly best: Values;
  /** Dollars a month: as decided, as it came with what had to grow again, and of the search. */
  readonly decidedUsd: number;
  readonly savedUsd: number;
  readonly bestUsd: number;
  /** Of the search that takes one step a component. */
  readonly bestOneStepUsd: number;
  readonly beforeUsd: number;
  readonly unchanged: readonly { readonly component: string; readonly reason: string }[];
  readonly risks: readonly RiskStated[];
}

/** Decides on the history up to now, plays the days after it, and compares with who knows them. */
export function run(trial: Trial): Result {
  const { contract, beside, nowEpoch, values } = trial;
  const past = measure({
    world: worldOf(trial),
    contract,
    beside,
    window: pastWindow(nowEpoch, contract.policy.lookBackDays, timedFaults(trial.scenario.faults, nowEpoch)),
    current: values,
    capacity: capacityOf(trial),
  });
  const { recommendations, unchanged } = analyze(past);
  const deltas = recommendations.flatMap(({ changes }) => changes);
  const decided = Object.fromEntries(deltas.map(({ variable, to }) => [variable, to]));
  const ahead = lookAhead(trial);
  const played = play(trial, { ...values, ...decided }, { scaleUp: true });
  const keptUnchanged = deltas.length === 0 ? played.kept : play(trial, values, { scaleUp: true }).kept;
  const best = allKnowing(trial, ahead, { ...values, ...decided });
  return {
    scenario: trial.scenario.name,
    seed: trial.scenario.seed,
    kept: played.kept,
    keptUnchanged,
    missed: played.missed,
    budget: played.budget,
    movesUp: played.movesUp,
    changed: recommendations.map(({ component }) => component),
    decided,
    best: Object.fromEntries(
      Object.entries(best.atOnce.values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(values[name])),
    ),
    decidedUsd: savingOf(trial, ahead, { ...values, ...decided }),
    savedUsd: savingOver(trial, ahead, played.changes),
    bestUsd: best.atOnce.savingUsd,
    bestOneStepUsd: best.oneStep.savingUsd,
    beforeUsd: [...ahead.evidence.values()].reduce((sum, e) => {
      const cost = e.study.cost(e.current);
      return sum + (cost.priced ? cost.monthlyUsd : 0);
    }, 0),
    unchanged: unchanged.map(({ component, reason }) => ({ component, reason })),
    risks: risksOf(past, ahead, { ...values, ...decided }),
  };
}

/** As many sizes of each component are asked about. */
const SIZES = 6;

function risksOf(past: Snapshot, ahead: Ahead, decided: Values): readonly RiskStated[] {
  const stack = stackEvidence(past);
  return [...ahead.evidence].flatMap(([component, later]) => {
    const e = evidenceOf(stack, past, component);
    if (e === undefined) return [];
    const byCost = [...candidates(e)].sort((a, b) => costOf(e, a) - costOf(e, b));
    const chosen = settingsOf(component, e.definition, decided);
    const asked = Array.from(
      { length: Math.min(SIZES, byCost.length) },
      (_, i) => byCost[Math.floor((i * byCost.length) / SIZES)] ?? e.current,
    );
    return [...asked.map((to, size) => ({ to, size, chosen: false })), { to: chosen, size: SIZES, chosen: true }].flatMap(
      ({ to, ...about }) => {
        const stated = componentRisk(e, to);
        const came = cameTrue(later, to);
        return stated === undefined || came === undefined ? [] : [{ component, stated, came, ...about }];
      },
    );
  });
}

const costOf = (e: Evidence, to: Evidence["current"]): number => {
  const cost = e.study.cost(to);
  return cost.priced ? cost.monthlyUsd : 0;
};

/** Whether a size was too small in the model's sense; undefined where its need is not known. */
function cameTrue(later: Evidence, to: Evidence["current"]): boolean | undefined {
  const need = minutesOf(maxTiers(later.study.need(to).map((dimension) => dimension.need)));
  const week = need?.values.subarray(0, EVENT.horizonDays * 1440);
  if (week === undefined || week.every(Number.isNaN)) return undefined;
  return shareAbove(week, EVENT.violationAt) > EVENT.budget;
}
