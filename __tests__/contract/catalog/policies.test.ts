import { type Component, METRICS, type Policy, type Threshold } from "../../../contract";
import { mlPolicy } from "../../../stacks/ml/policy";
import { mlContract } from "../../../stacks/ml/tunables";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { tradingContract } from "../../../stacks/trading/tunables";

type Indicator = Omit<Threshold, "limit" | "unit"> & Partial<Pick<Threshold, "unit">>;

const indicatorsOf = ({ slos, scaleUpTriggers, alerting, observation }: Policy): readonly Indicator[] => [
  ...slos,
  ...scaleUpTriggers,
  ...alerting.health,
  ...observation.triggers,
  ...observation.relativeTriggers,
];

const entriesOf = (components: Readonly<Record<string, Component>>, { component }: Indicator, metric: string) => {
  const kind = components[component]?.kind;
  return kind === undefined ? [] : METRICS[kind].filter(({ name }) => name === metric);
};

describe.each([
  ["trading", tradingContract.components, tradingPolicy],
  ["ml", mlContract.components, mlPolicy],
  ["saas", saasContract.components, saasPolicy],
  ["staging", stagingContract.components, stagingPolicy],
] as const)("what the policy of %s watches", (_stack, components: Readonly<Record<string, Component>>, policy: Policy) => {
  const indicators = indicatorsOf(policy);

  it("is something", () => {
    expect(indicators.length).toBeGreaterThan(0);
  });

  it("exists in the catalog, with the statistic that is asked for", () => {
    const missing = indicators.filter(
      (indicator) => !entriesOf(components, indicator, indicator.metric).some(({ statistics }) => statistics.includes(indicator.statistic)),
    );
    expect(missing).toEqual([]);
  });

  it("is divided by a counter that is summed up", () => {
    const divided = indicators.filter(({ per }) => per !== undefined);
    const missing = divided.filter(
      (indicator) => !entriesOf(components, indicator, indicator.per ?? "").some(({ absence }) => absence === "zero"),
    );
    expect(missing).toEqual([]);
  });

  it("has its limit in the metric's unit, or as a share", () => {
    const foreign = indicators.filter(
      (indicator) =>
        indicator.unit !== undefined &&
        indicator.unit !== "fraction" &&
        entriesOf(components, indicator, indicator.metric).some(({ unit }) => unit !== indicator.unit),
    );
    expect(foreign).toEqual([]);
  });
});
