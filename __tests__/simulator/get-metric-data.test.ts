import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { at, DAY, getMetricData, HOUR, MINUTE, nowEpoch, query, simulate } from "./client";

const CPU = "order_service/a/cpu";
let running: Awaited<ReturnType<typeof simulate>>;

beforeAll(async () => {
  running = await simulate();
});
afterAll(() => running.close());

const ask = (queries: ReturnType<typeof query>[], from: number, to = nowEpoch, more = {}) =>
  getMetricData(running.cloudWatch, { MetricDataQueries: queries, StartTime: at(from), EndTime: at(to), ...more });

const refused = (input: object) =>
  running.cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [query(CPU, "Average")],
      StartTime: at(nowEpoch - HOUR),
      EndTime: at(nowEpoch),
      ...input,
    }),
  );

describe("retention", () => {
  const KEPT = [
    { period: 60, days: 15 },
    { period: 120, days: 15 },
    { period: 300, days: 63 },
    { period: 900, days: 63 },
    { period: 3600, days: 455 },
    { period: 86_400, days: 455 },
  ];
  it.each(KEPT)("a 460-day query at $period s silently returns $days days", async ({ period, days }) => {
    const { results } = await ask([query("accelerator/b/memory", "Maximum", period)], nowEpoch - 460 * DAY);
    const timestamps = results.get("q")?.Timestamps ?? [];
    const oldest = Math.min(...timestamps.map((time) => time.getTime() / 1000));
    expect(timestamps.length).toBeGreaterThanOrEqual((days * DAY) / period - 1);
    expect(nowEpoch - oldest).toBeLessThanOrEqual(days * DAY);
    expect(nowEpoch - oldest).toBeGreaterThan(days * DAY - period);
  });

  it("knows nothing after its clock", async () => {
    const { results } = await ask([query(CPU, "Average")], nowEpoch - 5 * MINUTE, nowEpoch + HOUR);
    expect(results.get("q")?.Timestamps).toHaveLength(5);
  });
});

describe("answers", () => {
  it("come latest first unless asked otherwise, and both ways hold the same points", async () => {
    const down = (await ask([query(CPU, "Average")], nowEpoch - HOUR)).results.get("q");
    const up = (await ask([query(CPU, "Average")], nowEpoch - HOUR, nowEpoch, { ScanBy: "TimestampAscending" })).results.get("q");
    expect(up?.Timestamps?.[0]).toEqual(at(nowEpoch - HOUR));
    expect([...(down?.Values ?? [])].reverse()).toEqual(up?.Values);
    expect([...(down?.Timestamps ?? [])].reverse()).toEqual(up?.Timestamps);
  });

  it("are empty and complete for a series that nobody publishes", async () => {
    const unknown = { Metric: { Namespace: "AWS/EC2", MetricName: "CPUUtilization", Dimensions: [] }, Period: 60, Stat: "Average" };
    const { results } = await ask([{ Id: "nobody", MetricStat: unknown }], nowEpoch - HOUR);
    expect(results.get("nobody")).toMatchObject({ StatusCode: "Complete", Values: [], Timestamps: [] });
  });

  it("name themselves as simulated", async () => {
    const response = await fetch(`${running.url}/_simulator/state`);
    expect(response.headers.get("x-trimtab-simulator")).toMatch(/not AWS/);
  });
});

describe("paging", () => {
  const nodes = ["0001-001", "0001-002", "0002-001", "0003-001", "0004-001", "0005-001"];
  const queries = nodes.map((node, i) => query(`cache/${node}/engine_cpu`, "Average", 60, `q${i}`));
  const window = 15 * DAY;

  it("stops at 100,800 points, says PartialData where it cut a series, and goes on with NextToken", async () => {
    const { results, pages } = await ask(queries, nowEpoch - window);
    const perPage = pages.map((page) => page.reduce((sum, { Values }) => sum + (Values?.length ?? 0), 0));
    expect(perPage).toEqual([100_800, nodes.length * 21_600 - 100_800]);
    expect(pages[0]?.at(-1)?.StatusCode).toBe("PartialData");
    expect([...results.values()].map(({ Values }) => Values?.length)).toEqual(nodes.map(() => 21_600));
    expect(new Set(results.get("q4")?.Timestamps?.map((time) => time.getTime())).size).toBe(21_600);
  });

  it("is the same data as one page, whatever MaxDatapoints is", async () => {
    const whole = await ask(queries.slice(0, 2), nowEpoch - 6 * HOUR);
    const cut = await ask(queries.slice(0, 2), nowEpoch - 6 * HOUR, nowEpoch, { MaxDatapoints: 37 });
    expect(cut.pages.length).toBe(Math.ceil(720 / 37));
    expect(cut.results.get("q1")?.Values).toEqual(whole.results.get("q1")?.Values);
  });
});

describe("limits", () => {
  const many = (length: number) => Array.from({ length }, (_, i) => query(CPU, "Average", 60, `q${i}`));
  it("takes 500 queries", async () => {
    expect((await refused({ MetricDataQueries: many(500), StartTime: at(nowEpoch - 60) })).MetricDataResults).toHaveLength(500);
  });

  const REFUSED: readonly (readonly [string, object, RegExp])[] = [
    ["501 queries", { MetricDataQueries: many(501) }, /at most 500/],
    ["100,801 points", { MaxDatapoints: 100_801 }, /at most 100800/],
    ["a period that is no multiple of 60", { MetricDataQueries: [query(CPU, "Average", 90)] }, /multiple of 60/],
    ["an end before its start", { EndTime: at(nowEpoch - DAY) }, /StartTime/],
    ["a statistic that is not served", { MetricDataQueries: [query(CPU, "TM99")] }, /TM99/],
    ["two queries with one Id", { MetricDataQueries: [query(CPU, "Average"), query(CPU, "Maximum")] }, /unique/],
  ];
  it.each(REFUSED)("refuses %s", async (_name, input, message) => {
    await expect(refused(input)).rejects.toMatchObject({ name: "ValidationException", message: expect.stringMatching(message) });
  });

  it("refuses a NextToken that it did not give", async () => {
    await expect(refused({ NextToken: "made-up" })).rejects.toMatchObject({ name: "InvalidNextToken" });
  });
});
