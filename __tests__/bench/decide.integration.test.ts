import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { measure } from "../../bench/decide/measure";
import { readBeside } from "../../bench/decide/money";
import { run } from "../../bench/decide/run";
import { capacityOf, type Trial, worldOf } from "../../bench/decide/trial";
import { checkValues } from "../../contract";
import { collect, openSnapshot } from "../../optimizer/telemetry";
import { stitchedWindow } from "../../optimizer/telemetry/cloudwatch";
import { loadScenario, type Scenario, startSimulator } from "../../simulator";
import { tradingContract } from "../../stacks/trading/tunables";
import { useEndpoint } from "../optimizer/telemetry/support/aws-server";
import { tradingContractFixture, tradingDefaults } from "../simulator/contract";
import { temporaryDirectory } from "../support/temporary-directory";

const directory = temporaryDirectory();
const sendTo = useEndpoint();
const SCENARIOS = resolve(__dirname, "../../bench/decide/scenarios");
const files = readdirSync(SCENARIOS).filter((name) => name.endsWith(".json"));

/** A table and the service that has the objective: enough to decide on, and quick. */
async function trial(): Promise<Trial> {
  const whole = loadScenario(join(SCENARIOS, "growth.json"));
  const { order_service, positions } = whole.components;
  if (order_service === undefined || positions === undefined) throw new Error("the scenario has lost its components");
  const scenario: Scenario = { ...whole, components: { order_service, positions }, configuration: {} };
  const { components, inventory, policy, ...fixture } = tradingContractFixture();
  const only = <T>(of: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(of).filter(([name]) => name in scenario.components));
  const contract = { ...fixture, components: only(components), inventory: only(inventory), policy: { ...policy, lookBackDays: 35 } };
  return {
    scenario,
    contract,
    values: tradingDefaults,
    beside: await readBeside(scenario, contract),
    nowEpoch: Date.parse(scenario.now) / 1000,
  };
}

test.each(files)("%s is played at sizes that its stack allows", (file) => {
  const { components, configuration = {} } = loadScenario(join(SCENARIOS, file));
  expect(Object.keys(components).sort()).toEqual(Object.keys(tradingContract.components).sort());
  expect(checkValues(tradingContract.components, configuration).problems).toEqual([]);
});

test("what is measured without the wire is what a collection brings", async () => {
  const { scenario, contract, values, beside, nowEpoch } = await trial();
  const simulator = await startSimulator({ scenario, contract });
  sendTo(simulator.url);
  const stored = await collect({
    contract,
    current: values,
    capacity: [],
    pins: {},
    tags: {},
    nowEpoch,
    storeRoot: directory(),
    days: 20,
    longHistoryDays: 22,
  }).finally(simulator.close);
  const wired = await openSnapshot(stored.directory);
  const at: Trial = { scenario, contract, values, beside, nowEpoch };
  const direct = measure({
    world: worldOf(at),
    contract,
    beside,
    window: stitchedWindow(nowEpoch, 20, 22),
    current: values,
    capacity: capacityOf(at),
  });
  expect([...direct.series.keys()]).toEqual([...wired.series.keys()]);
  for (const [id, series] of wired.series) expect({ id, series: direct.series.get(id) }).toEqual({ id, series });
  expect(direct.prices).toEqual(wired.prices);
});

test("a decision is held against who knows the days after it, and nothing that is decided breaks the objective", async () => {
  const result = run(await trial());
  expect(result.changed).toContain("positions");
  expect(result.decided).toMatchObject({ positions_billing_mode: "PAY_PER_REQUEST" });
  expect(result).toMatchObject({ kept: true, keptUnchanged: true, movesUp: [] });
  expect(result.best).toMatchObject({ positions_billing_mode: "PAY_PER_REQUEST" });
  expect(result.savedUsd).toBeCloseTo(result.decidedUsd, 6);
  expect(result.savedUsd).toBeLessThanOrEqual(result.bestUsd);
  const [smallest] = result.risks.filter(({ component, size }) => component === "order_service" && size === 0);
  expect(smallest).toMatchObject({ came: true });
  expect(smallest?.stated).toBeGreaterThan(0.5);
});
