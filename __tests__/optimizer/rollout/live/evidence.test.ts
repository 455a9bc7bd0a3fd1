import { type DeploymentContract, SERVICE_NAMESPACE, type Trigger } from "../../../../contract";
import { cloudWatchEvidence } from "../../../../optimizer/rollout";
import { type Answers, type AwsServer, startAwsServer, useEndpoint } from "../../telemetry/support/aws-server";
import { smallContract } from "../../telemetry/support/contract";

const END = 1_790_000_040;
const window = { startEpoch: END - 180, endEpoch: END };
const trigger = (component: string, metric: string, statistic: Trigger["statistic"], more: Partial<Trigger> = {}): Trigger => ({
  name: metric,
  component,
  metric,
  statistic,
  limit: 1,
  unit: "fraction",
  points: 3,
  outOf: 5,
  ...more,
});
const requests = { per: "requests", minRequestsPerSecond: 1 } as const;

const sendTo = useEndpoint();
let server: AwsServer | undefined;
afterEach(async () => server?.close());

async function evidenceOf(series: Answers["series"], one: Trigger, contract: DeploymentContract = smallContract) {
  server = await startAwsServer({ series });
  sendTo(server.url);
  const [evidence] = await cloudWatchEvidence(contract, [one], window, { nowEpoch: END });
  return evidence;
}

const minutes = (...values: readonly number[]) => ({ Timestamps: values.map((_, i) => window.startEpoch + i * 60), Values: values });

describe("what a trigger is judged by", () => {
  it("is in the metric's unit, with gaps where there is no point", async () => {
    expect((await evidenceOf(() => minutes(50, 75), trigger("accelerator", "cpu", "Maximum")))?.values).toEqual([0.5, 0.75, null]);
  });

  it("is of several resources the worst, wherever each of them is", async () => {
    const elsewhere = { scope: "node", name: "b", dimensions: { ClusterId: "dax", NodeId: "dax-b" }, region: "eu-west-1" };
    const { accelerator } = smallContract.inventory;
    const inventory = { ...smallContract.inventory, accelerator: { ...accelerator, resources: [...accelerator.resources, elsewhere] } };
    const values = (
      await evidenceOf(
        ({ MetricStat: { Metric } }) =>
          Metric.Dimensions.some(({ Value }) => Value === "dax-b") ? minutes(20, 90, 10) : minutes(50, 50, 50),
        trigger("accelerator", "cpu", "Maximum"),
        { ...smallContract, inventory },
      )
    )?.values;
    expect(values).toEqual([0.5, 0.9, 0.5]);
    expect(server?.metricCalls).toHaveLength(2);
  });

  it("is a ratio only where there were requests, of which it keeps the rate", async () => {
    const evidence = await evidenceOf(
      ({ MetricStat: { Metric } }) => {
        if (Metric.MetricName === "RequestCount") return minutes(600, 0, 1200);
        return Metric.MetricName === "RequestErrors" ? minutes(6, 0) : minutes(1, 1, 1);
      },
      trigger("order_service", "errors", "Sum", { ...requests, limit: 0.005 }),
    );
    expect(evidence).toMatchObject({ values: [0.01, null, 0], requestsPerSecond: [10, 0, 20] });
  });

  it("is no ratio where one or two requests failed, and is from the third on", async () => {
    const evidence = await evidenceOf(
      ({ MetricStat: { Metric } }) => (Metric.MetricName === "RequestErrors" ? minutes(1, 2, 3) : minutes(60, 60, 60)),
      trigger("order_service", "errors", "Sum", { ...requests, limit: 0.005 }),
    );
    expect(evidence?.values).toEqual([0, 0, 3 / 60]);
  });

  it.each<[string, Answers["series"], readonly (number | null)[]]>([
    [
      "none where the component is heard of",
      ({ MetricStat: { Metric } }) => (Metric.MetricName === "RequestErrors" ? minutes() : minutes(1, 1, 1)),
      [0, 0, 0],
    ],
    [
      "unknown while nothing is heard of it",
      ({ MetricStat: { Metric } }) => (Metric.MetricName === "RequestErrors" ? minutes() : minutes(1)),
      [0, null, null],
    ],
    [
      "unknown where the instances are heard of and their agent is not",
      ({ MetricStat: { Metric } }) => (Metric.Namespace === SERVICE_NAMESPACE ? minutes(1) : minutes(1, 1, 1)),
      [1 / 60, null, null],
    ],
    ["unknown in an account that has no such component", () => minutes(), [null, null, null]],
  ])("that nobody counted is %s", async (_what, series, values) => {
    expect((await evidenceOf(series, trigger("order_service", "errors", "Sum")))?.values).toEqual(values);
  });

  it("is nothing at all where CloudWatch leaves a series unfinished", async () => {
    // It says the same however often, whatever is asked: that is no progress.
    const unfinished = evidenceOf(() => ({ ...minutes(50), StatusCode: "InternalError" }), trigger("accelerator", "cpu", "Maximum"));
    await expect(unfinished).rejects.toThrow(/could not read 1 of 1 series/);
    expect(server?.metricCalls.length).toBeLessThan(10);
  });
});
