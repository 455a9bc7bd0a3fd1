import { join } from "node:path";
import { defaultsOf, priceKeysOf } from "../../../contract";
import { evidenceOf, stackEvidence } from "../../../optimizer/evidence";
import { exclusions } from "../../../optimizer/guards/exclusions";
import { collect, openSnapshot } from "../../../optimizer/telemetry";
import { DEFAULT_PATIENCE } from "../../../optimizer/telemetry/aws/client";
import { systemTimer } from "../../../optimizer/telemetry/aws/timer";
import { readPrices } from "../../../optimizer/telemetry/pricing";
import { loadScenario, SCENARIOS, type Simulator, startSimulator } from "../../../simulator";
import { tradingContract } from "../../../stacks/trading/tunables";
import { verdictOf } from "../../support/evidence";
import { temporaryDirectory } from "../../support/temporary-directory";
import { useEndpoint } from "./support/aws-server";
import { smallContract } from "./support/contract";

const directory = temporaryDirectory();
const sendTo = useEndpoint();
const scenario = loadScenario(join(SCENARIOS, "trading-overprovisioned.json"));
let simulator: Simulator | undefined;
afterEach(() => simulator?.close());

const { trades } = smallContract.components;
const contract = { ...smallContract, components: { trades }, inventory: { trades: smallContract.inventory.trades } };

async function start(): Promise<void> {
  simulator = await startSimulator({ scenario, contract: smallContract });
  sendTo(simulator.url);
}

async function collectOneDay() {
  await start();
  return collect({
    contract,
    current: defaultsOf(contract.components),
    capacity: [],
    pins: {},
    tags: {},
    nowEpoch: Date.parse(scenario.now) / 1000,
    storeRoot: directory(),
    days: 1,
  });
}

describe("collecting from the simulator", () => {
  it("finds every series, whole", async () => {
    const { series, manifest, prices } = await openSnapshot((await collectOneDay()).directory);
    expect(manifest.source).toBe("simulator");
    const incomplete = [...series.values()].filter(({ coverage }) => (coverage[60] ?? 0) < 0.95).map(({ id }) => id);
    expect(incomplete).toEqual([]);
    expect(prices.prices.map(({ key }) => key).sort()).toEqual(priceKeysOf(trades));
  });

  it("finds one price for every rung of the trading stack, in each of its regions", async () => {
    await start();
    const keys = [...new Set(Object.values(tradingContract.components).flatMap((component) => priceKeysOf(component)))];
    const wanted = ["us-east-1", "us-west-2", "eu-west-1"].flatMap((region) => keys.map((key) => ({ key, region })));
    const { prices, unpriced } = await readPrices(wanted, {
      patience: DEFAULT_PATIENCE,
      timer: systemTimer,
      signal: new AbortController().signal,
    });
    expect(unpriced).toEqual([]);
    expect(prices.map(({ key, region }) => ({ key, region }))).toEqual(wanted);
  });

  it("gives the same snapshot again", async () => {
    const first = await collectOneDay();
    await simulator?.close();
    expect((await collectOneDay()).manifest.hash).toBe(first.manifest.hash);
  });

  it("stores the live tags, and excludes what carries an excluded one or is not known", async () => {
    const { database, cache } = smallContract.components;
    const { trades: table, database: cluster } = smallContract.inventory;
    const policy = { ...contract.policy, excludedTags: ["TenantId:*"] };
    const components = { trades, database, cache };
    simulator = await startSimulator({ scenario: { ...scenario, tags: { trades: { TenantId: "acme" } } }, contract: smallContract });
    sendTo(simulator.url);
    const elsewhere = { scope: "node", name: "gone", dimensions: { CacheClusterId: "gone" } };
    const { directory: stored } = await collect({
      contract: {
        ...contract,
        policy,
        components,
        inventory: { trades: table, database: cluster, cache: { region: "us-east-1", resources: [elsewhere] } },
      },
      current: defaultsOf(components),
      capacity: [],
      pins: {},
      nowEpoch: Date.parse(scenario.now) / 1000,
      storeRoot: directory(),
      days: 1,
      longHistoryDays: 1,
    });
    const snapshot = await openSnapshot(stored);
    expect(snapshot.account?.unreadTags).toEqual({ cache: expect.stringContaining("cluster:gone") });
    const stack = stackEvidence(snapshot);
    const verdict = (component: string) => {
      const evidence = evidenceOf(stack, snapshot, component);
      return evidence === undefined ? undefined : verdictOf(exclusions, evidence, {});
    };
    expect(verdict("trades")).toMatchObject({ pass: false, reason: expect.stringContaining("TenantId:acme") });
    expect(verdict("cache")).toMatchObject({ pass: false, reason: expect.stringContaining("cluster:gone") });
    expect(verdict("database")).toMatchObject({ pass: true });
  });
});
