import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetMetricDataCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { at, DAY, getMetricData, HOUR, MINUTE, mean, nowEpoch, query, simulate, values } from "./client";

const LATENCY = "order_service/service/latency";
const GET_METRIC_DATA = { "x-amz-target": "GraniteServiceVersion20100801.GetMetricData" };
let running: Awaited<ReturnType<typeof simulate>>;

beforeEach(async () => {
  running = await simulate();
});
afterEach(() => running.close());

const lastHour = async (series: string, statistic: string) => {
  const { nowEpoch: now } = await running.control.state();
  return values(running.cloudWatch, series, statistic, { from: now - HOUR, to: now });
};
const ask = () =>
  running.cloudWatch.send(
    new GetMetricDataCommand({ MetricDataQueries: [query(LATENCY, "p99")], StartTime: at(nowEpoch - HOUR), EndTime: at(nowEpoch) }),
  );

describe("the clock", () => {
  it("stands still until it is moved; then 48 hours have passed", async () => {
    const before = await running.control.state();
    const after = await running.control.advanceClock(2 * DAY);
    expect([before.nowEpoch, after.nowEpoch]).toEqual([nowEpoch, nowEpoch + 2 * DAY]);
    expect(await lastHour(LATENCY, "p99")).toHaveLength(60);
  });

  it("does not change what was measured before", async () => {
    const window = { from: nowEpoch - 3 * HOUR, to: nowEpoch };
    const before = await values(running.cloudWatch, LATENCY, "p95", window);
    await running.control.advanceClock(DAY);
    expect(await values(running.cloudWatch, LATENCY, "p95", window)).toEqual(before);
  });
});

describe("the same scenario, configuration and clock", () => {
  it("give the same bytes, in whatever order they are asked for", async () => {
    const body = JSON.stringify({
      MetricDataQueries: [
        query(LATENCY, "p99", 300, "a"),
        query("cache/0002-001/hits", "Sum", 300, "b"),
        query("database/writer/cpu", "Average", 300, "c"),
      ],
      StartTime: nowEpoch - 2 * DAY,
      EndTime: nowEpoch,
    });
    const bytes = async (url: string) => {
      const response = await fetch(url, {
        method: "POST",
        headers: GET_METRIC_DATA,
        body,
      });
      return response.text();
    };
    const first = await bytes(running.url);
    const other = await simulate();
    await values(other.cloudWatch, "orders/table/consumed_reads", "Sum", {
      from: nowEpoch - 30 * DAY,
      to: nowEpoch - 29 * DAY,
      period: 300,
    });
    const second = await bytes(other.url);
    await other.close();
    expect(second).toBe(first);
    expect(first).toContain('"StatusCode":"Complete"');
  });
});

describe("faults", () => {
  it("latency rises from the moment on, and is as before when faults are cleared", async () => {
    await running.control.addFaults({ kind: "latency", component: "order_service", factor: 3, from: "now-30m" });
    const p99 = await lastHour(LATENCY, "p99");
    expect(mean(p99.slice(30)) / mean(p99.slice(0, 30))).toBeGreaterThan(2.7);
    await running.control.clearFaults();
    const cleared = await lastHour(LATENCY, "p99");
    expect(mean(cleared.slice(30)) / mean(cleared.slice(0, 30))).toBeLessThan(1.2);
  });

  it("a slow database is felt by the order service", async () => {
    await running.control.addFaults({ kind: "latency", component: "database", factor: 10, from: "now-30m" });
    const p99 = await lastHour(LATENCY, "p99");
    expect(mean(p99.slice(30)) / mean(p99.slice(0, 30))).toBeGreaterThan(1.5);
  });

  it("errors are the share of requests that was asked for", async () => {
    await running.control.addFaults({ kind: "errors", component: "order_service", share: 0.05, from: "now-1h" });
    const errors = mean(await lastHour("order_service/service/errors", "Sum"));
    expect(errors / mean(await lastHour("order_service/service/requests", "Sum"))).toBeCloseTo(0.05, 2);
  });

  it("demand multiplies requests", async () => {
    const before = mean(await lastHour("order_service/service/requests", "Sum"));
    await running.control.addFaults({ kind: "demand", component: "order_service", factor: 2, from: "now-1h" });
    expect(mean(await lastHour("order_service/service/requests", "Sum")) / before).toBeCloseTo(2, 2);
  });

  it("a gap silences its series and no other, in every tier", async () => {
    await running.control.addFaults({ kind: "gap", series: "database/writer", from: "now-40m", to: "now-10m" });
    expect(await lastHour("database/writer/cpu", "Average")).toHaveLength(30);
    expect(await lastHour("database/reader_2/cpu", "Average")).toHaveLength(60);
    const window = { from: nowEpoch - HOUR, to: nowEpoch, period: 300 };
    expect(await values(running.cloudWatch, "database/writer/cpu", "Maximum", window)).toHaveLength(6);
  });

  it("a series that is silent for two weeks is no longer listed", async () => {
    const list = async () =>
      (await running.cloudWatch.send(new ListMetricsCommand({ Namespace: "AWS/DAX", MetricName: "CPUUtilization" }))).Metrics?.length;
    expect(await list()).toBe(6);
    await running.control.addFaults({ kind: "gap", series: "accelerator/c", from: "now-13d" });
    expect(await list()).toBe(6);
    await running.control.addFaults({ kind: "gap", series: "accelerator/c", from: "now-15d" });
    expect(await list()).toBe(5);
  });

  it.each([
    ["throttling", "ThrottlingException"],
    ["expired-token", "ExpiredTokenException"],
    ["access-denied", "AccessDeniedException"],
    ["internal-error", "InternalServiceFault"],
    ["unavailable", "ServiceUnavailable"],
  ] as const)("%s: the SDK throws %s, as often as was asked for", async (error, name) => {
    await running.control.addFaults({ kind: "api", error, calls: 1 });
    await expect(ask()).rejects.toMatchObject({ name });
    expect((await ask()).MetricDataResults).toHaveLength(1);
  });

  it("a call that hangs never answers", async () => {
    await running.control.addFaults({ kind: "api", error: "hang", operation: "GetMetricData" });
    const signal = AbortSignal.timeout(200);
    await expect(fetch(running.url, { method: "POST", headers: GET_METRIC_DATA, body: "{}", signal })).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });

  it("that make no sense are refused", async () => {
    await expect(running.control.addFaults({ kind: "latency", component: "order_service", factor: -1 })).rejects.toThrow(/factor/);
    await expect(running.control.addFaults({ kind: "gap", series: "order_servise/service" })).rejects.toThrow(
      /there is no component order_servise/,
    );
  });
});

describe("configuration", () => {
  it("from a file counts from the moment at which it is read again; history stays", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "simulator-")), "trading.tfvars.json");
    const other = await simulate({ configuration: { from: "file", path } });
    const cpu = async (from: number) =>
      mean(await values(other.cloudWatch, "order_service/a/cpu", "Average", { from, to: from + HOUR, period: MINUTE }));
    const dayBefore = await cpu(nowEpoch - DAY);
    writeFileSync(path, JSON.stringify({ order_service_instance_type: "c6i.4xlarge" }));
    expect(await other.control.reloadConfiguration()).toEqual(["order_service_instance_type"]);
    expect(await other.control.reloadConfiguration()).toEqual([]);
    await other.control.advanceClock(DAY);
    expect(await cpu(nowEpoch - DAY)).toBe(dayBefore);
    expect((await cpu(nowEpoch + 2 * HOUR)) / (await cpu(nowEpoch - DAY + 2 * HOUR))).toBeGreaterThan(1.6);
    await other.close();
  });

  it("that the contract does not allow is refused with every problem", async () => {
    const wrong = { order_service_instance_type: "c6i.metal", no_such_variable: 1 };
    await expect(simulate({ configuration: { from: "values", values: wrong } })).rejects.toMatchObject({
      problems: [expect.stringMatching(/c6i\.metal/), expect.stringMatching(/no_such_variable/)],
    });
  });
});

describe("ListMetrics", () => {
  it("pages by 500 and filters by dimension", async () => {
    const first = await running.cloudWatch.send(new ListMetricsCommand({}));
    expect(first.Metrics).toHaveLength(500);
    const second = await running.cloudWatch.send(new ListMetricsCommand({ NextToken: first.NextToken }));
    expect(second.NextToken).toBeUndefined();
    const one = await running.cloudWatch.send(new ListMetricsCommand({ Dimensions: [{ Name: "NodeId", Value: "dax-b" }] }));
    expect(new Set(one.Metrics?.map(({ Namespace }) => Namespace))).toEqual(new Set(["AWS/DAX"]));
  });

  it("leaves out throttling events that never happened", async () => {
    const { Metrics } = await running.cloudWatch.send(new ListMetricsCommand({ MetricName: "WriteThrottleEvents" }));
    expect(Metrics).toEqual([]);
  });
});

describe("quotas", () => {
  it("off: any number of calls", async () => {
    await Promise.all(Array.from({ length: 60 }, ask));
  });

  it("on: the 51st call within a second is throttled, and a second later there is room again", async () => {
    let seconds = 0;
    const limited = await simulate({ quotas: true, elapsedSeconds: () => seconds });
    const call = () =>
      getMetricData(limited.cloudWatch, {
        MetricDataQueries: [query(LATENCY, "p99")],
        StartTime: at(nowEpoch - MINUTE),
        EndTime: at(nowEpoch),
      });
    for (let i = 0; i < 50; i++) await call();
    await expect(call()).rejects.toMatchObject({ name: "ThrottlingException" });
    seconds = 1;
    await call();
    await limited.close();
  });

  it("on: points count too, and older ones have the larger quota", async () => {
    const MetricDataQueries = Array.from({ length: 500 }, (_, i) => query("order_service/a/in_service", "Average", 60, `q${i}`));
    const pages = async (StartTime: number, EndTime: number) => {
      const limited = await simulate({ quotas: true, elapsedSeconds: () => 0 });
      const body = JSON.stringify({ MetricDataQueries, StartTime, EndTime });
      for (let served = 0; ; served++) {
        const response = await fetch(limited.url, { method: "POST", headers: GET_METRIC_DATA, body });
        const text = await response.text();
        if (response.ok) continue;
        expect(text).toContain("ThrottlingException");
        await limited.close();
        return served;
      }
    };
    expect(await pages(nowEpoch - 3 * HOUR, nowEpoch)).toBe(2);
    expect(await pages(nowEpoch - 5 * HOUR, nowEpoch - 2 * HOUR)).toBe(5);
  });
});
