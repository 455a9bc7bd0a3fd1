import { METRICS, type Trigger } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { productTiers, ratioTiers, scaleTiers, sumTiers, type Tiers } from "../evidence/tiers";
import { indicator } from "../evidence/triggers";
import type { Dimension } from "./model";
import { statisticOf } from "./reading";

/** Name of its dimension. */
export const loadOfTrigger = ({ name }: Pick<Trigger, "name">): string => `the scale-up trigger "${name}"`;

/**
 * Scale-up triggers on what each unit gets to do, a counter by the units that share it: of fewer units each would get more, and the trigger
 * that must not be met is a limit of the target as any capacity is. Shares of the limit, which the margin of the objectives is kept from.
 */
export const loadPerUnit = (history: ComponentHistory, units: Tiers): readonly Dimension[] => {
  const { component, definition, policy } = history;
  return policy.scaleUpTriggers
    .filter((trigger) => trigger.component === component && trigger.per === undefined)
    .flatMap((trigger) => {
      const made = METRICS[definition.kind].find(({ name, madeOf }) => name === trigger.metric && madeOf !== undefined)?.madeOf;
      if (made === undefined) return [];
      const then = history.resources
        .map((resource) => ({ resource, metric: made.units, statistic: "Average" as const }))
        .filter((ref) => history.series(ref) !== undefined)
        .map(history.read);
      const total = productTiers(indicator(history, trigger), sumTiers(then));
      return [
        {
          name: loadOfTrigger(trigger),
          need: scaleTiers(ratioTiers(total, units), 1 / trigger.limit),
          ceiling: 1 - policy.guards.sloMargin,
          statistic: statisticOf(history, "Sum", "Sum"),
        },
      ];
    });
};
