import { App, TerraformStack } from "cdktf";
import { InputError, METRICS, type Trigger } from "../../../contract";
import { ThresholdAlarm, type ThresholdAlarmProps } from "../../../modules/threshold-alarm";

const metric = (name: string) => {
  const found = METRICS["auto-scaling-group"].find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no ${name} in the catalog`);
  return found;
};
const trigger: Trigger = {
  name: "error rate",
  component: "order_service",
  metric: "errors",
  per: "requests",
  statistic: "Sum",
  limit: 0.01,
  unit: "fraction",
  points: 3,
  outOf: 5,
};
const fine: ThresholdAlarmProps = {
  name: "trading-error-rate",
  trigger,
  metric: metric("errors"),
  per: metric("requests"),
  dimensions: { Service: "orders" },
  actions: [],
};
const connections = METRICS["aurora-cluster"].find((entry) => entry.name === "connections") ?? metric("cpu");
const { per: _per, ...absolute } = trigger;
const share: Trigger = { ...absolute, metric: "connections", statistic: "Maximum", limit: 0.8 };

const problemsOf = (props: ThresholdAlarmProps): readonly string[] => {
  try {
    new ThresholdAlarm(new TerraformStack(new App(), "test"), "alarm", props);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

describe("a threshold alarm's properties", () => {
  test("that fit together are accepted", () => {
    expect(problemsOf(fine)).toEqual([]);
    const { per: _none, ...rest } = fine;
    expect(problemsOf({ ...rest, trigger: share, metric: connections, capacity: 5000 })).toEqual([]);
  });

  test.each<[string, Partial<ThresholdAlarmProps>]>([
    ["name", { name: "" }],
    ["metric", { metric: metric("requests") }],
    ["per", { per: metric("errors") }],
    ["trigger.points", { trigger: { ...trigger, points: 6 } }],
    ["trigger.statistic", { trigger: { ...trigger, statistic: "p99" } }],
  ])("%s is refused where it does not fit", (name, wrong) => {
    expect(problemsOf({ ...fine, ...wrong })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  test("a share of a count needs to know of what", () => {
    const { per: _none, ...rest } = fine;
    expect(problemsOf({ ...rest, trigger: share, metric: connections })).toEqual([expect.stringMatching(/^capacity: /)]);
  });
});
