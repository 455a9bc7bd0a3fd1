import { AutoScalingClient, CreateAutoScalingGroupCommand, CreateLaunchConfigurationCommand } from "@aws-sdk/client-auto-scaling";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreatePipeCommand, PipesClient } from "@aws-sdk/client-pipes";
import type { DeploymentContract } from "../../contract";
import { assumedRole, DEFAULT_PATIENCE } from "../../optimizer/telemetry";
import { systemTimer } from "../../optimizer/telemetry/aws/timer";
import { readConsumers } from "../../optimizer/telemetry/consumers";
import { readTags } from "../../optimizer/telemetry/tags";
import { Emulator } from "../support/emulator";
import { pythonAvailable } from "../support/python-environment";
import { describeWith } from "../support/requirement";
import { smallContract } from "../support/small-contract";

const region = "us-east-1";
const small = smallContract({ excludedTags: ["TenantId:*"] });
const contract: DeploymentContract = {
  ...small,
  inventory: {
    web: { region, resources: [{ scope: "group", name: "a", dimensions: { AutoScalingGroupName: "web-a" } }] },
    orders: { region, resources: [{ scope: "table", name: "table", dimensions: { TableName: "orders" } }] },
    cache: { region, resources: [{ scope: "node", name: "0001-001", dimensions: { CacheClusterId: "nobody-0001-001" } }] },
  },
};
const DAY = 86_400;
const END = 1_790_000_000;

describeWith([pythonAvailable()], "an account, asked with a role of its own", () => {
  let emulator: Emulator;
  const before = process.env;
  const options = () => ({
    patience: DEFAULT_PATIENCE,
    timer: systemTimer,
    signal: new AbortController().signal,
    source: "simulator" as const,
    credentials: assumedRole({
      role: { arn: "arn:aws:iam::123456789012:role/trimtab-read", externalId: "desk-7" },
      account: contract.account,
      deployment: contract.deployment,
      region,
      patience: DEFAULT_PATIENCE,
    }),
  });

  beforeAll(async () => {
    emulator = await Emulator.start();
    process.env = { ...before, AWS_ENDPOINT_URL: emulator.url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
    const { TableDescription } = await new DynamoDBClient({ region }).send(
      new CreateTableCommand({
        TableName: "orders",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
        Tags: [{ Key: "TenantId", Value: "acme" }],
      }),
    );
    await new PipesClient({ region }).send(
      new CreatePipeCommand({
        Name: "changes",
        RoleArn: "arn:aws:iam::123456789012:role/pipe",
        Source: TableDescription?.LatestStreamArn,
        SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "LATEST" } },
        Target: "arn:aws:sqs:us-east-1:123456789012:changes",
      }),
    );
    const scaling = new AutoScalingClient({ region });
    await scaling.send(
      new CreateLaunchConfigurationCommand({ LaunchConfigurationName: "web", ImageId: "ami-12c6146b", InstanceType: "c6i.large" }),
    );
    await scaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: "web-a",
        LaunchConfigurationName: "web",
        MinSize: 0,
        MaxSize: 0,
        AvailabilityZones: ["us-east-1a"],
        Tags: [{ ResourceId: "web-a", ResourceType: "auto-scaling-group", Key: "Owner", Value: "desk", PropagateAtLaunch: false }],
      }),
    );
  });
  afterAll(async () => {
    process.env = before;
    await emulator?.stop();
  });

  it("tells the live tags of tables and groups, and knows none of what is not there", async () => {
    const { tags, unreadTags } = await readTags(contract, options());
    expect(tags).toEqual({ orders: { TenantId: "acme" }, web: { Owner: "desk" }, cache: null });
    expect(unreadTags.cache).toContain("nobody-0001-001");
  });

  it("tells who reads a table's stream", async () => {
    const streams = await readConsumers(contract, { ...options(), startEpoch: END - 7 * DAY, endEpoch: END });
    expect(streams.orders?.unknown).toEqual([]);
    expect(streams.orders).toMatchObject({ table: "orders", consumers: [{ type: "pipe", name: "changes" }], activity: { calls: 0 } });
    expect(emulator.problems).toEqual([]);
  });

  it("that denies what it is asked leaves tags and readers unknown", async () => {
    const denied = { code: "AccessDeniedException", message: "not authorized" };
    await emulator.fail({ service: "resourcegroupstaggingapi", ...denied }, { service: "pipes", ...denied });
    const { unreadTags } = await readTags(contract, options());
    expect(unreadTags.orders).toMatch(/tag:GetResources/);
    const streams = await readConsumers(contract, { ...options(), startEpoch: END - 7 * DAY, endEpoch: END });
    expect(streams.orders?.unknown).toEqual([expect.stringMatching(/pipes:ListPipes/)]);
    await emulator.fail();
  });
});
