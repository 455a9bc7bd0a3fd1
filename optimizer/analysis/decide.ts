import { ASSESSORS } from "../assessments";
import { addedReads, type Evidence, evidenceOf, isCurrent, movesOf, type Settings, type StackEvidence } from "../evidence";
import { statedRisk } from "../guards";
import type { PassedOn } from "../guards/joint";
import { minSaving } from "../guards/min-saving";
import { byPrice, type SteadyUse, steadyUse } from "../money";
import { type Choice, choose, isOfComponent, type Refusal } from "../plan/choose";
import { settingsThrough } from "../plan/phases";
import { onTopOf, type Proposal } from "../plan/proposal";
import { projectedSlos, recommend } from "../plan/recommend";
import type { Cost, Offer, Recommendation, Rejection, TakenOptIn } from "../plan/recommendation";
import { type Step, stepsOf } from "../plan/steps";
import type { TrackRecord } from "../plan/track-record";
import { withWorth } from "../plan/worth";
import { RULES, type Rule } from "../rules";
import type { Snapshot } from "../telemetry/snapshot/types";
import { offersOn } from "./offers";
import { becameOf, notAsked, nothingToTurn, takenOf } from "./taken";

/** What was decided on one component: plain data. */
export interface Outcome {
  readonly component: string;
  readonly recommendation?: Recommendation;
  /** What it does to the policy's objectives of latency after the first; absent where there is no other. */
  readonly furtherSlos?: readonly Recommendation["slo"][];
  readonly steps: readonly Step[];
  readonly rejected: readonly Rejection[];
  readonly unchanged?: string;
  /** What nobody has opted in to, on top of what was decided. */
  readonly offers: readonly Offer[];
  /** What became of those that were taken. */
  readonly taken: readonly TakenOptIn[];
  /** What of it runs steadily then. */
  readonly steady: readonly SteadyUse[];
  /** Absent for a kind that has no model. */
  readonly cost?: { readonly before: Cost; readonly after: Cost };
  /** Of a cache: what is read from behind it once a phase, from 0, is through; only phases in which that is more than now. */
  readonly passesOn?: readonly PassedOn[];
  /** Of the size that is decided on, or that stays; absent where nothing was looked at. */
  readonly record?: TrackRecord;
}

/**
 * @param snapshot may hold the series of this component alone
 * @param refused what joint guards have turned down of it
 */
export function decide(stack: StackEvidence, snapshot: Snapshot, component: string, refused: readonly Refusal[] = []): Outcome {
  const e = evidenceOf(stack, snapshot, component);
  if (e === undefined) {
    const kind = stack.contract.components[component]?.kind ?? component;
    return unchanged(component, `no change: components of kind ${kind} cannot be sized yet`);
  }
  const before = e.study.cost(e.current);
  const stays = { before, after: before };
  const { regions } = stack.contract;
  if (!regions.includes(e.region))
    return unchanged(component, `no change: it is in ${e.region}, and only ${regions.join(", ")} was asked for`, stays);

  const withheld = e.firings.filter((firing) => isCurrent(firing, e.endEpoch)).map(({ trigger }) => trigger.name);
  const besides = (settings: Settings) => ({
    offers: withheld.length > 0 ? [] : offersOn(e, settings),
    steady: steadyOf(e, settings),
  });
  const { proposals, declined } = proposalsOf(e, withheld.length > 0);
  if (proposals.length === 0) {
    const reason =
      withheld.length > 0
        ? `savings are withheld: scale-up trigger met (${withheld.join(", ")})`
        : declined.length === 0
          ? noRule(e)
          : declined.join("; ");
    return { ...unchanged(component, `no change: ${reason}`, stays), ...besides(e.current), taken: neverAsked(e, withheld, component) };
  }
  const { chosen, rejected, became } = chooseOneByOne(e, proposals, refused);
  const taken = takenOf(e).map(({ name }): TakenOptIn => ({ component, rule: name, ...(became.get(name) ?? notAsked(whyNot(withheld))) }));
  const record = recordOf(e, chosen?.proposal.to ?? e.current);
  if (chosen === undefined) {
    // What is wrong with the component is reason enough.
    const others = rejected.some(({ rejectedBy }) => isOfComponent(rejectedBy)) ? [] : declined;
    const reason = [inWords(rejected), ...others].join("; ");
    return { ...unchanged(component, `no change: ${reason}`, stays), rejected, record, ...besides(e.current), taken };
  }
  const { to, direction, unfelt } = chosen.proposal;
  const steps = withWorth(e, stepsOf(e, to, direction), unfelt);
  return {
    component,
    recommendation: recommend(e, chosen.proposal, chosen.verdicts),
    ...(e.latencySlos.length < 2 ? {} : { furtherSlos: projectedSlos(e, to).slice(1) }),
    steps,
    rejected,
    ...besides(to),
    taken,
    cost: { before, after: e.study.cost(to) },
    record,
    ...(e.study.lookups === undefined || direction === "up" ? {} : { passesOn: passedOn(e, stack.contract, steps) }),
  };
}

const steadyOf = (e: Evidence, settings: Settings): readonly SteadyUse[] => {
  const { commitments } = e.policy;
  if (commitments === undefined) return [];
  return byPrice(e.study.running?.(settings) ?? []).map((running) => steadyUse(e, running, e.prices, commitments));
};

function recordOf(e: Evidence, to: Settings): TrackRecord {
  const { down, turnedBack } = movesOf(e);
  return { walked: statedRisk(e, to)?.walked() ?? [], movesDown: down, turnedBack };
}

function passedOn(e: Evidence, contract: StackEvidence["contract"], steps: readonly Step[]): readonly PassedOn[] {
  return contract.policy.phases.flatMap((_, phase) => {
    const settings = settingsThrough(contract, steps, phase);
    const reads = settings === undefined ? undefined : addedReads(e, settings);
    return reads === undefined ? [] : [{ phase, reads }];
  });
}

/** Asked of a rule over what rules before it have settled where it is an opt-in. */
interface Asking {
  readonly rule: Rule;
  /** What it proposes, or why nothing. */
  propose(over: Settings): { readonly proposals: readonly Proposal[]; readonly reason: string };
}

interface Asked {
  /** Each rule that proposes, in the order of the rules. */
  readonly proposals: readonly Asking[];
  /** Why the others do not, each in a line; opt-ins tell once they were asked. */
  readonly declined: readonly string[];
}

/** Where capacity is short anywhere, only more of it. */
function proposalsOf(e: Evidence, upOnly: boolean): Asked {
  const declined: string[] = [];
  const found: Asking[] = [];
  for (const rule of RULES) {
    const parameters = e.policy.rules[rule.name];
    if (!rule.kinds.includes(e.kind) || (rule.always !== true && parameters === undefined)) continue;
    if ((upOnly && rule.always !== true) || !rule.isCandidate(parameters)) continue;
    const propose: Asking["propose"] = (over) => {
      const declines = rule.declines(e, parameters, over);
      const proposals = declines === undefined ? rule.propose(e, parameters, over) : [];
      const reason = declines ?? "nothing smaller that a phase of the policy may turn";
      if (proposals.length === 0 && rule.always !== true) declined.push(`${rule.name}: ${reason}`);
      return { proposals, reason };
    };
    // An opt-in is asked once it is known what the others have settled.
    const settled = rule.optIn ? undefined : propose(e.current);
    if (settled === undefined) found.push({ rule, propose });
    else if (settled.proposals.length > 0) found.push({ rule, propose: () => settled });
    // What has to grow is not turned down at the same time.
    if (settled?.proposals.some(({ direction }) => direction === "up") === true) break;
  }
  return { proposals: found, declined };
}

type Became = Omit<TakenOptIn, "component" | "rule">;

/** Each rule's best on top of what the rules before it have settled, as far as they turn different tunables: guards judge all of it together. */
function chooseOneByOne(
  e: Evidence,
  byRule: readonly Asking[],
  refused: readonly Refusal[],
): Choice & { readonly became: ReadonlyMap<string, Became> } {
  let chosen: Choice["chosen"];
  const rejected: Rejection[] = [];
  const became = new Map<string, Became>();
  for (const [index, { rule, propose }] of byRule.entries()) {
    const settled = chosen?.proposal;
    const over = settled?.to ?? e.current;
    const { proposals, reason } = propose(over);
    const candidates = settled === undefined ? proposals : proposals.flatMap((added) => onTopOf(settled, added, e) ?? []);
    const choice = choose(e, candidates, refused);
    if (rule.optIn) became.set(rule.name, proposals.length === 0 ? nothingToTurn(reason) : becameOf(e, candidates, choice, over));
    rejected.push(...choice.rejected);
    chosen = choice.chosen ?? chosen;
    // What is wrong with the component is wrong with every other candidate.
    const ofComponent = choice.rejected.find(({ rejectedBy }) => isOfComponent(rejectedBy));
    if (ofComponent === undefined) continue;
    const why = notAsked(
      `${ofComponent.rejectedBy} turns the whole component down: ${ofComponent.verdicts.at(-1)?.reason ?? "see its verdicts"}`,
    );
    for (const { rule: later } of byRule.slice(index + 1)) became.set(later.name, why);
    break;
  }
  return { chosen, rejected, became };
}

const whyNot = (withheld: readonly string[]): string =>
  withheld.length > 0 ? `savings are withheld: scale-up trigger met (${withheld.join(", ")})` : "the component has to grow";

const neverAsked = (e: Evidence, withheld: readonly string[], component: string): readonly TakenOptIn[] =>
  takenOf(e).map(({ name }) => ({ component, rule: name, ...notAsked(whyNot(withheld)) }));

/** A policy may set rules that nobody has written yet: they are named, so that silence is not taken for a decision. */
function noRule({ kind, policy }: Evidence): string {
  const unwritten = Object.keys(policy.rules).filter((name) => ![...RULES, ...ASSESSORS].some((rule) => rule.name === name));
  return unwritten.length === 0
    ? `no rule of the policy is about components of kind ${kind}`
    : `no rule that exists yet is about components of kind ${kind} (the policy also names: ${unwritten.sort().join(", ")})`;
}

const unchanged = (component: string, reason: string, cost?: Outcome["cost"]): Outcome => ({
  component,
  steps: [],
  rejected: [],
  offers: [],
  taken: [],
  steady: [],
  unchanged: reason,
  ...(cost === undefined ? {} : { cost }),
});

/** One rejection speaks for itself; of many, how many each guard turned down and what was said of the smallest change worth its while. */
function inWords(rejected: readonly Rejection[]): string {
  const last = rejected.findLast(({ rejectedBy }) => rejectedBy !== minSaving.name) ?? rejected[rejected.length - 1];
  const verdict = last?.verdicts[last.verdicts.length - 1];
  if (verdict === undefined) return "no candidate costs less than what is there";
  if (rejected.length === 1) return verdict.reason;
  const counts = new Map<string, number>();
  for (const { rejectedBy } of rejected) counts.set(rejectedBy, (counts.get(rejectedBy) ?? 0) + 1);
  const tally = [...counts].map(([guard, count]) => `${count} by ${guard}`).join(", ");
  return `all ${rejected.length} candidates were turned down (${tally}); of the smallest change: ${verdict.reason}`;
}
