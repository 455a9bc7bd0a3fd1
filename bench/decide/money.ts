import { type DeploymentContract, SECONDS_PER_DAY } from "../../contract";
import { DEFAULT_PATIENCE } from "../../optimizer/telemetry/aws/client";
import { systemTimer } from "../../optimizer/telemetry/aws/timer";
import { readMoney } from "../../optimizer/telemetry/collection/money";
import { plannedSeries } from "../../optimizer/telemetry/series";
import { type Scenario, startSimulator } from "../../simulator";
import type { Beside } from "./measure";

/** Prices and commitments as the simulator serves them, read over the wire: they are the same for every seed. */
export async function readBeside(scenario: Scenario, contract: DeploymentContract): Promise<Beside> {
  const simulator = await startSimulator({ scenario, contract });
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
    AWS_REGION: contract.regions[0] ?? "us-east-1",
  });
  try {
    const nowEpoch = Date.parse(scenario.now) / 1000;
    const money = await readMoney(
      { contract, nowEpoch, costs: true },
      {
        series: plannedSeries(contract),
        source: "simulator",
        environment: process.env,
        maxCostUsd: contract.policy.maxApiCostUsd,
        window: { startEpoch: nowEpoch - contract.policy.lookBackDays * SECONDS_PER_DAY, endEpoch: nowEpoch },
        patience: DEFAULT_PATIENCE,
        timer: systemTimer,
        signal: new AbortController().signal,
      },
    );
    return { ...money, tags: Object.fromEntries(Object.keys(contract.components).map((name) => [name, scenario.tags?.[name] ?? {}])) };
  } finally {
    process.env = before;
    await simulator.close();
  }
}
