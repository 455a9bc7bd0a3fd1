import { App, TerraformStack } from "cdktf";
import fc from "fast-check";
import { z } from "zod";
import { DEFAULT_ALERTING, InputError, METRICS, type MetricEntry, type Slo } from "../../../contract";
import { BurnRateAlarms, type BurnRateAlarmsProps, badMinutesOf } from "../../../modules/burn-rate-alarms";

const entry = (name: string): MetricEntry => {
  const found = METRICS["auto-scaling-group"].find((metric) => metric.name === name);
  if (found === undefined) throw new Error(`no ${name} in the catalog`);
  return found;
};
const alarmSchema = z.looseObject({
  threshold: z.number(),
  metric_query: z.array(
    z.looseObject({ metric: z.looseObject({ metric_name: z.string() }).optional(), expression: z.string().optional() }),
  ),
});
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

const errorRate: BurnRateAlarmsProps = {
  ...fine,
  name: "saas-error-rate",
  slo: { ...slo, name: "error rate", metric: "errors", per: "requests", statistic: "Sum", limit: 0.005, unit: "fraction" },
  metric: entry("errors"),
  per: entry("requests"),
  minPerSecond: 1,
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

  test("of a share of another metric are accepted, and counted by metric math with the share's own limit", () => {
    expect(problemsOf(errorRate)).toEqual([]);
    const stack = new TerraformStack(new App(), "test");
    new BurnRateAlarms(stack, "slo", errorRate);
    const alarms = z.object({ resource: z.object({ aws_cloudwatch_metric_alarm: z.record(z.string(), alarmSchema) }) });
    for (const alarm of Object.values(alarms.parse(stack.toTerraform()).resource.aws_cloudwatch_metric_alarm)) {
      expect(alarm.threshold).toBe(0.005);
      expect(alarm.metric_query.map(({ metric, expression }) => metric?.metric_name ?? expression)).toEqual([
        "RequestErrors",
        "RequestCount",
        "IF(total > 0 AND total / PERIOD(total) >= 1 AND (FILL(part, 0) - 0.005 * total) > 2 AND (FILL(part, 0) - 0.005 * total) * (FILL(part, 0) - 0.005 * total) > 9.55 * 0.005 * total, FILL(part, 0) / total, 0)",
      ]);
    }
  });

  test("per is refused where it is not what the SLO divides by", () => {
    expect(problemsOf({ ...errorRate, per: entry("latency") })).toEqual([expect.stringMatching(/^per: latency is not allowed/)]);
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
