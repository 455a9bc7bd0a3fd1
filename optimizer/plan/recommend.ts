import { createHash } from "node:crypto";
import { type Change, canonicalJson, changeOf, EFFECTS } from "../../contract";
import type { Evidence, Projection, Settings } from "../evidence";
import { componentRisk, confidenceIn } from "../guards";
import type { Proposal } from "./proposal";
import { NO_OBJECTIVE, type Recommendation, type Verdict } from "./recommendation";
import { atOnce, positionOf, stepsOf } from "./steps";

/** Digits of a recommendation's id: enough to tell all that were ever made apart. */
const ID_LENGTH = 16;

/** A proposal that passed, with everything that a person needs to decide about it. */
export function recommend(e: Evidence, proposal: Proposal, verdicts: readonly Verdict[]): Recommendation {
  const { component, kind, rule, changes, reason, findings, direction, to } = proposal;
  const steps = stepsOf(e, to, direction);
  const turned = steps.flatMap(({ tunables }) => tunables);
  const phase = Math.min(...turned.map((tunable) => positionOf(e.policy, component, tunable)?.phase ?? e.policy.phases.length));
  const made = steps.map(({ tunables }) =>
    tunables.flatMap((tunable) => {
      const [from, target] = [e.current[tunable], to[tunable]];
      return from === undefined || target === undefined ? [] : [changeOf(kind, tunable, from, target)];
    }),
  );
  return {
    id: createHash("sha256").update(canonicalJson({ component, rule, changes })).digest("hex").slice(0, ID_LENGTH),
    component,
    kind,
    rule,
    direction,
    changes,
    reason,
    findings,
    verdicts,
    phase: { number: phase + 1, name: e.policy.phases[phase]?.name ?? "outside the policy's phases" },
    slo: projectedSlos(e, to)[0] ?? NO_OBJECTIVE,
    risk: rounded(componentRisk(e, to)),
    confidence: confidenceIn(e, to).value,
    before: e.study.cost(e.current),
    after: e.study.cost(to),
    disruption: disruptionOf(made),
    rollback: rollbackOf(made),
  };
}

/** What a change does to each of the policy's objectives of latency, the one that comes nearest to its limit first. */
export const projectedSlos = (e: Evidence, to: Settings): readonly Recommendation["slo"][] =>
  e.latencySlos
    .map((slo, i) => {
      const projection = e.latencyModels()[i]?.project(to);
      return { slo: projectedSlo(slo, projection), share: shareOfLimit(projection?.after, slo.limit) };
    })
    .sort((a, b) => b.share - a.share)
    .map(({ slo }) => slo);

function projectedSlo({ name: objective, limit, unit }: Evidence["latencySlos"][number], projection?: Projection): Recommendation["slo"] {
  const known = { objective, limit, unit, before: rounded(projection?.before) };
  if (projection === undefined) return { ...known, after: null, grade: "unproven" };
  const { after, grade, why, applies } = projection;
  if (applies === false) return { ...known, after: null, grade: "not-applicable", why };
  if (grade !== "unproven") return { ...known, after: rounded(after), grade };
  const queueingBound = rounded(after);
  return { ...known, after: null, grade, why, ...(queueingBound === null ? {} : { queueingBound }) };
}

/** Of what is not known, as if it were far over. */
const shareOfLimit = (after: number | undefined, limit: number): number =>
  after === undefined || !Number.isFinite(after) ? Number.MAX_VALUE : after / limit;

/** Changes by step. */
type Made = readonly (readonly Change[])[];

/** The harshest effect, and the minutes of all steps one after the other. */
function disruptionOf(made: Made): Recommendation["disruption"] {
  const harshest = Math.max(0, ...made.flat().map(({ effect }) => EFFECTS.indexOf(effect)));
  return { effect: EFFECTS[harshest] ?? "online", minutes: oneByOne(made, ({ typicalMinutes }) => typicalMinutes) };
}

const oneByOne = (made: Made, minutesOf: (change: Change) => number): number =>
  made.reduce((sum, changes) => sum + atOnce(changes.map(minutesOf)), 0);

/** The way back takes the steps in reverse, so their times add up. */
function rollbackOf(made: Made): Recommendation["rollback"] {
  const back = made
    .flat()
    .reverse()
    .map(({ rollback }) => rollback);
  const preconditions = unique(back.flatMap(({ precondition }) => precondition ?? []));
  return {
    how: [unique(back.map(({ how }) => how)).join(" Then: "), ...unique(back.flatMap(({ data }) => data ?? []))].join(" "),
    precondition: preconditions.length === 0 ? null : preconditions.join(" "),
    rtoMinutes: oneByOne(made, ({ rollback }) => rollback.rtoMinutes),
    rpoMinutes: Math.max(0, ...back.map(({ rpoMinutes }) => rpoMinutes)),
  };
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Machines differ in the last bits of a logarithm, nobody in the first six digits. */
const rounded = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(6));
