import { App, TerraformStack } from "cdktf";
import fc from "fast-check";
import { DEFAULT_ALERTING, InputError, METRICS, type MetricEntry, type Slo } from "../../../contract";
import { BurnRateAlarms, type BurnRateAlarmsProps, badMinutesOf } from "../../../modules/burn-rate-alarms";

const entry = (name: string): MetricEntry => {
  const found = METRICS["auto-scaling-group"].find((metric) => metric.name === name);
  if (found === undefined) throw new Error(`no ${name} in the catalog`);
  return found;
};
const slo: Slo = {
  name: "order latency p99",
  component: "order_service",
  metric: "latency",
  statistic: "p99",
  limit: 10,
  unit: "milliseconds",
  errorBudget: 0.001,
};
const fine: BurnRateAlarmsProps = {
  name: "trading-order-latency-p99",
  slo,
  metric: entry("latency"),
  dimensions: { Service: "orders" },
  alerts: DEFAULT_ALERTING.burnRates,
  actions: ["arn:aws:sns:us-east-1:123456789012:alerts"],
};

const problemsOf = (props: BurnRateAlarmsProps): readonly string[] => {
  try {
    new BurnRateAlarms(new TerraformStack(new App(), "test"), "slo", props);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

describe("bad minutes that make a window burn at a rate", () => {
  test.each([
    [14.4, 60, 0.001, 1],
    [14.4, 60, 0.01, 9],
    [6, 360, 0.001, 3],
    [6, 30, 0.001, 1],
    [3, 1440, 0.001, 5],
  ])("%d × over %d minutes with a budget of %d: %d", (burnRate, minutes, errorBudget, expected) => {
    expect(badMinutesOf({ errorBudget }, { burnRate }, minutes)).toBe(expected);
  });

  test("burn at least at the rate, and one fewer does not", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 20, noNaN: true }),
        fc.integer({ min: 1, max: 1440 }),
        fc.double({ min: 1e-4, max: 0.05, noNaN: true }),
        (burnRate, minutes, errorBudget) => {
          const bad = badMinutesOf({ errorBudget }, { burnRate }, minutes);
          const burn = (badMinutes: number) => badMinutes / minutes / errorBudget;
          return burn(bad) >= burnRate * (1 - 1e-9) && (bad === 1 || burn(bad - 1) < burnRate);
        },
      ),
    );
  });
});

describe("properties of burn-rate alarms", () => {
  test("of the workbook's table are accepted", () => {
    expect(problemsOf(fine)).toEqual([]);
  });

  test.each<[string, Partial<BurnRateAlarmsProps>]>([
    ["slo.errorBudget", { slo: { ...slo, errorBudget: 0 } }],
    ["slo.statistic", { slo: { ...slo, statistic: "Maximum" } }],
    ["metric", { metric: entry("requests") }],
    [
      "alerts.three days.longWindowMinutes",
      { alerts: [{ name: "three days", burnRate: 1, longWindowMinutes: 4320, shortWindowMinutes: 360 }] },
    ],
    [
      "alerts.upside down.longWindowMinutes",
      { alerts: [{ name: "upside down", burnRate: 1, longWindowMinutes: 5, shortWindowMinutes: 60 }] },
    ],
    ["alerts.never.burnRate", { alerts: [{ name: "never", burnRate: 1001, longWindowMinutes: 60, shortWindowMinutes: 5 }] }],
  ])("%s is refused where no alarm could speak", (name, wrong) => {
    expect(problemsOf({ ...fine, ...wrong })).toEqual([expect.stringMatching(new RegExp(`^${name.replaceAll(".", "\\.")}: `))]);
  });
});
