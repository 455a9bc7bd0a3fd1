import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { AwsError, defaultsOf, InputError, RefusedError } from "../../../contract";
import { type CollectOptions, collect, openSnapshot, plannedSeries, slotOf } from "../../../optimizer/telemetry";
import { DEFAULT_PATIENCE } from "../../../optimizer/telemetry/aws/client";
import { temporaryDirectory } from "../../support/temporary-directory";
import { type Answers, type AwsServer, type Fault, type MetricQuery, startAwsServer, useEndpoint } from "./support/aws-server";
import { smallContract } from "./support/contract";

const NOW = 1_790_000_000;
const directory = temporaryDirectory();
const sendTo = useEndpoint();

const options = (more: Partial<CollectOptions> = {}): CollectOptions => ({
  contract: smallContract,
  current: defaultsOf(smallContract.components),
  capacity: [],
  pins: {},
  tags: {},
  nowEpoch: NOW,
  storeRoot: directory(),
  days: 1,
  ...more,
});

/** Something of its own for each series. */
const levelOf = ({ MetricStat: { Metric, Stat } }: MetricQuery): number =>
  [...`${Metric.MetricName}${Stat}${JSON.stringify(Metric.Dimensions)}`].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973,
    7,
  );

/** Every point is there, and no two of a day are the same. */
const everyPeriod: Answers["series"] = (query, start, end) => {
  const { Period } = query.MetricStat;
  const level = levelOf(query);
  const Timestamps = Array.from({ length: Math.ceil((end - start) / Period) }, (_, i) => start + i * Period);
  return { Timestamps, Values: Timestamps.map((epoch) => level + (epoch % 86_400) / 86_401) };
};

/** One component is enough where the amount does not matter. */
const justDax = {
  ...smallContract,
  components: { accelerator: smallContract.components.accelerator },
  inventory: { accelerator: smallContract.inventory.accelerator },
};

let server: AwsServer | undefined;
afterEach(() => server?.close());

async function serve(answers: Partial<Answers> = {}): Promise<AwsServer> {
  server = await startAwsServer({ series: everyPeriod, ...answers });
  sendTo(server.url);
  return server;
}

const leftBehind = (): readonly string[] =>
  readdirSync(directory(), { recursive: true })
    .map(String)
    .filter((path) => path.includes("/"));

describe("collecting", () => {
  it("stores every point of every series, at the finest period kept", async () => {
    const { metricCalls } = await serve();
    const { directory: stored } = await collect(options({ contract: justDax, days: 70 }));
    const snapshot = await openSnapshot(stored);
    expect(snapshot.manifest.tiers.map(({ periodSeconds }) => periodSeconds)).toEqual([3600, 300, 60]);
    expect([...snapshot.series.keys()]).toEqual(plannedSeries(justDax).map(({ id }) => id));
    for (const { id, tiers } of snapshot.series.values()) {
      const query = metricCalls
        .flatMap(({ MetricDataQueries }) => MetricDataQueries)
        .find(({ MetricStat: { Metric, Stat } }) => id === `accelerator/a/cpu/${Stat}` && Metric.MetricName === "CPUUtilization");
      for (const { grid, values } of tiers) {
        expect(values.length).toBe(grid.length);
        expect(values.every((value) => !Number.isNaN(value))).toBe(true);
        if (query === undefined) continue;
        const expected = everyPeriod(
          { ...query, MetricStat: { ...query.MetricStat, Period: grid.periodSeconds } },
          grid.startEpoch,
          grid.startEpoch + 7200,
          0,
        );
        expected.Values.forEach((value, i) => void expect(values[i]).toBe(value * 0.01));
      }
    }
    expect(metricCalls.length).toBeLessThan(8);
  });

  it("converts to canonical units where series are read: percent to fraction, sums to rates", async () => {
    await serve({
      series: (query, start, end) => ({
        ...everyPeriod(query, start, end, 0),
        Values: everyPeriod(query, start, end, 0).Values.map(() => 60),
      }),
    });
    const { series } = await openSnapshot((await collect(options())).directory);
    const first = (id: string) => series.get(id)?.tiers[0]?.values[0];
    expect(first("database/writer/cpu/Average")).toBeCloseTo(0.6);
    expect(first("trades/table/consumed_reads/Sum")).toBe(1);
    expect(first("order_service/service/latency/p99")).toBe(60);
    expect(first("database/cluster/volume_read_iops/Average")).toBe(0.2);
  });

  it("follows pages, however short", async () => {
    const { metricCalls } = await serve({ pageSize: 2_000 });
    const { manifest } = await collect(options({ contract: justDax }));
    const expected = manifest.tiers[0]?.length;
    expect(manifest.series.every(({ points }) => points["60"] === expected)).toBe(true);
    expect(metricCalls.length).toBeGreaterThan(4);
    expect(metricCalls.some(({ NextToken }) => NextToken !== undefined)).toBe(true);
  });

  it("asks again for what CloudWatch left unfinished without a further page", async () => {
    const half: Answers["series"] = (query, start, end, call) =>
      call === 1 ? { ...everyPeriod(query, start, start + 6_000, call), StatusCode: "PartialData" } : everyPeriod(query, start, end, call);
    await serve({ series: half });
    const { manifest } = await collect(options({ contract: justDax }));
    expect(manifest.series.every(({ points }) => points["60"] === manifest.tiers[0]?.length)).toBe(true);
  });

  it.each<readonly [string, (start: number, end: number) => readonly number[]]>([
    ["the latest come first", (start, end) => [end - 60, end - 120, start + 6_000]],
    ["one is of a time after the span", (start, end) => [start, start + 60, end + 3_600]],
  ])("takes an unfinished answer's last point for no sign of those before it, where %s", async (_, times) => {
    const muddled: Answers["series"] = (query, start, end, call) => {
      if (call > 1) return everyPeriod(query, start, end, call);
      return { Timestamps: times(start, end), Values: [1, 1, 1], StatusCode: "PartialData" };
    };
    await serve({ series: muddled });
    const { manifest } = await collect(options({ contract: justDax }));
    expect(manifest.series.every(({ points }) => points["60"] === manifest.tiers[0]?.length)).toBe(true);
  });

  it("asks a stand-in, which answers one call after the other, for no more at a time in three regions than in one", async () => {
    const { mostAtOnce } = await serve({ answerMs: 20 });
    const regions = ["us-east-1", "us-west-2", "eu-west-1"];
    const nodes = regions.flatMap((region) =>
      smallContract.inventory.accelerator.resources.map((node) => ({ ...node, name: region, region })),
    );
    const contract = { ...justDax, regions, inventory: { accelerator: { region: "us-east-1", resources: nodes } } };
    const { estimate } = await collect(options({ contract, days: 90 }));
    expect(estimate.calls).toBeGreaterThan(9);
    expect(mostAtOnce()).toBe(3);
  });

  it("orders what comes out of order, counts what comes twice, and leaves out what lies outside", async () => {
    const muddled: Answers["series"] = (_query, start) => ({
      Timestamps: [start + 120, start, start, start - 60, start + 60],
      Values: [3, 1, 1.5, 99, 2],
    });
    await serve({ series: muddled });
    const { directory: stored, manifest } = await collect(options({ days: 1 }));
    expect(manifest.series.find(({ id }) => id === "database/writer/connections/Average")).toMatchObject({
      id: "database/writer/connections/Average",
      points: { "60": 3 },
      dropped: { duplicate: 1, outOfOrder: 3, notFinite: 0, outside: 1 },
    });
    const { series } = await openSnapshot(stored);
    expect([...(series.get("database/writer/connections/Average")?.tiers[0]?.values.slice(0, 4) ?? [])]).toEqual([1.5, 2, 3, Number.NaN]);
  });

  it("leaves gaps as gaps, and says how much of each series is there", async () => {
    const secondHalf: Answers["series"] = (query, start, end) => everyPeriod(query, start + (end - start) / 2, end, 0);
    await serve({
      series: (query, start, end, call) =>
        (query.MetricStat.Metric.Namespace === "AWS/RDS" ? secondHalf : everyPeriod)(query, start, end, call),
    });
    const { series, manifest } = await openSnapshot((await collect(options())).directory);
    expect(series.get("database/writer/cpu/Average")?.coverage[60]).toBeCloseTo(0.5, 2);
    expect(series.get("order_service/a/cpu/Average")?.coverage[60]).toBe(1);
    const [grid] = manifest.tiers;
    expect(grid === undefined ? undefined : slotOf(grid, grid.startEpoch)).toBe(0);
    expect(series.get("database/writer/cpu/Average")?.tiers[0]?.values[0]).toBeNaN();
  });

  it("says that measurements of a loopback endpoint are a simulator's", async () => {
    await serve();
    expect((await collect(options({ contract: justDax }))).manifest.source).toBe("simulator");
  });

  describe("from what is not on this machine", () => {
    // An address that leads here, and is none of this machine's names.
    const elsewhere = (url: string): string => url.replace("127.0.0.1", "0.0.0.0");
    const signedBy = (accountId: string) => async () => ({ accessKeyId: "test", secretAccessKey: "test", accountId });

    it("keeps by how much the clocks differ", async () => {
      sendTo(elsewhere((await serve()).url));
      const nowEpoch = Math.floor(Date.now() / 1000) + 40;
      const { manifest, accountIsKnown } = await collect(options({ contract: justDax, nowEpoch, credentials: signedBy(justDax.account) }));
      expect([manifest.source, accountIsKnown]).toEqual(["aws", true]);
      expect(manifest.clockSkewSeconds).toBeGreaterThanOrEqual(39);
      expect(manifest.clockSkewSeconds).toBeLessThanOrEqual(42);
    });

    it("says where credentials do not tell whose they are", async () => {
      sendTo(elsewhere((await serve()).url));
      const keys = async () => ({ accessKeyId: "test", secretAccessKey: "test" });
      const nowEpoch = Math.floor(Date.now() / 1000);
      expect((await collect(options({ contract: justDax, nowEpoch, credentials: keys }))).accountIsKnown).toBe(false);
    });

    it("asks nothing with credentials of another account, whose resources may have the same names", async () => {
      const { metricCalls, url } = await serve();
      sendTo(elsewhere(url));
      await expect(collect(options({ contract: justDax, credentials: signedBy("210987654321") }))).rejects.toMatchObject({
        message: expect.stringContaining(`are of account 210987654321, but trading is in account ${justDax.account}`),
      });
      expect(metricCalls).toEqual([]);
    });
  });

  it("gives the same hash for the same answers", async () => {
    await serve();
    const first = await collect(options({ contract: justDax }));
    const second = await collect(options({ contract: justDax }));
    expect(second.manifest.hash).toBe(first.manifest.hash);
    expect(second.directory).toBe(first.directory);
  });

  it("reports progress up to the estimate's last call", async () => {
    await serve();
    const seen: number[] = [];
    const { estimate } = await collect(options({ contract: justDax, onProgress: ({ callsDone }) => seen.push(callsDone) }));
    expect(seen).toEqual(Array.from({ length: estimate.calls }, (_, i) => i + 1));
  });
});

const refused = (code: string, status = 400): Fault => ({
  status,
  body: { __type: code, message: "no" },
  headers: { "x-amzn-errortype": code },
});

describe("collecting fails with one message that says what to do, and leaves nothing behind,", () => {
  const impatient = { ...DEFAULT_PATIENCE, connectMs: 500, requestMs: 300, silenceMs: 700 };

  it.each([
    ["when credentials have expired", refused("ExpiredTokenException"), /have expired/, /sign in again/],
    ["when credentials are unknown", refused("UnrecognizedClientException"), /not valid/, /sign in again/],
    ["when access is denied", refused("AccessDeniedException"), /access was denied/, /cloudwatch:GetMetricData/],
    ["when the endpoint never answers", "silent", /has not answered|did not answer/, /AWS_ENDPOINT_URL/],
    ["when CloudWatch fails in an unknown way", refused("InvalidParameterValueException"), /InvalidParameterValueException/, undefined],
  ] as const)("%s", async (_case, fault, message, hint) => {
    await serve({ fault: () => fault });
    // A busy machine answers late: only the endpoint that stays silent is to be given up soon.
    const failure = await collect(options(fault === "silent" ? { patience: impatient } : {})).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AwsError);
    expect(failure).toMatchObject({ message: expect.stringMatching(message), ...(hint && { hint: expect.stringMatching(hint) }) });
    expect(leftBehind()).toEqual([]);
  });

  it("when calls are throttled until retries are used up", async () => {
    await serve({ fault: (target) => (target.endsWith("GetMetricData") ? refused("ThrottlingException") : undefined) });
    const failure = await collect(options({ patience: { ...DEFAULT_PATIENCE, attempts: 2 } })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AwsError);
    expect(failure).toMatchObject({ message: expect.stringContaining("throttled") });
    expect(leftBehind()).toEqual([]);
  });

  it("when there are no credentials", async () => {
    const { url } = await serve();
    sendTo(url, {});
    await expect(collect(options())).rejects.toMatchObject({
      message: expect.stringContaining("no AWS credentials"),
      hint: expect.stringContaining("AWS_PROFILE"),
    });
    expect(leftBehind()).toEqual([]);
  });

  it("when nothing listens", async () => {
    sendTo(`http://127.0.0.1:${await freePort()}`);
    await expect(collect(options())).rejects.toMatchObject({ message: expect.stringContaining("cannot be reached") });
    expect(leftBehind()).toEqual([]);
  });

  it("when it fails half-way", async () => {
    await serve({ fault: (_target, call) => (call > 3 ? refused("AccessDeniedException") : undefined), pageSize: 2_000 });
    await expect(collect(options({ contract: justDax }))).rejects.toBeInstanceOf(AwsError);
    expect(leftBehind()).toEqual([]);
  });

  it("when pages lead round in a circle", async () => {
    const circle: Fault = { status: 200, body: { MetricDataResults: [], NextToken: "again" } };
    await serve({ fault: (target) => (target.endsWith("GetMetricData") ? circle : undefined) });
    await expect(collect(options({ contract: justDax }))).rejects.toMatchObject({ message: expect.stringContaining("a token came twice") });
    expect(leftBehind()).toEqual([]);
  });

  it("when it would cost more than is allowed: before any call", async () => {
    const { metricCalls } = await serve();
    await expect(collect(options({ maxApiCostUsd: 0.0001 }))).rejects.toBeInstanceOf(RefusedError);
    expect(metricCalls).toEqual([]);
  });

  it("when the region has none of its components", async () => {
    await expect(collect(options({ regions: ["eu-west-1"] }))).rejects.toBeInstanceOf(InputError);
  });
});

describe("collecting recovers", () => {
  it("from a throttled call", async () => {
    let throttled = 0;
    await serve({ fault: () => (throttled++ === 0 ? refused("ThrottlingException") : undefined) });
    const { manifest } = await collect(options({ contract: justDax }));
    expect(manifest.series.length).toBe(plannedSeries(justDax).length);
  });

  it("without prices where the role may not read them: each key says why", async () => {
    await serve({ fault: (target) => (target.endsWith("GetProducts") ? refused("AccessDeniedException") : undefined) });
    const { prices } = await openSnapshot((await collect(options({ days: 1 }))).directory);
    expect(prices.prices).toEqual([]);
    expect(prices.unpriced).toContainEqual({
      key: "ec2:c6i.8xlarge",
      region: "us-east-1",
      reason: expect.stringContaining("pricing:GetProducts"),
    });
  });
});

/** A port that was free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 1));
    });
  });
