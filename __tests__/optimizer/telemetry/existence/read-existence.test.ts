import type { DeploymentContract } from "../../../../contract";
import { systemTimer } from "../../../../optimizer/telemetry/aws/timer";
import { readExistence } from "../../../../optimizer/telemetry/existence";
import { stackContractOf } from "../../../simulator/systems/world";
import { smallContract } from "../../../support/small-contract";
import { type AccountServer, denied, type Operations, startAccountServer } from "../support/account-server";
import { useEndpoint } from "../support/aws-server";

const useAws = useEndpoint();
const options = {
  patience: { connectMs: 1_000, requestMs: 1_000, silenceMs: 2_000, attempts: 1 },
  timer: systemTimer,
  signal: new AbortController().signal,
  source: "simulator",
} as const;

const staging = stackContractOf("staging");
const [functionName = ""] = Object.entries(staging.components).flatMap(([name, { kind }]) => (kind === "lambda-function" ? [name] : []));
const { components, inventory, ...rest } = staging;
const one = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name === functionName));
const functions: DeploymentContract = { ...rest, components: one(components), inventory: one(inventory) };
const tables: DeploymentContract = {
  ...smallContract(),
  inventory: { orders: { region: "us-east-1", resources: [{ scope: "table", name: "table", dimensions: { TableName: "orders" } }] } },
};

let server: AccountServer | undefined;
afterEach(async () => server?.close());

async function existence(contract: DeploymentContract, operations: Operations) {
  server = await startAccountServer(operations);
  useAws(server.url);
  return readExistence(contract, options);
}

const version = (LastModified: string) => ({ LastModified });

describe("since when something exists", () => {
  it("is when a table was made", async () => {
    expect(await existence(tables, { DescribeTable: () => ({ Table: { CreationDateTime: 1_700_000_000.25 } }) })).toEqual({
      orders: 1_700_000_001,
    });
  });

  it("is when the oldest version of a function was published, on whatever page it stands", async () => {
    const found = await existence(functions, {
      ListVersionsByFunction: ({ Marker }) =>
        Marker === undefined
          ? { Versions: [version("2026-11-20T10:00:00.000+0000")], NextMarker: "2" }
          : { Versions: [version("2026-01-02T10:00:00.000+0000"), version("2026-03-02T10:00:00.000+0000")] },
    });
    expect(found).toEqual({ [functionName]: Date.UTC(2026, 0, 2, 10) / 1000 });
  });

  it.each<[string, DeploymentContract, Operations]>([
    ["where a table may not be described", tables, { DescribeTable: denied }],
    ["where a table's answer does not tell", tables, { DescribeTable: () => ({ Table: {} }) }],
    ["where versions may not be listed", functions, { ListVersionsByFunction: denied }],
    ["where there are none", functions, { ListVersionsByFunction: () => ({ Versions: [] }) }],
    ["where a time cannot be read", functions, { ListVersionsByFunction: () => ({ Versions: [version("soon")] }) }],
  ])("is not known %s", async (_where, contract, operations) => {
    expect(await existence(contract, operations)).toEqual({});
  });
});
