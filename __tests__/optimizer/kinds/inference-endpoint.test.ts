import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { endpointUsage } from "../../../optimizer/kinds/endpoint-usage";
import { withoutZone } from "../../../optimizer/kinds/scaler";
import { mlContract } from "../../../stacks/ml/tunables";
import { endpointEvidence } from "../../support/endpoint-load";
import { verdictOf } from "../../support/evidence";
import { type Measure, NOW, type SnapshotOptions } from "../../support/snapshot";
import { needAfterFailure, needOf } from "./needs";

const SHORT = { days: 1, minuteDays: 1 } as const;
const endpoint = (measures: Parameters<typeof endpointEvidence>[0] = {}, values: Parameters<typeof endpointEvidence>[1] = {}) =>
  endpointEvidence(measures, values, SHORT);

describe("fewer instances share the same invocations", () => {
  test.each([
    ["GPU", 0.15 * 2],
    ["CPU", (0.6 * 2) / 8],
    ["GPU memory", 0.2],
    ["memory", 0.25],
    ["invocations", (1_200 / 5) * (0.15 / 120)],
  ])("%s of one of five", (dimension, need) => {
    expect(needOf(endpoint(), { min_instances: 5 }, dimension)).toBeCloseTo(need, 9);
  });

  test("what the hottest instance has more than the mean does not spread", () => {
    const gpu = ({ statistic }: { statistic: string }) => (statistic === "Maximum" ? 0.25 : 0.15);
    expect(needOf(endpoint({ gpu }), { min_instances: 5 }, "GPU")).toBeCloseTo(0.3 + 0.1, 9);
  });

  test("target tracking adds instances where the minimum cannot hold its target", () => {
    expect(needOf(endpoint(), { min_instances: 2, target_invocations_per_instance: 18_000 }, "GPU")).toBeCloseTo((0.15 * 10) / 4, 9);
  });
});

describe("steps down count what an instance has to do more", () => {
  test.each([
    ["accepts 1.67 times as one step", { min_instances: 6 }, 1],
    ["rejects twice as one", { min_instances: 5 }, 2],
    ["counts another type as one more", { min_instances: 6, instance_type: "ml.g5.xlarge" }, 2],
    ["counts no more instances as none", { min_instances: 12 }, 0],
  ])("%s", (_name, to, steps) => {
    const { study, current } = endpoint();
    expect(study.rungsDown({ ...current, ...to })).toBe(steps);
  });
});

describe("measured throughput of an instance", () => {
  test.each([
    ["is the rate over the GPU's utilisation", {}, 800],
    ["is the rate over the CPU's, where that is busier", { cpu: 4 }, 240],
  ])("%s", (_name, measures, perSecond) => {
    expect(endpointUsage(endpoint(measures)).throughputPerInstance).toBeCloseTo(perSecond, 6);
  });

  test("an endpoint that nobody asks runs at its minimum: its need is known, and what an instance could take is not", () => {
    expect(endpointUsage(endpoint({ requests: 0, requests_per_instance: 0 })).throughputPerInstance).toBeNaN();
    expect(needOf(endpoint({ requests: 0, requests_per_instance: 0, gpu: 0 }), { min_instances: 2 }, "GPU")).toBe(0);
  });
});

test.each([
  [2, 1],
  [3, 2],
  [4, 2],
  [10, 6],
])("of %d instances in three zones %d are left when the fullest zone is lost", (instances, left) => {
  const grid = { periodSeconds: 60, startEpoch: 0, length: 1 } as const;
  expect(withoutZone([{ grid, values: Float64Array.of(instances) }], 3)[0]?.values[0]).toBe(left);
});

test("an instance that was full on a smaller type was full, however large the present one is", () => {
  const changed = NOW - 3_600;
  const capacity = (before: string): NonNullable<SnapshotOptions["capacity"]> => [
    { atEpoch: 0, values: { predictions_instance_type: before }, source: "default" },
    { atEpoch: changed, values: { predictions_instance_type: "ml.g5.2xlarge" }, source: "ledger" },
  ];
  const busy: Measure = ({ epoch }) => (epoch < changed ? 3.8 : 0.6);
  const saturation = (before: string) =>
    endpointEvidence({ cpu: busy }, {}, { ...SHORT, capacity: capacity(before) }).study.saturation?.what;
  expect(saturation("ml.g5.xlarge")).toMatch(/^CPU of /);
  expect(saturation("ml.g5.2xlarge")).toBeUndefined();
});

test("after a zone is lost the others carry its invocations, each with the memory it had", () => {
  expect(needAfterFailure(endpoint(), { min_instances: 3 }, "GPU")).toBeCloseTo((0.15 * 10) / 2, 9);
  expect(needAfterFailure(endpoint(), { min_instances: 3 }, "memory")).toBeNaN();
});

describe("limits", () => {
  /** 800 a second, 70 % of it: 33,600 a minute. */
  test.each([
    ["accepts 2 instances, one in each of two zones", { min_instances: 2 }, true],
    ["rejects 1 instance", { min_instances: 1 }, false],
    ["accepts a minimum at the maximum", { min_instances: 20 }, true],
    ["rejects a minimum over the maximum", { min_instances: 21 }, false],
    ["accepts a target of what an instance holds at the ceiling", { target_invocations_per_instance: 33_600 }, true],
    ["rejects one invocation more", { target_invocations_per_instance: 33_601 }, false],
    ["rejects another type that nobody validated", { instance_type: "ml.g5.xlarge" }, false],
    ["rejects a type whose capacity is not published", { instance_type: "ml.g7.xlarge" }, false],
    ["rejects ml.p3, which new endpoints do not get", { instance_type: "ml.p3.2xlarge" }, false],
  ])("%s", (_name, to, passes) => {
    expect(verdictOf(serviceLimits, endpoint(), to).pass).toBe(passes);
  });

  test("ml.p3 is refused for what it is, and no ladder leads there", () => {
    expect(verdictOf(serviceLimits, endpoint(), { instance_type: "ml.p3.2xlarge" }).reason).toContain("not offered to new endpoints");
    expect(mlContract.components.predictions.tunables.instance_type.ladder.some((type) => type.startsWith("ml.p3"))).toBe(false);
  });
});

test("it costs what is in service on average", () => {
  const e = endpoint();
  const cost = e.study.cost({ ...e.current, min_instances: 4 });
  expect(cost.priced && cost.lines[0]).toMatchObject({ sku: "SKU-sagemaker:endpoint:ml.g5.2xlarge", quantity: 4 * 730 });
});

test("one rung up is an instance more in every zone, as far as the maximum may go", () => {
  expect(endpoint().study.stepUp()).toMatchObject({ min_instances: 13, max_instances: 23 });
  expect(endpoint({}, { predictions_max_instances: 100 }).study.stepUp()).toBeUndefined();
});
