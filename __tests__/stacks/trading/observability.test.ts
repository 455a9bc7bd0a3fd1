import { z } from "zod";
import { METRICS, variablesOf } from "../../../contract";
import { tradingInventory } from "../../../stacks/trading/inventory";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { tradingContract } from "../../../stacks/trading/tunables";
import { describeWith } from "../../support/requirement";
import { initOffline, type Plan, planJson, scratch, stackFolder, synthProject, terraformAvailable } from "../../support/terraform";

const dimensions = z.record(z.string(), z.string());
const alarmSchema = z.looseObject({
  alarm_name: z.string(),
  namespace: z.string().nullish(),
  metric_name: z.string().nullish(),
  dimensions: dimensions.nullish(),
  threshold: z.number(),
  datapoints_to_alarm: z.number(),
  evaluation_periods: z.number(),
  treat_missing_data: z.string(),
  metric_query: z.array(
    z.looseObject({
      metric: z.array(z.looseObject({ namespace: z.string().nullish(), metric_name: z.string(), dimensions: dimensions.nullish() })),
    }),
  ),
});
type Alarm = z.infer<typeof alarmSchema>;

const defaults = Object.fromEntries(
  [...variablesOf(tradingContract.components)].map(([name, { definition }]) => [name, definition.default]),
);
const inventory = tradingInventory({ name: "trading", region: "us-east-1", settings: {} }, defaults);

describeWith([terraformAvailable()], "alarms of the trading stack, planned by Terraform", () => {
  const root = scratch("observability");
  let dir: string;
  let plan: Plan;
  let alarms: readonly Alarm[];

  const alarm = (name: string): Alarm => {
    const found = alarms.find((each) => each.alarm_name === name);
    if (found === undefined) throw new Error(`no alarm ${name}; there are ${alarms.map((each) => each.alarm_name).join(", ")}`);
    return found;
  };

  beforeAll(async () => {
    dir = stackFolder(await synthProject(root, { TRIMTAB_OVERRIDES: `${root}/overrides` }), "trading");
    await initOffline(dir);
    plan = await planJson(dir);
    alarms = [...plan.ofType("aws_cloudwatch_metric_alarm").values()].map((values) => alarmSchema.parse(values));
  }, 240_000);

  test("every scale-up trigger has its alarm, with the policy's limit and N of M points", () => {
    const of = (name: string) => alarm(`trading-${name.replaceAll(" ", "-")}`);
    expect(
      tradingPolicy.scaleUpTriggers.map(({ name }) => {
        const { threshold, datapoints_to_alarm, evaluation_periods } = of(name);
        return { name, limit: threshold, points: datapoints_to_alarm, outOf: evaluation_periods };
      }),
    ).toEqual(tradingPolicy.scaleUpTriggers.map(({ name, limit, points, outOf }) => ({ name, limit, points, outOf })));
  });

  test("a scale-up trigger grows every zone's group in the policy's steps", () => {
    const steps = [...plan.ofType("aws_autoscaling_policy").values()].filter(({ policy_type }) => policy_type === "StepScaling");
    expect(steps).toHaveLength(tradingPolicy.scaleUpTriggers.length * 3);
    for (const { step_adjustment } of steps) {
      const adjustments = z.array(z.looseObject({ scaling_adjustment: z.number() })).parse(step_adjustment);
      expect(adjustments.map(({ scaling_adjustment }) => scaling_adjustment).sort()).toEqual(
        tradingPolicy.alerting.scaleUpSteps.map(({ addPercent }) => addPercent).sort(),
      );
    }
  });

  test("the error rate counts errors and requests of the service, by the catalog's names and the inventory's dimensions", () => {
    const service = inventory.order_service?.resources.find(({ scope }) => scope === "service");
    const watched = alarm("trading-error-rate").metric_query.flatMap(({ metric }) => metric);
    const expected = METRICS["auto-scaling-group"].filter(({ name }) => name === "errors" || name === "requests");
    expect(watched).toHaveLength(2);
    for (const { namespace, metricName } of expected) {
      expect(watched).toContainEqual(expect.objectContaining({ namespace, metric_name: metricName, dimensions: service?.dimensions }));
    }
  });

  test("every metric that an alarm of the order service or a table watches stands in the catalog, on a resource of the inventory", () => {
    const known = Object.entries(inventory).flatMap(([component, { resources }]) => {
      const kind = Object.entries(tradingContract.components).find(([name]) => name === component)?.[1].kind;
      const metrics = kind === undefined ? [] : METRICS[kind];
      return metrics.flatMap((metric) =>
        resources
          .filter(({ scope }) => scope === metric.scope)
          .map((resource) => JSON.stringify([metric.namespace, metric.metricName, Object.entries(resource.dimensions).sort()])),
      );
    });
    const byInventory = /^(Trimtab\/Service|CWAgent|AWS\/EC2|AWS\/SQS|AWS\/DynamoDB|AWS\/ElastiCache)$/;
    const watched = alarms
      .filter(({ namespace }) => typeof namespace === "string" && byInventory.test(namespace))
      .map((each) => JSON.stringify([each.namespace, each.metric_name, Object.entries(each.dimensions ?? {}).sort()]));
    expect(watched.length).toBeGreaterThan(100);
    expect(watched.filter((each) => !known.includes(each))).toEqual([]);
  });

  test("the SLO's burn is watched in the policy's windows, a bad minute being one at the limit or above", () => {
    const burns = alarms.filter(({ alarm_name }) => /-(long|short)$/.test(alarm_name));
    expect(burns.map(({ evaluation_periods }) => evaluation_periods).sort()).toEqual(
      tradingPolicy.alerting.burnRates
        .flatMap(({ longWindowMinutes, shortWindowMinutes }) => [longWindowMinutes, shortWindowMinutes])
        .sort(),
    );
    expect(new Set(burns.map(({ threshold }) => threshold))).toEqual(new Set(tradingPolicy.slos.map(({ limit }) => limit)));
    expect(plan.countByType().aws_cloudwatch_composite_alarm).toBe(tradingPolicy.alerting.burnRates.length);
  });

  test("silence is good news where nothing is published while nothing happens, and no news elsewhere", () => {
    expect(alarm("trading-error-rate").treat_missing_data).toBe("notBreaching");
    expect(alarm("trading-trades-read-throttles").treat_missing_data).toBe("notBreaching");
    expect(alarm("trading-order-service-memory-a").treat_missing_data).toBe("missing");
  });

  test("connections are held against the limit of the class that a size names", async () => {
    expect(alarm("trading-database-connections-writer").threshold).toBe(4000);
    const smaller = await planJson(dir, { tfvars: { database_writer_class: "db.r6g.xlarge" } });
    expect(smaller.at("aws_cloudwatch_metric_alarm.alarms_database_database_connections_writer_alarm").threshold).toBeCloseTo(0.8 * 3604);
  }, 240_000);

  test("fewer shards take their nodes' alarms with them and leave the others alone", async () => {
    const before = Object.keys(Object.fromEntries(plan.ofType("aws_cloudwatch_metric_alarm")));
    const smaller = await planJson(dir, { tfvars: { cache_shards: 14 } });
    const after = new Set(smaller.ofType("aws_cloudwatch_metric_alarm").keys());
    const gone = before.filter((address) => !after.has(address));
    expect(gone).toHaveLength(6);
    expect(gone.every((address) => /alarms_cache_.*\["0015-00[123]"\]$/.test(address))).toBe(true);
  }, 240_000);
});
