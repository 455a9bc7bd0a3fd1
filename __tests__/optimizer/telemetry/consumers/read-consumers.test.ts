import type { DeploymentContract } from "../../../../contract";
import { systemTimer } from "../../../../optimizer/telemetry/aws/timer";
import { readConsumers } from "../../../../optimizer/telemetry/consumers";
import { tradingContract } from "../../../../stacks/trading/tunables";
import { smallContract } from "../../../support/small-contract";
import { type AccountServer, denied, type Operations, startAccountServer } from "../support/account-server";
import { useEndpoint } from "../support/aws-server";

const useAws = useEndpoint();
const patience = { connectMs: 1_000, requestMs: 1_000, silenceMs: 2_000, attempts: 1 };
const DAY = 86_400;
const END = 20_400 * DAY + 3_600;
const options = {
  patience,
  timer: systemTimer,
  signal: new AbortController().signal,
  source: "simulator",
  startEpoch: END - 90 * DAY,
  endEpoch: END,
} as const;

const contract: DeploymentContract = {
  ...smallContract(),
  inventory: {
    orders: { region: "us-east-1", resources: [{ scope: "table", name: "table", dimensions: { TableName: "orders" } }] },
  },
};

const LABEL = "2026-01-01T00:00:00.000";
const STREAM = `arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/${LABEL}`;
const described = { StreamSpecification: { StreamEnabled: true }, LatestStreamArn: STREAM, LatestStreamLabel: LABEL };
const measured = (calls: number, records: number) => ({
  MetricDataResults: [
    { Id: "calls", StatusCode: "Complete", Timestamps: [END - DAY], Values: [calls] },
    { Id: "records", StatusCode: "Complete", Timestamps: [END - DAY], Values: [records] },
    { Id: "bytes", StatusCode: "Complete", Timestamps: [END - DAY], Values: [records * 100] },
  ],
});

const nobody: Operations = {
  DescribeTable: () => ({ Table: described }),
  DescribeKinesisStreamingDestination: () => ({ KinesisDataStreamDestinations: [] }),
  ListEventSourceMappings: () => ({ EventSourceMappings: [] }),
  ListPipes: () => ({ Pipes: [] }),
  GetMetricData: () => measured(0, 0),
};

let server: AccountServer | undefined;
afterEach(async () => server?.close());

async function streamOf(operations: Operations) {
  server = await startAccountServer({ ...nobody, ...operations });
  useAws(server.url);
  return (await readConsumers(contract, options)).orders;
}

const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
const mapping = (name: string, State: string) => ({ FunctionArn: functionArn(name), State, EventSourceArn: STREAM });

describe("who reads a table's stream", () => {
  it("is nobody only where everything was asked and nothing was found", async () => {
    expect(await streamOf({})).toEqual({
      table: "orders",
      region: "us-east-1",
      stream: STREAM,
      consumers: [],
      activity: { fromEpoch: 20_310 * DAY, toEpoch: 20_401 * DAY, calls: 0, records: 0, bytes: 0 },
      unknown: [],
    });
  });

  it("its keys and contents are told where the description has all of them", async () => {
    const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
    const layout = {
      KeySchema: [key("id", "HASH"), key("at", "RANGE")],
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "at", AttributeType: "N" },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: "ByTime", IndexStatus: "ACTIVE", KeySchema: [key("at", "HASH")] },
        { IndexName: "ByDay", IndexStatus: "DELETING", KeySchema: [key("day", "HASH")] },
      ],
      ItemCount: 7,
      TableSizeBytes: 700,
    };
    const told = async (more: object) => {
      const found = await streamOf({ DescribeTable: () => ({ Table: { ...described, ...layout, ...more } }) });
      await server?.close();
      return found?.layout;
    };
    const [id, at] = [
      { name: "id", type: "S" },
      { name: "at", type: "N" },
    ];
    expect(await told({})).toEqual({ key: [id, at], indexes: { ByTime: [at] }, items: 7, bytes: 700 });
    expect(await told({ GlobalSecondaryIndexes: undefined })).toEqual({ key: [id, at], indexes: {}, items: 7, bytes: 700 });
    expect(await told({ AttributeDefinitions: [] })).toBeUndefined();
    expect(await told({ ItemCount: undefined })).toBeUndefined();
  });

  it.each<[string, Operations, readonly object[]]>([
    [
      "functions, on all pages, also those that are disabled",
      {
        ListEventSourceMappings: ({ Marker }) =>
          Marker === undefined
            ? { EventSourceMappings: [mapping("settle:live", "Enabled")], NextMarker: "2" }
            : { EventSourceMappings: [mapping("audit", "Disabled")] },
      },
      [
        { type: "lambda", name: "audit", arn: functionArn("audit"), state: "Disabled" },
        { type: "lambda", name: "settle:live", arn: functionArn("settle:live"), state: "Enabled" },
      ],
    ],
    [
      "pipes",
      {
        ListPipes: ({ SourcePrefix }) => ({ Pipes: SourcePrefix === STREAM ? [{ Name: "p", Arn: "arn:p", CurrentState: "RUNNING" }] : [] }),
      },
      [{ type: "pipe", name: "p", arn: "arn:p", state: "RUNNING" }],
    ],
    [
      "Kinesis destinations",
      {
        DescribeKinesisStreamingDestination: () => ({
          KinesisDataStreamDestinations: [{ StreamArn: "arn:aws:kinesis:us-east-1:1:stream/changes", DestinationStatus: "ACTIVE" }],
        }),
      },
      [{ type: "kinesis", name: "changes", arn: "arn:aws:kinesis:us-east-1:1:stream/changes", state: "ACTIVE" }],
    ],
    [
      "replicas of a global table",
      {
        DescribeTable: () => ({
          Table: { ...described, Replicas: [{ RegionName: "eu-west-1", ReplicaStatus: "ACTIVE", ReplicaArn: "arn:r" }] },
        }),
      },
      [{ type: "replica", name: "eu-west-1", arn: "arn:r", state: "ACTIVE" }],
    ],
  ])("are %s", async (_, operations, consumers) => {
    expect(await streamOf(operations)).toMatchObject({ consumers, unknown: [] });
  });

  it("shows as calls to GetRecords where it is a worker of its own, even of an idle table", async () => {
    expect(await streamOf({ GetMetricData: () => measured(4_000, 0) })).toMatchObject({
      consumers: [],
      activity: { calls: 4_000, records: 0 },
    });
    const input = server?.calls.find(({ operation }) => operation === "GetMetricData")?.input;
    expect(JSON.stringify(input)).toContain(`{"Name":"StreamLabel","Value":"${LABEL}"}`);
  });

  it.each([
    ["ListEventSourceMappings", "event source mappings", "lambda:ListEventSourceMappings"],
    ["ListPipes", "pipes", "pipes:ListPipes"],
    ["DescribeKinesisStreamingDestination", "Kinesis destinations", "dynamodb:DescribeKinesisStreamingDestination"],
    ["GetMetricData", "GetRecords activity", "cloudwatch:GetMetricData"],
  ])("is unknown, never nobody, where %s is denied", async (operation, what, action) => {
    expect((await streamOf({ [operation]: denied }))?.unknown).toEqual([`${what}: the role may not read it (${action})`]);
  });

  it("is unknown where the table cannot be described", async () => {
    const stream = await streamOf({ DescribeTable: denied });
    expect(stream).not.toHaveProperty("stream");
    expect(stream?.unknown).toEqual(["the table: the role may not read it (dynamodb:DescribeTable)"]);
  });

  it("is unknown where CloudWatch's answer is not whole", async () => {
    const stream = await streamOf({
      GetMetricData: () => ({ MetricDataResults: [{ Id: "calls", StatusCode: "InternalError", Values: [] }] }),
    });
    expect(stream?.unknown).toEqual([expect.stringMatching(/GetRecords activity: .*did not answer completely/)]);
    expect(stream).not.toHaveProperty("activity");
  });

  it("is nobody where the table has no stream, and its consumers are not asked for", async () => {
    expect(await streamOf({ DescribeTable: () => ({ Table: { LatestStreamArn: STREAM } }) })).toMatchObject({ stream: null, unknown: [] });
    expect(server?.calls.map(({ operation }) => operation)).not.toContain("ListPipes");
  });

  it("is asked only for tables whose stream can be turned off", async () => {
    server = await startAccountServer(nobody);
    useAws(server.url);
    const { trades } = tradingContract.components;
    expect(await readConsumers({ ...contract, components: { orders: trades } }, options)).toEqual({});
    expect(server.calls).toEqual([]);
  });
});
