import { defaultsOf } from "../../../../contract";
import { collect, openSnapshot } from "../../../../optimizer/telemetry";
import { type Fault, type Simulator, startSimulator } from "../../../../simulator";
import { scenarioOf, stackContractOf } from "../../../simulator/systems/world";
import { temporaryDirectory } from "../../../support/temporary-directory";
import { useEndpoint } from "../support/aws-server";

const directory = temporaryDirectory();
const sendTo = useEndpoint();
const { components, inventory, ...rest } = stackContractOf("staging");
const [name = ""] = Object.entries(components).flatMap(([component, { kind }]) => (kind === "lambda-function" ? [component] : []));
const one = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([component]) => component === name));
const contract = { ...rest, components: one(components), inventory: one(inventory) };
const scenario = scenarioOf("staging");

let simulator: Simulator | undefined;
afterEach(() => simulator?.close());

/** A day of a function that nobody calls: CloudWatch knows nothing of it. */
async function idleDay(...faults: readonly Fault[]) {
  const silent: Fault = { kind: "gap", series: name, from: 0 };
  simulator = await startSimulator({ scenario: { ...scenario, faults: [silent, ...faults] }, contract });
  sendTo(simulator.url);
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
  const { series, account } = await openSnapshot(stored);
  const of = (metric: string) => [...series.values()].find((each) => each.metric === metric);
  return { account, invocations: of("invocations"), duration: of("duration") };
}

describe("a function that nobody calls", () => {
  it("is idle where it is known to exist: nothing was counted, and what was never measured is still no evidence", async () => {
    const { account, invocations, duration } = await idleDay();
    expect(account?.existsSince?.[name]).toBeGreaterThan(0);
    expect(invocations?.coverage[60]).toBe(1);
    expect(Math.max(...(invocations?.tiers.flatMap(({ values }) => [...values]) ?? [Number.NaN]))).toBe(0);
    expect(duration?.coverage[60]).toBe(0);
  });

  it("is unknown where its versions may not be listed", async () => {
    const { account, invocations } = await idleDay({ kind: "api", error: "access-denied", operation: "ListVersionsByFunction" });
    expect(account?.existsSince).toEqual({});
    expect(invocations?.coverage[60]).toBe(0);
  });
});
