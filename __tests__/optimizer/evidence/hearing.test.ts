import { defaultsOf } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { stackEvidence } from "../../../optimizer/evidence";
import { coverage } from "../../../optimizer/guards/coverage";
import { explain } from "../../../optimizer/report/explain";
import { explanationOf } from "../../../optimizer/report/explanation";
import { summaryMarkdown, summaryText } from "../../../optimizer/report/summary";
import { mlPolicy } from "../../../stacks/ml/policy";
import { saasInventory } from "../../../stacks/saas/inventory";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { endpointSnapshot } from "../../support/endpoint-load";
import { evidence, verdictOf } from "../../support/evidence";
import { type Measure, type Measures, type SnapshotOptions, snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

const options = (measures: Measures[string], more: Partial<SnapshotOptions> = {}): SnapshotOptions => ({
  measures: { ...QUIET, order_service: { ...QUIET.order_service, ...measures } },
  components: tradingOnly("order_service", "orders"),
  days: 2,
  ...more,
});
const unheardIn = (measures: Measures[string], more: Partial<SnapshotOptions> = {}) =>
  stackEvidence(snapshotOf(options(measures, more))).unheard.map(({ trigger, metric, reason }) => [trigger.name, metric, reason]);

/** In so many minutes of each hour what is given, and nothing in the others. */
const inMinutes =
  (minutes: number, level: number, otherwise = Number.NaN): Measure =>
  ({ epoch }) =>
    epoch % 3600 < minutes * 60 ? level : otherwise;

describe("a scale-up trigger is heard", () => {
  test.each<[string, Measures[string]]>([
    ["where everything is measured", {}],
    ["where its latency is there in 57 of 60 minutes, which is 95 %", { latency: inMinutes(57, 3) }],
    ["where there is no latency in minutes without requests", { requests: inMinutes(30, 100, 0), latency: inMinutes(30, 3) }],
    ["where there are no requests to set errors in proportion to", { requests: 0 }],
    ["where its queue was in use now and then: SQS says nothing of one that nobody uses", { queue_depth: inMinutes(10, 5) }],
  ])("%s", (_case, measures) => expect(unheardIn(measures)).toEqual([]));

  test("where AWS had no error to count, and the invocations are there: its silence is a zero", () => {
    expect(mlPolicy.scaleUpTriggers.map(({ metric }) => metric)).toContain("errors");
    expect(stackEvidence(endpointSnapshot({ errors: null }, {}, { days: 2 })).unheard).toEqual([]);
  });
});

describe("requests per target, where AWS names the load balancer and the inventory cannot", () => {
  const { app_service } = saasContract.components;
  const stack = (measures: Measures[string]) =>
    stackEvidence(
      snapshotOf({
        measures: { app_service: { ...QUIET.order_service, in_service: 12, ...measures } },
        components: { app_service },
        policy: saasPolicy,
        inventory: saasInventory({ name: "saas", region: "us-east-1" }, defaultsOf(saasContract.components)),
        days: 2,
      }),
    );

  test.each([
    [1200, []],
    [1201, ["requests per target"]],
  ])("are the service's own by the instances in service: %d a second by 12", (requests, met) => {
    const { firings, unheard } = stack({ requests });
    expect(firings.map(({ trigger }) => trigger.name)).toEqual(met);
    expect(unheard).toEqual([]);
  });

  test.each(["requests", "in_service"])("are not heard without %s", (metric) => {
    expect(stack({ [metric]: null }).unheard.map((each) => [each.trigger.name, each.metric])).toContainEqual([
      "requests per target",
      metric,
    ]);
  });
});

describe("a scale-up trigger is not heard", () => {
  test.each<[string, Measures[string], string, string, RegExp]>([
    [
      "where nobody publishes its queue's depth",
      { queue_depth: null },
      "queue depth",
      "queue_depth",
      /^no minute of queue_depth is known$/,
    ],
    [
      "where its latency is there in 56 of 60 minutes",
      { latency: inMinutes(56, 3) },
      "order latency p95",
      "latency",
      /^latency is known in 93\.3 % of the minutes/,
    ],
    [
      "where a service never says of its errors, which it counts itself: its agent may be dead",
      { errors: null },
      "error rate",
      "errors",
      /^no minute of errors/,
    ],
    ["where what it is divided by is not there", { requests: null }, "error rate", "requests", /^no minute of requests/],
  ])("%s", (_case, measures, trigger, metric, reason) => {
    expect(unheardIn(measures)).toEqual([[trigger, metric, expect.stringMatching(reason)]]);
  });

  test("where the inventory names nothing that publishes it", () => {
    const { inventory } = snapshotOf(options({})).contract;
    const { order_service: service } = inventory;
    if (service === undefined) throw new RangeError("order_service");
    const queueless = { ...service, resources: service.resources.filter(({ scope }) => scope !== "queue") };
    expect(unheardIn({}, { inventory: { ...inventory, order_service: queueless } })).toEqual([
      ["queue depth", "queue_depth", "no resource of order_service in the inventory publishes queue_depth"],
    ]);
  });

  test("where its component's region was not read", () => {
    const made = snapshotOf(options({}));
    const { unheard } = stackEvidence({ ...made, contract: { ...made.contract, regions: ["eu-west-1"] } });
    expect(unheard.map(({ reason }) => reason)).toEqual(Array(3).fill("order_service is in us-east-1, and only eu-west-1 was read"));
  });
});

describe("what to do about a trigger that is not heard", () => {
  const next = (measures: Measures[string], more: Partial<SnapshotOptions>) =>
    stackEvidence(snapshotOf(options(measures, more))).unheard.map((each) => each.next);

  test("depends on where the points come from: files have rows, an account publishes", () => {
    expect(next({ queue_depth: null }, { source: "csv" })).toEqual([
      "add rows of AWS/SQS ApproximateNumberOfMessagesVisible to the files, one a minute, for every minute with something to measure, or take the trigger out of the policy",
    ]);
    expect(next({ queue_depth: null }, { source: "aws" })).toEqual([expect.stringMatching(/is published with the inventory's dimensions/)]);
  });

  test("and on how often there is one: nobody can publish every five minutes in every minute", () => {
    const balance = { component: "order_service", metric: "ebs_io_balance", statistic: "Minimum", limit: 0.5, unit: "fraction" } as const;
    const scaleUpTriggers = [{ ...balance, name: "balance", points: 3, outOf: 5 }];
    const everyFive: Measure = ({ epoch }) => (epoch % 300 === 0 ? 1 : Number.NaN);
    for (const source of ["aws", "csv"] as const)
      expect(next({ ebs_io_balance: everyFive }, { source, policy: { scaleUpTriggers } })).toEqual([
        expect.stringMatching(
          /^AWS\/EC2 EBSIOBalance% has a point every 300 seconds, and a trigger looks at every minute .*: watch a metric/,
        ),
      ]);
  });
});

describe("where a trigger cannot be heard", () => {
  const deaf = { queue_depth: null };

  test.each([
    ["its component is not turned down", "order_service", deaf, { min_size: 12 }, false],
    ["and is where it can", "order_service", {}, { min_size: 12 }, true],
    ["another component is not its business", "orders", deaf, { billing_mode: "PAY_PER_REQUEST" }, true],
  ])("%s", (_case, component, measures, to, passes) => {
    const { pass, reason } = verdictOf(coverage, evidence(component, options(measures)), to);
    expect({ pass, says: reason.includes("queue depth cannot be heard") }).toEqual({ pass: passes, says: !passes });
  });

  const decided = analyze(snapshotOf(options(deaf, { days: 45, minuteDays: 4 })));

  test("it is told which, of which metric, and what to do: in JSON, in every summary and of its component", () => {
    const told = {
      trigger: "queue depth",
      component: "order_service",
      metric: "queue_depth",
      known: 0,
      reason: "no minute of queue_depth is known",
      next: expect.stringMatching(
        /^see that AWS\/SQS ApproximateNumberOfMessagesVisible is published .*https:.*take the trigger out of the policy$/,
      ),
    };
    expect(decided.unheardTriggers).toEqual([told]);
    expect(explanationOf(decided, "order_service").unheardTriggers).toEqual([told]);
    expect(explanationOf(decided, "orders")).not.toHaveProperty("unheardTriggers");
    for (const text of [
      summaryText(decided, { width: 10_000, cuts: true }),
      summaryMarkdown(decided),
      explain(decided, "order_service", { width: 10_000 }),
    ])
      expect(text).toMatch(/Scale-up trigger queue depth of order\\?_service cannot be heard: no minute/);
    expect(explain(decided, "orders")).not.toContain("queue depth");
  });

  test("nothing is recommended for its component, and what else there is to save is", () => {
    expect(decided.recommendations.map(({ component }) => component)).toEqual(["orders"]);
  });
});
