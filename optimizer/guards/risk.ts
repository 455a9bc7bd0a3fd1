import { type Evidence, maxTiers, type Settings } from "../evidence";
import { PRIOR, riskOf } from "../risk";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "risk";

/** P(the candidate is too small within the model's horizon), from the need along all dimensions. */
export const componentRisk = (e: Evidence, to: Settings): number | undefined =>
  riskOf({ need: maxTiers(e.study.need(to).map(({ need }) => need)), endEpoch: e.endEpoch, dayOf: e.dayOf });

/** The stated probability of running out within the decision interval is no larger than the policy allows. */
export const risk: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { maxRisk }) => {
    const probability = componentRisk(e, p.to);
    if (probability === undefined) return reject(name, "the last week's need is not known, so no risk can be stated");
    const story = `P(need over ${percent(PRIOR.violationAt, 0)} in more than ${percent(PRIOR.budget)} of the next ${PRIOR.horizonDays} days) = ${percent(probability, 2)}, at most ${percent(maxRisk)}`;
    return probability <= maxRisk ? pass(name, story, { risk: probability, maxRisk }) : reject(name, story, { risk: probability, maxRisk });
  },
};
