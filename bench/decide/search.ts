import type { Policy, Values } from "../../contract";
import { type Evidence, maxTiers, type Settings, settingsOf } from "../../optimizer/evidence";
import { afterFailure } from "../../optimizer/guards/after-failure";
import { minSaving } from "../../optimizer/guards/min-saving";
import { serviceLimits } from "../../optimizer/guards/service-limits";
import { ladderOf } from "../../optimizer/kinds/ladder";
import { type Proposal, proposal } from "../../optimizer/plan/proposal";
import { shareAbove } from "../../optimizer/statistics";
import { type Ahead, savingOf } from "./ahead";
import { candidates } from "./candidates";
import { play } from "./play";
import { variablesOf } from "./settings";
import type { Trial } from "./trial";

/** What holds however much is known: what the service takes, and what a lost zone leaves. */
const FACTS = [serviceLimits, afterFailure] as const;

interface Place {
  readonly component: string;
  /** Cheapest first; each bears the facts of the days to come. */
  readonly sizes: readonly Settings[];
  /** Dollars a month that its cheapest saves. */
  readonly most: number;
}

/** Sizes, and the dollars a month that they save. */
export interface Found {
  readonly values: Values;
  readonly savingUsd: number;
}

export interface AllKnowing {
  readonly atOnce: Found;
  /** Where no component goes down by more than the one step that a look-back allows while latency is unproven. */
  readonly oneStep: Found;
}

const ONE_STEP = 1;

/**
 * Sizes that somebody would choose who knows the next days: component by component the cheapest whose error budget holds together with
 * those chosen before, in the policy's order and in that of the dollars, and what was decided where that holds, gone on from; the best of
 * these. Nothing grows on the way. No joint optimum: a component is not asked to leave room for a later one.
 */
export function allKnowing(trial: Trial, ahead: Ahead, decided: Values): AllKnowing {
  const places = [...ahead.evidence.entries()].flatMap(([component, e]) => placeOf(trial, ahead, component, e) ?? []);
  const near = places.map((place) => ({
    ...place,
    sizes: place.sizes.filter((to) => (ahead.evidence.get(place.component)?.study.rungsDown(to) ?? 0) <= ONE_STEP),
  }));
  const holds = play(trial, decided, { scaleUp: false, untilSpent: true }).kept;
  const best = (among: readonly Place[]): Found => bestOf(trial, ahead, among, holds ? decided : undefined);
  return { atOnce: best(places), oneStep: best(near) };
}

function bestOf(trial: Trial, ahead: Ahead, places: readonly Place[], decided: Values | undefined): Found {
  const byPolicy = [...places].sort((a, b) => phaseOf(trial.contract.policy, a.component) - phaseOf(trial.contract.policy, b.component));
  const byDollars = [...places].sort((a, b) => b.most - a.most);
  const found = [byPolicy, byDollars]
    .filter((order, i, all) => i === 0 || order.some((place, at) => place !== all[0]?.[at]))
    .map((order) => inOrder(trial, order, trial.values));
  return [...found, ...(decided === undefined ? [] : [inOrder(trial, cheaperThan(ahead, places, decided), decided)])]
    .map((values) => ({ values, savingUsd: savingOf(trial, ahead, values) }))
    .reduce((a, b) => (b.savingUsd > a.savingUsd ? b : a), { values: trial.values, savingUsd: 0 });
}

function inOrder(trial: Trial, places: readonly Place[], start: Values): Values {
  let values = start;
  for (const { component, sizes } of places) {
    const fits = (to: Settings): boolean =>
      play(trial, { ...values, ...variablesOf(trial.contract, component, to) }, { scaleUp: false, untilSpent: true }).kept;
    const found = sizes.find(fits);
    if (found !== undefined) values = { ...values, ...variablesOf(trial.contract, component, found) };
  }
  return values;
}

/** Of each component only the sizes that cost less than what was decided. */
function cheaperThan(ahead: Ahead, places: readonly Place[], decided: Values): readonly Place[] {
  return places.map((place) => {
    const e = ahead.evidence.get(place.component);
    const now = e === undefined ? 0 : costOf(e, settingsOf(place.component, e.definition, decided));
    return { ...place, sizes: e === undefined ? [] : place.sizes.filter((to) => costOf(e, to) < now) };
  });
}

function costOf(e: Evidence, settings: Settings): number {
  const cost = e.study.cost(settings);
  return cost.priced ? cost.monthlyUsd : Number.POSITIVE_INFINITY;
}

function placeOf(trial: Trial, ahead: Ahead, component: string, e: Evidence): Place | undefined {
  const priced = candidates(e)
    .flatMap((to) => {
      const cost = e.study.cost(to);
      return cost.priced ? [{ to, usd: cost.monthlyUsd }] : [];
    })
    .sort((a, b) => a.usd - b.usd);
  const sizes = withoutHopeless(
    e,
    priced.map(({ to }) => to),
  ).filter((to) => minSaving.judge(wanted(e, to), e, e.policy).pass && bearsFacts(e, to));
  const [cheapest] = sizes;
  if (cheapest === undefined) return undefined;
  const most = savingOf(trial, ahead, { ...trial.values, ...variablesOf(trial.contract, component, cheapest) });
  return { component, sizes, most };
}

/** Drops every value of a tunable that fails even in the largest of the sizes that have it. */
function withoutHopeless(e: Evidence, sizes: readonly Settings[]): readonly Settings[] {
  const place = (tunable: string, value: Settings[string] | undefined): number =>
    // The higher a target, the fewer instances.
    tunable === "target_cpu_percent" && typeof value === "number"
      ? -value
      : typeof value === "number"
        ? value
        : typeof value === "string"
          ? ladderOf(e.definition, tunable).indexOf(value)
          : 0;
  const tunables = [...new Set(sizes.flatMap((to) => Object.keys(to)))];
  return tunables.reduce((left, tunable) => {
    const values = [...new Set(left.map((to) => to[tunable]))];
    if (values.length < 2) return left;
    const others = tunables.filter((other) => other !== tunable);
    const isLarger = (a: Settings, b: Settings): boolean => others.every((other) => place(other, a[other]) >= place(other, b[other]));
    const hopeless = new Set(
      values.filter((value) => {
        const having = left.filter((to) => to[tunable] === value);
        const largest = having.reduce((a, b) => (isLarger(b, a) ? b : a));
        return having.every((to) => isLarger(largest, to)) && !bearsFacts(e, largest);
      }),
    );
    return left.filter((to) => !hopeless.has(to[tunable]));
  }, sizes);
}

/** Nobody can be asked for more than there is, of memory neither: what does not fit is lost. */
function bearsFacts(e: Evidence, to: Settings): boolean {
  const need = maxTiers(e.study.need(to).map((dimension) => dimension.need));
  if (need.some(({ values }) => shareAbove(values, 1) > e.policy.guards.violationBudget)) return false;
  return FACTS.every((guard) => guard.judge(wanted(e, to), e, e.policy).pass);
}

const wanted = (e: Evidence, to: Settings): Proposal =>
  proposal(e, { rule: "all-knowing", direction: "down", to, reason: "", findings: [] });

const phaseOf = ({ phases }: Policy, component: string): number => {
  const index = phases.findIndex(({ turns }) => turns.some((turn) => turn.component === component));
  return index < 0 ? phases.length : index;
};
