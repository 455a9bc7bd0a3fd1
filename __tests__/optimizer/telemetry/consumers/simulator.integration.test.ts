import type { Values } from "../../../../contract";
import { DEFAULT_PATIENCE } from "../../../../optimizer/telemetry/aws/client";
import { systemTimer } from "../../../../optimizer/telemetry/aws/timer";
import { readConsumers } from "../../../../optimizer/telemetry/consumers";
import { type Fault, type Simulator, startSimulator } from "../../../../simulator";
import { scenarioOf, stackContractOf } from "../../../simulator/systems/world";
import { useEndpoint } from "../support/aws-server";

const DAY = 86_400;
const sendTo = useEndpoint();
const contract = stackContractOf("saas");
const usual = scenarioOf("saas");
const table = usual.components.users;
const endEpoch = Date.parse(usual.now) / 1000;

let simulator: Simulator | undefined;
afterEach(() => simulator?.close());

/** @param readers of the users table, which nobody reads in the usual scenario */
async function streams(options: { readonly readers?: object; readonly values?: Values; readonly faults?: readonly Fault[] } = {}) {
  const { readers, values = {}, faults = [] } = options;
  if (table?.kind !== "dynamodb-table") throw new TypeError("users is a table");
  const users = { ...table, streamReaders: { ...table.streamReaders, ...readers } };
  const scenario = { ...usual, components: { ...usual.components, users }, faults: [...usual.faults, ...faults] };
  simulator = await startSimulator({ scenario, contract, configuration: { from: "values", values } });
  sendTo(simulator.url);
  return readConsumers(contract, {
    patience: DEFAULT_PATIENCE,
    timer: systemTimer,
    signal: new AbortController().signal,
    source: "simulator",
    startEpoch: endEpoch - 2 * DAY,
    endEpoch,
  });
}

describe("streams of the simulated saas stack", () => {
  it("one is read by a function, one by nobody, one by a worker that only its calls tell of", async () => {
    const { tenants, users, audit_logs: logs } = await streams();
    expect([tenants?.unknown, users?.unknown, logs?.unknown]).toEqual([[], [], []]);
    expect(tenants?.consumers).toMatchObject([{ type: "lambda", name: "tenant-events", state: "Enabled" }]);
    expect(users?.consumers).toEqual([]);
    expect(users?.layout).toMatchObject({ key: [{ name: "user_id", type: "S" }, { name: "tenant_id" }], items: 180_000 });
    expect(Object.keys(users?.layout?.indexes ?? {})).toEqual(["ByEmail", "ByTenant", "ByRole", "ByStatus"]);
    expect(users?.activity).toMatchObject({ calls: 0, records: 0 });
    expect(logs?.consumers).toEqual([]);
    expect(logs?.activity?.calls).toBeGreaterThan(100_000);
    expect(logs?.activity?.records).toBeGreaterThan(0);
  });

  it("pipes and Kinesis destinations are told too, and each reader gets every record", async () => {
    const alone = (await streams({ readers: { workers: 1 } })).users;
    await simulator?.close();
    const { users } = await streams({ readers: { pipes: ["audit"], kinesis: ["lake"], workers: 1 } });
    expect(users?.consumers.map(({ type, name }) => `${type} ${name}`)).toEqual(["kinesis lake", "pipe audit"]);
    expect(users?.activity?.records).toBe(2 * (alone?.activity?.records ?? Number.NaN));
  });

  it("a stream that is off has no reader, and nobody is asked for one", async () => {
    const { tenants } = await streams({ values: { tenants_stream: false } });
    expect(tenants).toMatchObject({ stream: null, consumers: [], unknown: [] });
  });

  it("what may not be read is not known", async () => {
    const { users } = await streams({ faults: [{ kind: "api", error: "access-denied", operation: "ListPipes" }] });
    expect(users?.unknown).toEqual([expect.stringContaining("pipes")]);
  });
});
