import { type Component, defaultsOf, type Policy, type Resource, type Trigger } from "../../../contract";
import { firings } from "../../../optimizer/evidence/triggers";
import { judgeTrigger } from "../../../optimizer/rollout/observation/judge";
import { windowState } from "../../../optimizer/rollout/observation/window";
import { lastBurn } from "../../../optimizer/scale-up/burn-rate";
import { loadBalancerResources } from "../../../stacks/inventory";
import { mlPolicy } from "../../../stacks/ml/policy";
import { mlContract } from "../../../stacks/ml/tunables";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { tradingContract } from "../../../stacks/trading/tunables";
import { inventoryOf } from "../../support/inventory";
import { type Measure, NOW, snapshotOf } from "../../support/snapshot";

const STACKS: Readonly<Record<string, { readonly components: Readonly<Record<string, Component>>; readonly policy: Policy }>> = {
  trading: { components: tradingContract.components, policy: tradingPolicy },
  saas: { components: saasContract.components, policy: saasPolicy },
  staging: { components: stagingContract.components, policy: stagingPolicy },
  ml: { components: mlContract.components, policy: mlPolicy },
};
/** Of what stands behind a load balancer. */
const BALANCED = loadBalancerResources({ type: "application", arnSuffix: "app/one/1", targetGroups: { api: "targetgroup/one/1" } });
const resourcesOf = (components: Readonly<Record<string, Component>>, component: string): readonly Resource[] =>
  inventoryOf(components, defaultsOf(components))[component]?.resources ?? [];
const HAIR = 1.000_001;
const MINUTE = 60;

type Named = readonly [stack: string, name: string, trigger: Trigger, of: (typeof STACKS)[string]];
const triggersIn = (of: (policy: Policy) => readonly Trigger[]): readonly Named[] =>
  Object.entries(STACKS).flatMap(([stack, made]) => of(made.policy).map((trigger): Named => [stack, trigger.name, trigger, made]));

/** `over` of the last minutes at `level`, the others at nothing. */
const lately =
  (over: number, level: number): Measure =>
  ({ epoch }) =>
    epoch >= NOW - over * MINUTE ? level : 0;

describe.each(triggersIn((policy) => policy.scaleUpTriggers))("%s scales up by %s", (_stack, _name, trigger, { components, policy }) => {
  const { component, metric, per, limit, points, outOf, minRequestsPerSecond = 0 } = trigger;
  const definition = components[component];
  /** So many that two events of a minute are less than a hair. */
  const perSecond = Math.max(minRequestsPerSecond, 1e8);
  const fired = (over: number, level: number, rate = perSecond): boolean => {
    const measures = { [metric]: lately(over, per === undefined ? level : level * rate), ...(per === undefined ? {} : { [per]: rate }) };
    if (definition === undefined) throw new Error(`no component ${component}`);
    const components = { [component]: definition };
    const inventory = { [component]: { region: "us-east-1", resources: [...resourcesOf(components, component), ...BALANCED] } };
    const snapshot = snapshotOf({ measures: { [component]: measures }, components, inventory, days: 1, policy });
    return firings(snapshot, [trigger]).length > 0;
  };

  test("over its limit, and not at it", () => {
    expect([fired(outOf, limit), fired(outOf, limit * HAIR)]).toEqual([false, true]);
  });

  test("after as many minutes as it says, and not one fewer", () => {
    expect([fired(points - 1, limit * 2), fired(points, limit * 2)]).toEqual([false, true]);
  });

  if (minRequestsPerSecond > 0) {
    test("from as many requests a second as it says, and not from a hair fewer", () => {
      expect([fired(outOf, 1, minRequestsPerSecond / HAIR), fired(outOf, 1, minRequestsPerSecond)]).toEqual([false, true]);
    });

    test("of three failed requests a minute, and not of two, which are no rate", () => {
      const failing = (perMinute: number) => fired(outOf, perMinute / (minRequestsPerSecond * MINUTE), minRequestsPerSecond);
      expect([failing(2), failing(3)]).toEqual([false, true]);
    });
  }
});

describe.each(triggersIn((policy) => policy.observation.triggers))(
  "a phase of %s is turned back by %s",
  (_stack, _name, trigger, { policy }) => {
    const { limit, points, outOf, minRequestsPerSecond } = trigger;
    const { minPointsShare } = policy.observation;
    const judged = (values: readonly (number | null)[], rate = minRequestsPerSecond ?? 0) =>
      judgeTrigger(
        {
          trigger,
          startEpoch: 0,
          values,
          ...(minRequestsPerSecond === undefined ? {} : { requestsPerSecond: values.map((value) => (value === null ? 0 : rate)) }),
        },
        minPointsShare,
      ).verdict;
    const minutes = (over: number, level: number) => [...new Array<number>(over).fill(level), ...new Array<number>(outOf - over).fill(0)];

    test("over its limit, and not at it", () => {
      expect([judged(minutes(outOf, limit)), judged(minutes(outOf, limit * HAIR))]).toEqual(["quiet", "fired"]);
    });

    test("after as many minutes as it says, and not one fewer", () => {
      expect([judged(minutes(points - 1, limit * 2)), judged(minutes(points, limit * 2))]).toEqual(["quiet", "fired"]);
    });

    if (minRequestsPerSecond !== undefined) {
      test("from as many requests a second as it says, and not from a hair fewer", () => {
        const failing = minutes(outOf, limit * 2);
        expect([judged(failing, minRequestsPerSecond / HAIR), judged(failing, minRequestsPerSecond)]).toEqual(["inconclusive", "fired"]);
      });
    }

    test("says nothing where one point more is missing than the policy lets be", () => {
      const known = Math.ceil(minPointsShare * 100);
      const withPoints = (n: number) => Array.from({ length: 100 }, (_, i) => (i < n ? 0 : null));
      const busy = (minRequestsPerSecond ?? 0) * 100;
      expect([judged(withPoints(known - 1), busy), judged(withPoints(known), busy)]).toEqual(["inconclusive", "quiet"]);
    });
  },
);

describe.each(Object.entries(STACKS))("%s", (_stack, { policy }) => {
  const { windowHours } = policy.observation;
  /** CloudWatch completes the last minutes later. */
  const SLACK_MINUTES = 3;
  const isWhole = (minutes: number): boolean => windowState({ startEpoch: 0, endEpoch: minutes * MINUTE }, policy).complete;

  test("is observed for as long as its policy says", () => {
    const least = windowHours * 60 - SLACK_MINUTES;
    expect([isWhole(least - 1), isWhole(least)]).toEqual([false, true]);
  });

  test.each(policy.slos.flatMap((slo) => policy.alerting.burnRates.map((alert) => [slo.name, alert.name, slo, alert] as const)))(
    "the budget of %s burns (%s) from its rate on, in minutes over the limit and not at it",
    (_slo, _alert, slo, alert) => {
      const { burnRate, longWindowMinutes, shortWindowMinutes } = alert;
      const burns = (missed: number, level: number): boolean => {
        const values = new Float64Array(longWindowMinutes);
        values.fill(level, longWindowMinutes - missed);
        return lastBurn(values, slo, alert) !== undefined;
      };
      const least = Math.max(3, Math.ceil(burnRate * slo.errorBudget * longWindowMinutes));
      expect(Math.ceil(burnRate * slo.errorBudget * shortWindowMinutes)).toBeLessThanOrEqual(least);
      expect([burns(least - 1, slo.limit * HAIR), burns(least, slo.limit * HAIR), burns(least, slo.limit)]).toEqual([false, true, false]);
    },
  );
});
