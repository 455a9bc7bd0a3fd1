import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { overprovisioned, simulate } from "./client";

const arn = (rest: string, region = "us-east-1"): string => `arn:aws:${rest.replace("::", `:${region}:123456789012:`)}`;

let simulator: Awaited<ReturnType<typeof simulate>>;
beforeAll(async () => {
  simulator = await simulate({
    scenario: { ...overprovisioned, tags: { trades: { TenantId: "acme" }, order_service: { Desk: "a & b" } } },
  });
});
afterAll(async () => simulator.close());

async function resources(input: GetResourcesCommandInput, region = "us-east-1") {
  const client = new ResourceGroupsTaggingAPIClient({ ...simulator.config, region });
  const { ResourceTagMappingList = [], PaginationToken } = await client.send(new GetResourcesCommand(input));
  return { arns: ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN), first: ResourceTagMappingList[0]?.Tags, PaginationToken };
}

describe("GetResources of the stand-in", () => {
  it("knows the resources of the inventory, with the stack's tags and the scenario's", async () => {
    const { arns, first } = await resources({ ResourceARNList: [arn("dynamodb::table/trades"), arn("dynamodb::table/nobody")] });
    expect(arns).toEqual([arn("dynamodb::table/trades")]);
    expect(first).toEqual(
      expect.arrayContaining([
        { Key: "Deployment", Value: "trading" },
        { Key: "Component", Value: "trades" },
        { Key: "TenantId", Value: "acme" },
      ]),
    );
  });

  it("gives what matches all filters, page by page, each resource once", async () => {
    const TagFilters = [
      { Key: "Deployment", Values: ["trading"] },
      { Key: "Component", Values: ["cache", "accelerator"] },
    ];
    const arns: (string | undefined)[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await resources({ TagFilters, ResourcesPerPage: 20, PaginationToken });
      arns.push(...page.arns);
      PaginationToken = page.PaginationToken;
    } while (PaginationToken !== "");
    expect(arns.filter((each) => each?.includes(":cache-")).length).toBe(45);
    expect(arns.filter((each) => each === arn("dax::cache/dax")).length).toBe(1);
    expect(new Set(arns).size).toBe(arns.length);
  });

  it("tells nothing of groups, and nothing of another region", async () => {
    const { arns } = await resources({ TagFilters: [{ Key: "Component", Values: ["order_service"] }] });
    expect(arns).toEqual([arn("sqs::orders"), arn("sqs::orders-dead")]);
    expect((await resources({}, "eu-west-1")).arns).toEqual([]);
  });

  it.each<[string, GetResourcesCommandInput]>([
    ["more than 100 ARNs", { ResourceARNList: Array.from({ length: 101 }, (_, i) => arn(`dynamodb::table/${i}`)) }],
    ["pages of a list of ARNs", { ResourceARNList: [arn("dynamodb::table/trades")], ResourcesPerPage: 1 }],
  ])("refuses %s", async (_, input) => {
    await expect(resources(input)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("DescribeAutoScalingGroups of the stand-in", () => {
  it("knows the groups of the inventory and their tags", async () => {
    const client = new AutoScalingClient(simulator.config);
    const { AutoScalingGroups } = await client.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ["orders-a", "orders-z"] }),
    );
    expect(AutoScalingGroups?.map(({ AutoScalingGroupName }) => AutoScalingGroupName)).toEqual(["orders-a"]);
    expect(AutoScalingGroups?.[0]?.Tags).toEqual(expect.arrayContaining([{ Key: "Desk", Value: "a & b" }]));
  });

  it("meets the scenario's faults", async () => {
    await simulator.control.addFaults({ kind: "api", error: "access-denied", operation: "DescribeAutoScalingGroups", calls: 1 });
    const client = new AutoScalingClient(simulator.config);
    await expect(client.send(new DescribeAutoScalingGroupsCommand({}))).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});
