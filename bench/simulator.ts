/** Points per second that the simulator serves to one client over loopback, each side its own process. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { tradingContractFixture } from "../__tests__/simulator/contract";
import { type DeploymentContract, METRICS } from "../contract";
import { loadScenario, SCENARIOS, startSimulator } from "../simulator";

const SCENARIO = resolve(SCENARIOS, "trading-overprovisioned.json");
const DAY = 86_400;
/** Look-back of 90 days, stitched from the tiers that still hold its parts. */
const TIERS = [
  { period: 3600, from: 90, to: 63 },
  { period: 300, from: 63, to: 15 },
  { period: 60, from: 15, to: 0 },
] as const;
const QUERIES_PER_CALL = 100;
const TARGET = "GraniteServiceVersion20100801.GetMetricData";

interface Query {
  readonly Id: string;
  readonly MetricStat: object;
}

function queries(contract: DeploymentContract, period: number): readonly Query[] {
  const found = Object.entries(contract.components).flatMap(([name, { kind }]) =>
    METRICS[kind].flatMap((entry) =>
      (contract.inventory[name]?.resources ?? [])
        .filter(({ scope }) => scope === entry.scope)
        .flatMap(({ dimensions }) =>
          entry.statistics.map((Stat) => ({
            Metric: {
              Namespace: entry.namespace,
              MetricName: entry.metricName,
              Dimensions: Object.entries({ ...dimensions, ...entry.dimensions }).map(([Name, Value]) => ({ Name, Value })),
            },
            Period: period,
            Stat,
          })),
        ),
    ),
  );
  return found.map((MetricStat, i) => ({ Id: `q${i}`, MetricStat }));
}

async function fetchAll(
  url: string,
  contract: DeploymentContract,
  now: number,
): Promise<{ readonly bytes: number; readonly calls: number; readonly series: number }> {
  let bytes = 0;
  let calls = 0;
  let series = 0;
  for (const { period, from, to } of TIERS) {
    const all = queries(contract, period);
    series = all.length;
    for (let at = 0; at < all.length; at += QUERIES_PER_CALL) {
      let NextToken: string | undefined;
      do {
        const body = {
          MetricDataQueries: all.slice(at, at + QUERIES_PER_CALL),
          StartTime: now - from * DAY,
          EndTime: now - to * DAY,
          NextToken,
        };
        const response = await fetch(url, { method: "POST", headers: { "x-amz-target": TARGET }, body: JSON.stringify(body) });
        const text = Buffer.from(await response.arrayBuffer());
        bytes += text.length;
        calls += 1;
        NextToken = /"NextToken":"([^"]+)"\}$/.exec(text.subarray(-200).toString("latin1"))?.[1];
      } while (NextToken !== undefined);
    }
  }
  return { bytes, calls, series };
}

async function measure(): Promise<void> {
  const server = spawn(process.execPath, ["--import", "tsx", __filename, "serve"], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const url = await new Promise<string>((found) => server.stdout.once("data", (line: Buffer) => found(line.toString().trim())));
    const contract = tradingContractFixture();
    const now = Date.parse(loadScenario(SCENARIO).now) / 1000;
    const started = performance.now();
    const { bytes, calls, series } = await fetchAll(url, contract, now);
    const seconds = (performance.now() - started) / 1000;
    const pointsPerSeries = TIERS.reduce((sum, { period, from, to }) => sum + ((from - to) * DAY) / period, 0);
    const points = Math.round(series * pointsPerSeries);
    const round = (value: number) => Math.round(value * 100) / 100;
    console.log(
      JSON.stringify({
        series,
        points,
        calls,
        seconds: round(seconds),
        pointsPerSecond: Math.round(points / seconds),
        megabytes: round(bytes / 1e6),
      }),
    );
  } finally {
    server.stdin.end();
  }
}

async function serve(): Promise<void> {
  const simulator = await startSimulator({ scenario: SCENARIO, contract: tradingContractFixture() });
  console.log(simulator.url);
  process.stdin.resume().once("end", () => void simulator.close());
}

void (process.argv[2] === "serve" ? serve() : measure());
