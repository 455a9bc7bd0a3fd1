import { type Evidence, growthAhead, type Tiers, TREND_HORIZON_DAYS, trendOf } from "../evidence";
import type { Dimension } from "../kinds";
import { stepsOf } from "../plan/steps";
import { isMissing, largest, quantile } from "../statistics";
import { overWithLateGrowth, withDemandGrown } from "./growth";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "after-failure";

/**
 * When a zone, a writer or a primary is lost, at any step on the way, what is left carries the load, and as much of it as there will be once it has
 * grown; of what stays as it is, as it stands.
 */
export const afterFailure: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { guards: { afterFailureCeiling, afterFailureQuantile } }) => {
    const steps = stepsOf(e, p.to, p.direction);
    const stages = steps.length === 0 ? [{ after: p.to, tunables: [] }] : steps;
    const needOf = (need: Tiers): number => largest(need.map(({ values }) => quantile(values, afterFailureQuantile)));
    const needs = stages.flatMap(({ after, tunables }, i) =>
      e.study.afterFailure(after).flatMap((failure) =>
        failure.dimensions.map((dimension) => ({
          step: i + 1 === stages.length ? "" : `after the step of ${tunables.join(", ")}: `,
          failure: failure.name,
          dimension: { ...dimension, ceiling: afterFailureCeiling },
          need: needOf(dimension.need),
        })),
      ),
    );
    const unknown = needs.find(({ need }) => isMissing(need));
    if (unknown !== undefined) return reject(name, `${unknown.step}${unknown.failure}; nothing is known of its ${unknown.dimension.name}`);
    const worst = needs.reduce((a, b) => (a === undefined || b.need > a.need ? b : a), needs[0]);
    if (worst === undefined) return pass(name, "the service itself bears the loss of a zone");
    const about = (of: typeof worst): string => `${of.step}${of.failure}; ${of.dimension.name}`;
    const limits = `at the ${percent(afterFailureQuantile)} quantile, ceiling ${percent(afterFailureCeiling, 0)}`;
    const numbers = { need: worst.need, ceiling: afterFailureCeiling, quantile: afterFailureQuantile };
    const story = `${about(worst)} at ${percent(worst.need)} ${limits}`;
    if (worst.need > afterFailureCeiling) return reject(name, story, numbers);
    for (const each of needs) {
      const grown = overOnceGrown(each.dimension, each.need, e.dayOf, needOf);
      if (grown === undefined) continue;
      return reject(
        name,
        `${about(each)} at ${percent(each.need)} now and ${percent(grown.need)} with ${percent(grown.growth)} of growth in ${TREND_HORIZON_DAYS} days, ${limits}`,
        { ...numbers, ...grown },
      );
    }
    return pass(name, story, numbers);
  },
};

/** As `headroom` carries growth ahead: the need's own trend, that of the demand behind it, and what the last days grow by. */
function overOnceGrown(dimension: Dimension, now: number, dayOf: Evidence["dayOf"], needOf: (need: Tiers) => number) {
  const { ceiling } = dimension;
  const added = growthAhead(trendOf(dimension.need, dayOf));
  if (now + added > ceiling) return { need: now + added, growth: added / now };
  const isOver = (need: Tiers): boolean => needOf(need) > ceiling;
  const asked = withDemandGrown(dimension, largest(dimension.need.map(({ values }) => largest(values))), dayOf);
  const grown = asked !== undefined && isOver(asked.need) ? asked : overWithLateGrowth(dimension, dayOf, isOver);
  return grown === undefined ? undefined : { need: needOf(grown.need), growth: grown.growth };
}
