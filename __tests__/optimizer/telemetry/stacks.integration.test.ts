import { componentsIn, type DeploymentContract, defaultsOf, policyIn, regionPrefix } from "../../../contract";
import { collect, openSnapshot } from "../../../optimizer/telemetry";
import { startSimulator } from "../../../simulator";
import { stagingInventory } from "../../../stacks/staging/inventory";
import { STACKS, scenarioOf, stackContractOf } from "../../simulator/systems/world";
import { temporaryDirectory } from "../../support/temporary-directory";
import { useEndpoint } from "./support/aws-server";

const directory = temporaryDirectory();
const sendTo = useEndpoint();

/** Gauges without a publisher: what is no copy does not lag, what is no writer does not commit, a table on demand has nothing provisioned, where all is warm nothing starts. */
const SILENT = /\/(replica_lag|commit_latency|provisioned_(reads|writes)|init_duration)\//;

describe.each(STACKS)("collecting %s from the simulator", (stack) => {
  it("finds every series, whole in every tier", async () => {
    const contract = stackContractOf(stack);
    const scenario = scenarioOf(stack);
    const simulator = await startSimulator({ scenario, contract });
    sendTo(simulator.url);
    try {
      const { directory: stored } = await collect({
        contract,
        current: defaultsOf(contract.components),
        capacity: [],
        pins: {},
        tags: {},
        nowEpoch: Date.parse(scenario.now) / 1000,
        storeRoot: directory(),
        days: 1,
        longHistoryDays: 1,
      });
      const { series } = await openSnapshot(stored);
      const incomplete = [...series.values()]
        .filter(({ id, coverage }) => Math.min(...Object.values(coverage)) < 0.99 && !SILENT.test(id) && !id.startsWith("training/"))
        .map(({ id }) => id);
      expect(series.size).toBeGreaterThan(20);
      expect(incomplete).toEqual([]);
    } finally {
      await simulator.close();
    }
  });
});

/** Staging in a further region: its components stand beside the primary's. */
function inRegions(one: DeploymentContract, further: string): DeploymentContract {
  const there = stagingInventory({ name: `${one.deployment}-${further}`, region: further }, defaultsOf(one.components));
  return {
    ...one,
    regions: [...one.regions, further],
    components: componentsIn(one.components, [further]),
    policy: policyIn(one.policy, [further]),
    inventory: {
      ...one.inventory,
      ...Object.fromEntries(Object.entries(there).map(([name, of]) => [`${regionPrefix(further)}${name}`, of])),
    },
  };
}

it("collecting one region of two reads that region's components alone, which a scenario need not speak of", async () => {
  const contract = inRegions(stackContractOf("staging"), "eu-west-1");
  const scenario = scenarioOf("staging");
  const simulator = await startSimulator({ scenario, contract });
  sendTo(simulator.url);
  try {
    const { directory: stored } = await collect({
      contract,
      current: defaultsOf(contract.components),
      capacity: [],
      pins: {},
      tags: {},
      nowEpoch: Date.parse(scenario.now) / 1000,
      storeRoot: directory(),
      days: 1,
      longHistoryDays: 1,
      regions: ["eu-west-1"],
    });
    const { series } = await openSnapshot(stored);
    const components = new Set([...series.keys()].map((id) => id.split("/")[0]));
    expect([...components].sort()).toEqual(
      Object.keys(contract.components)
        .filter((name) => name.startsWith("eu_west_1_"))
        .sort(),
    );
    const incomplete = [...series.values()].filter(({ id, coverage }) => Math.min(...Object.values(coverage)) < 0.99 && !SILENT.test(id));
    expect(incomplete.map(({ id }) => id)).toEqual([]);
  } finally {
    await simulator.close();
  }
});
