import { isCurrent, type StackEvidence } from "../evidence";
import { commitmentAdvice, commitmentsOf, withSavings } from "../money";
import { byRegion } from "../plan/by-region";
import { inOrder, phasesOf, stepsByPhase } from "../plan/phases";
import type { Recommendations } from "../plan/recommendation";
import { totalsOf } from "../plan/totals";
import { reliabilityOf } from "../plan/track-record";
import { wholeOf } from "../plan/whole";
import { RISK_MODEL } from "../risk";
import type { Snapshot } from "../telemetry/snapshot/types";
import type { Conclusion } from "./conclude";
import { allTaken } from "./taken";

/** Puts what was decided on each component together. */
export function combine(
  { contract, manifest, current, costs, prices }: Omit<Snapshot, "series">,
  { firings, unheard }: StackEvidence,
  { outcomes, assessments }: Conclusion,
): Recommendations {
  const recommendations = inOrder(outcomes.flatMap(({ recommendation }) => recommendation ?? []));
  const steps = outcomes.flatMap((outcome) => outcome.steps);
  const whole = wholeOf(recommendations, stepsByPhase(contract, steps));
  const reliability = reliabilityOf(outcomes.flatMap(({ record }) => record ?? []));
  const optIns = outcomes.flatMap(({ offers }) => offers);
  const takenOptIns = allTaken(
    contract,
    outcomes.flatMap(({ taken }) => taken),
  );
  const regions = byRegion(contract, outcomes);
  const met = firings.filter((firing) => isCurrent(firing, manifest.endEpoch));
  const decided: Recommendations = {
    version: 1,
    deployment: contract.deployment,
    snapshot: { hash: manifest.hash, source: manifest.source, startEpoch: manifest.startEpoch, endEpoch: manifest.endEpoch },
    ...(contract.whatIf === undefined ? {} : { whatIf: contract.whatIf }),
    model: RISK_MODEL,
    scaleUp: met.map(({ trigger, atEpoch, value }) => ({ trigger: trigger.name, atEpoch, value, limit: trigger.limit })),
    ...(unheard.length === 0
      ? {}
      : {
          unheardTriggers: unheard.map(({ trigger: { name, component }, metric, known, reason, next }) => ({
            trigger: name,
            component,
            metric,
            known: Number(known.toPrecision(6)),
            reason,
            next,
          })),
        }),
    recommendations,
    rejected: outcomes.flatMap(({ rejected }) => rejected),
    unchanged: outcomes.flatMap(({ component, unchanged, cost }) =>
      unchanged === undefined
        ? []
        : [{ component, reason: unchanged, ...(cost?.before.priced === true ? { monthlyUsd: cost.before.monthlyUsd } : {}) }],
    ),
    ...(assessments.length === 0 ? {} : { assessments }),
    ...(optIns.length === 0 ? {} : { optIns }),
    ...(takenOptIns.length === 0 ? {} : { takenOptIns }),
    totals: totalsOf(outcomes.flatMap(({ component, cost }) => (cost === undefined ? [] : [{ component, ...cost }]))),
    ...(regions === undefined ? {} : { regions }),
    ...(whole === undefined ? {} : { whole }),
    ...(reliability === undefined ? {} : { reliability }),
    phases: phasesOf(contract, current, steps),
  };
  const advised = commitmentAdvice({
    uses: outcomes.flatMap(({ steady }) => steady),
    changes: recommendations.map(({ before, after }) => ({ before, after })),
    policy: contract.policy,
    costs,
    commitments: commitmentsOf(costs, prices.prices, manifest.endEpoch),
  });
  return withSavings({ ...decided, ...(advised === undefined ? {} : { commitments: advised }) }, costs, prices.prices);
}
