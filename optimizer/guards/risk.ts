import { canonicalJson } from "../../contract";
import { type Evidence, levelShift, maxTiers, type Settings, sinceDay, turnedBack } from "../evidence";
import { EVENT, type Risk, riskOf } from "../risk";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "risk";

/** P(the candidate is too small within the model's horizon), from the need along all dimensions. */
export function statedRisk(e: Evidence, to: Settings): Risk | undefined {
  const key = canonicalJson(to);
  const known = STATED.get(e) ?? new Map<string, Risk | undefined>();
  STATED.set(e, known);
  if (!known.has(key)) known.set(key, computedRisk(e, to));
  return known.get(key);
}

/** Guard, dial and recommendation ask the same. */
const STATED = new WeakMap<Evidence, Map<string, Risk | undefined>>();

function computedRisk(e: Evidence, to: Settings): Risk | undefined {
  const need = maxTiers(e.study.need(to).map((dimension) => dimension.need));
  const { endEpoch } = e;
  const failures = turnedBack(e, to);
  const whole = riskOf({ need, endEpoch, failures });
  const shift = whole === undefined ? undefined : levelShift(need, e.dayOf);
  if (whole === undefined || shift === undefined) return whole;
  // What was needed at a lower level makes nothing safer.
  const since = riskOf({ need: sinceDay(need, shift.day, e.dayOf), endEpoch, failures });
  return since === undefined || since.risk <= whole.risk ? whole : since;
}

export const componentRisk = (e: Evidence, to: Settings): number | undefined => statedRisk(e, to)?.risk;

/** The stated probability of running out within the decision interval is no larger than the policy allows. */
export const risk: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { maxRisk }) => {
    const stated = statedRisk(e, p.to);
    if (stated === undefined) return reject(name, "the last week's need is not known, so no risk can be stated");
    const { violationAt, budget, horizonDays } = EVENT;
    const count = turnedBack(e, p.to).length;
    const failed = count === 0 ? "" : ` and ${count} turned back`;
    const story = `P(need over ${percent(violationAt, 0)} in more than ${percent(budget)} of the next ${horizonDays} days) = ${percent(stated.risk, 2)}, at most ${percent(maxRisk)} (${percent(stated.prior, 2)} before ${stated.ownHorizons} weeks of its own${failed})`;
    const numbers = {
      risk: stated.risk,
      maxRisk,
      priorRisk: stated.prior,
      ownHorizons: stated.ownHorizons,
      ...(count === 0 ? {} : { turnedBack: count }),
    };
    return stated.risk <= maxRisk ? pass(name, story, numbers) : reject(name, story, numbers);
  },
};
