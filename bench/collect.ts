/**
 * Collects 90 days of 500 components from a simulator in a process of its own: first with AWS's quotas enforced, the next day's points
 * after it, then a full collection again without quotas. Each collection is a process of its own, so that its memory can be told.
 * The last line is one JSON object. `quick` as an argument takes a tenth of the components.
 */
import { spawn } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { ClientRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { defaultsOf, SECONDS_PER_DAY } from "../contract";
import { collect } from "../optimizer/telemetry";
import { DEFAULT_QUOTAS } from "../optimizer/telemetry/cloudwatch";
import { planCollection } from "../optimizer/telemetry/collection/plan";
import { SimulatorClient, startSimulator } from "../simulator";
import { largeDeployment, largeScenario } from "./support/large-deployment";
import { leastCalls, type Span } from "./support/least-calls";

const COMPONENTS = 500;
const QUICK_COMPONENTS = 50;
const EXTRA_METRICS_SHARE = 0.05;
const HOUR = 3600;

const measured = z.object({
  seconds: z.number(),
  rssMb: z.number(),
  calls: z.number(),
  metrics: z.number(),
  points: z.number(),
  usd: z.number(),
  series: z.number(),
});
type Measured = z.infer<typeof measured>;

/** Runs a mode of this file in a process of its own. */
function child(mode: string, args: readonly string[], url?: string) {
  const endpoints = url === undefined ? {} : { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  return spawn(process.execPath, ["--import", "tsx", __filename, mode, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...endpoints, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
}

async function firstLine(running: ReturnType<typeof child>): Promise<string> {
  const ended = once(running, "exit").then(([code]) => Promise.reject(new Error(`the process ended with ${code}`)));
  const [line] = await Promise.race([once(createInterface({ input: running.stdout }), "line"), ended]);
  return String(line);
}

/** The simulator, until stdin ends. */
async function serve(components: number, quotas: boolean): Promise<void> {
  const contract = largeDeployment(components);
  const simulator = await startSimulator({ scenario: largeScenario(contract), contract, quotas });
  console.log(simulator.url);
  process.stdin.resume().once("end", () => void simulator.close());
}

/** One collection; what it made of calls is counted where they leave. */
async function collectOnce(components: number, store: string, nowEpoch: number, paced: boolean): Promise<void> {
  let calls = 0;
  subscribe("http.client.request.start", (message) => {
    const { request } = z.object({ request: z.instanceof(ClientRequest) }).parse(message);
    if (String(request.getHeader("x-amz-target")).endsWith("GetMetricData")) calls++;
  });
  const contract = largeDeployment(components);
  const started = performance.now();
  const { estimate, manifest } = await collect({
    contract,
    current: defaultsOf(contract.components),
    capacity: [],
    pins: {},
    tags: {},
    nowEpoch,
    storeRoot: store,
    ...(paced && { quotas: DEFAULT_QUOTAS }),
  });
  const { metrics, points, usd } = estimate;
  console.log(
    JSON.stringify({
      seconds: (performance.now() - started) / 1000,
      rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      calls,
      metrics,
      points,
      usd,
      series: manifest.series.length,
    } satisfies Measured),
  );
}

/** One per series and tier: what a packing without any cut bills. */
function spansOf(components: number, nowEpoch: number): readonly Span[] {
  const { series, stretches } = planCollection({ contract: largeDeployment(components), nowEpoch }, "simulator", undefined);
  const spans = new Map<number, number>();
  for (const { id } of series) {
    for (const { length } of stretches.get(id)?.read ?? []) spans.set(length, (spans.get(length) ?? 0) + 1);
  }
  return [...spans].map(([points, count]) => ({ series: count, points }));
}

/** A day's new points: minutes at the end, five minutes where minutes have expired, hours where five minutes have. */
const nextDaySpans = (series: number): readonly Span[] => [60, 300, HOUR].map((period) => ({ series, points: SECONDS_PER_DAY / period }));

async function measure(components: number): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "trimtab-collect-"));
  const run = async (url: string, store: string, nowEpoch: number, paced: boolean): Promise<Measured> => {
    const running = child("collect", [String(components), join(work, store), String(nowEpoch), String(paced)], url);
    const line = await firstLine(running);
    if (running.exitCode === null) await once(running, "exit");
    const result = measured.parse(JSON.parse(line));
    console.log(`${store}, ${paced ? "paced" : "unpaced"}:`, line);
    return result;
  };
  const withSimulator = async <T>(quotas: boolean, use: (url: string) => Promise<T>): Promise<T> => {
    const server = child("serve", [String(components), String(quotas)]);
    try {
      return await use(await firstLine(server));
    } finally {
      server.stdin.end();
      await once(server, "exit");
    }
  };
  try {
    const nowEpoch = Date.parse(largeScenario(largeDeployment(1)).now) / 1000;
    const unthrottled = await withSimulator(false, (url) => run(url, "unthrottled", nowEpoch, false));
    const [full, nextDay] = await withSimulator(true, async (url) => {
      const first = await run(url, "quotas", nowEpoch, true);
      await new SimulatorClient(url).setClock(nowEpoch + SECONDS_PER_DAY);
      return [first, await run(url, "quotas", nowEpoch + SECONDS_PER_DAY, true)] as const;
    });
    const spans = spansOf(components, nowEpoch);
    const least = leastCalls(spans, EXTRA_METRICS_SHARE);
    const leastNextDay = leastCalls(nextDaySpans(full.series), EXTRA_METRICS_SHARE);
    const minimalMetrics = spans.reduce((sum, { series }) => sum + series, 0);
    const boundSeconds = Math.max(full.points / DEFAULT_QUOTAS.olderPointsPerSecond, least / DEFAULT_QUOTAS.callsPerSecond);
    console.log(
      `least calls ${least}, made ${full.calls}; next day least ${leastNextDay}, made ${nextDay.calls}; quota's bound ${boundSeconds.toFixed(1)} s`,
    );
    const round = (value: number): number => Number(value.toFixed(3));
    console.log(
      JSON.stringify({
        series: full.series,
        points: full.points,
        callsRatio: round(full.calls / least),
        billedMetricsRatio: round(full.metrics / minimalMetrics),
        wallRatio: round(full.seconds / boundSeconds),
        nextDayCallsRatio: round(nextDay.calls / leastNextDay),
        rssMb: Math.max(full.rssMb, nextDay.rssMb, unthrottled.rssMb),
        apiCostUsd: round(full.usd),
        pointsPerSecondUnthrottled: Math.round(unthrottled.points / unthrottled.seconds),
      }),
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const [mode = "", first = "", second = "", third = "", fourth = ""] = process.argv.slice(2);
if (mode === "serve") void serve(Number(first), second === "true");
else if (mode === "collect") void collectOnce(Number(first), second, Number(third), fourth === "true");
else void measure(mode === "quick" ? QUICK_COMPONENTS : COMPONENTS);
