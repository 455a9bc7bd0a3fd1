import { stepsOf } from "../plan/steps";
import { isMissing, largest, quantile } from "../statistics";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "after-failure";

/** When a zone, a writer or a primary is lost, at any step on the way, what is left carries the load; of what stays as it is, as it stands. */
export const afterFailure: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { guards: { afterFailureCeiling, afterFailureQuantile } }) => {
    const steps = stepsOf(e, p.to, p.direction);
    const stages = steps.length === 0 ? [{ after: p.to, tunables: [] }] : steps;
    const needs = stages.flatMap(({ after, tunables }, i) =>
      e.study.afterFailure(after).flatMap((failure) =>
        failure.dimensions.map((dimension) => ({
          step: i + 1 === stages.length ? "" : `after the step of ${tunables.join(", ")}: `,
          failure: failure.name,
          dimension: dimension.name,
          need: largest(dimension.need.map(({ values }) => quantile(values, afterFailureQuantile))),
        })),
      ),
    );
    const unknown = needs.find(({ need }) => isMissing(need));
    if (unknown !== undefined) return reject(name, `${unknown.step}${unknown.failure}; nothing is known of its ${unknown.dimension}`);
    const worst = needs.reduce((a, b) => (a === undefined || b.need > a.need ? b : a), needs[0]);
    if (worst === undefined) return pass(name, "the service itself bears the loss of a zone");
    const story = `${worst.step}${worst.failure}; ${worst.dimension} at ${percent(worst.need)} at the ${percent(afterFailureQuantile)} quantile, ceiling ${percent(afterFailureCeiling, 0)}`;
    const numbers = { need: worst.need, ceiling: afterFailureCeiling, quantile: afterFailureQuantile };
    return worst.need <= afterFailureCeiling ? pass(name, story, numbers) : reject(name, story, numbers);
  },
};
