import { z } from "zod";
import { KINDS } from "../../contract";
import { type Evidence, type Firing, isCurrent } from "../evidence";
import { proposal } from "../plan/proposal";
import { windowOf } from "./finding";
import { rule } from "./rule";

const current = (e: Evidence): readonly Firing[] =>
  e.firings.filter((firing) => firing.trigger.component === e.component && isCurrent(firing, e.endEpoch));

/** A trigger of the policy was met within the last day, or is not known to be over: one rung up. */
export const scaleUp = rule({
  name: "scale-up",
  kinds: KINDS,
  always: true,
  parameters: z.undefined(),
  declines: (e) => (current(e).length === 0 ? "no scale-up trigger is met" : undefined),
  propose: (e) => {
    const to = e.study.stepUp();
    const met = current(e);
    if (to === undefined || met.length === 0) return [];
    return [
      proposal(e, {
        rule: "scale-up",
        direction: "up",
        to,
        reason: `${met.map(({ trigger }) => `${trigger.name} over ${trigger.limit} in ${trigger.points} of ${trigger.outOf} minutes`).join("; ")}: one rung up`,
        findings: met.map(({ trigger, value }) => ({
          metric: trigger.per === undefined ? trigger.metric : `${trigger.metric} per ${trigger.per}`,
          statistic: `greatest ${trigger.statistic} of the ${trigger.outOf} minutes`,
          value,
          unit: trigger.unit,
          window: windowOf(e),
          coverage: 1,
        })),
      }),
    ];
  },
});
