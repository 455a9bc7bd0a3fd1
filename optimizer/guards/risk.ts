import { type Evidence, maxTiers, type Settings } from "../evidence";
import { EVENT, type Risk, riskOf } from "../risk";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "risk";

/** P(the candidate is too small within the model's horizon), from the need along all dimensions. */
const statedRisk = (e: Evidence, to: Settings): Risk | undefined =>
  riskOf({ need: maxTiers(e.study.need(to).map(({ need }) => need)), endEpoch: e.endEpoch });

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
    const story = `P(need over ${percent(violationAt, 0)} in more than ${percent(budget)} of the next ${horizonDays} days) = ${percent(stated.risk, 2)}, at most ${percent(maxRisk)} (${percent(stated.prior, 2)} before ${stated.ownHorizons} weeks of its own)`;
    const numbers = { risk: stated.risk, maxRisk, priorRisk: stated.prior, ownHorizons: stated.ownHorizons };
    return stated.risk <= maxRisk ? pass(name, story, numbers) : reject(name, story, numbers);
  },
};
