import type { DeploymentContract } from "../../../../contract";
import { systemTimer } from "../../../../optimizer/telemetry/aws/timer";
import { readTags } from "../../../../optimizer/telemetry/tags";
import { type AccountServer, denied, type Input, type Operations, Refusal, startAccountServer } from "../support/account-server";
import { useEndpoint } from "../support/aws-server";
import { smallContract } from "../support/contract";

const useAws = useEndpoint();
const patience = { connectMs: 1_000, requestMs: 1_000, silenceMs: 2_000, attempts: 1 };
const options = { patience, timer: systemTimer, signal: new AbortController().signal, source: "simulator" } as const;

const EXCLUDING: DeploymentContract = {
  ...smallContract,
  policy: { ...smallContract.policy, excludedTags: ["TenantId:*", "CriticalPath:true"] },
};
const arn = (rest: string): string => `arn:aws:${rest.replace("::", ":us-east-1:123456789012:")}`;
const TABLE = arn("dynamodb::table/trades");
const NAMED = [
  arn("rds::cluster:trading"),
  arn("rds::db:trading-writer"),
  arn("elasticache::cluster:cache-0001-001"),
  TABLE,
  arn("dax::cache/dax"),
  arn("sqs::orders"),
];

type AccountTags = Readonly<Record<string, Readonly<Record<string, string>>>>;
const everything: AccountTags = Object.fromEntries(NAMED.map((id) => [id, { Deployment: "trading" }]));
const group = (tags: Readonly<Record<string, string>> = {}) => ({
  AutoScalingGroups: [{ AutoScalingGroupName: "orders-a", Tags: pairs(tags) }],
});
const pairs = (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const PAGE = 2;

/** As the service does it: an ARN list is short and has no pages, a filter's answer comes in pages. */
function getResources(account: AccountTags) {
  return ({ ResourceARNList, TagFilters, PaginationToken }: Input): object => {
    const all = Object.entries(account).map(([ResourceARN, tags]) => ({ ResourceARN, Tags: pairs(tags) }));
    if (Array.isArray(ResourceARNList)) {
      if (PaginationToken !== undefined || TagFilters !== undefined || ResourceARNList.length > 100)
        throw new Refusal("InvalidParameterException");
      return { PaginationToken: "", ResourceTagMappingList: all.filter(({ ResourceARN }) => ResourceARNList.includes(ResourceARN)) };
    }
    const matching = all.filter(({ ResourceARN }) => account[ResourceARN]?.Deployment === "trading");
    const from = Number(PaginationToken || 0);
    const PaginationTokenOut = from + PAGE < matching.length ? String(from + PAGE) : "";
    return { PaginationToken: PaginationTokenOut, ResourceTagMappingList: matching.slice(from, from + PAGE) };
  };
}

let server: AccountServer | undefined;
afterEach(async () => server?.close());

async function readFrom(operations: Operations, contract: DeploymentContract = EXCLUDING) {
  server = await startAccountServer(operations);
  useAws(server.url);
  return readTags(contract, options);
}

const tagged = (account: AccountTags, groupTags: Readonly<Record<string, string>> = {}): Operations => ({
  GetResources: getResources({ ...everything, ...account }),
  DescribeAutoScalingGroups: () => group(groupTags),
});

describe("live tags", () => {
  it("are those of the resources that the inventory names, groups asked of Auto Scaling", async () => {
    const { tags, unreadTags } = await readFrom(tagged({ [TABLE]: { Deployment: "trading", TenantId: "acme" } }, { Owner: "desk" }));
    expect(tags.trades).toEqual({ Deployment: "trading", TenantId: "acme" });
    expect(tags.order_service).toEqual({ Deployment: "trading", Owner: "desk" });
    expect(tags.cache).toEqual({ Deployment: "trading" });
    expect(unreadTags).toEqual({});
  });

  it("count from any resource that is tagged as the component's, on whatever page it comes", async () => {
    const { tags } = await readFrom(
      tagged({ [arn("elasticache::replicationgroup:cache")]: { Deployment: "trading", Component: "cache", CriticalPath: "true" } }),
    );
    expect(tags.cache).toMatchObject({ CriticalPath: "true" });
    expect(server?.calls.filter(({ input }) => input.TagFilters !== undefined).length).toBeGreaterThan(1);
  });

  it("keep every value of a key whose values differ", async () => {
    const { tags } = await readFrom(tagged({ [arn("sqs::orders")]: { CriticalPath: "true" } }, { CriticalPath: "false" }));
    expect(tags.order_service).toMatchObject({ CriticalPath: ["false", "true"] });
  });

  it.each<[string, Operations, RegExp, readonly string[]]>([
    [
      "a resource that the account does not know",
      { GetResources: getResources({ ...everything, [TABLE]: {} }), DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [] }) },
      /the account knows no tags of orders-a/,
      ["order_service"],
    ],
    ["a role that may not read tags", { GetResources: denied }, /tag:GetResources/, Object.keys(EXCLUDING.components)],
    [
      "an endpoint that fails",
      {
        GetResources: () => {
          throw new Refusal("InternalServiceException", "of no use", 500);
        },
      },
      /InternalServiceException/,
      Object.keys(EXCLUDING.components),
    ],
  ])("are unknown, with the reason, for %s", async (_, operations, reason, unknown) => {
    const { tags, unreadTags } = await readFrom(operations);
    expect(Object.keys(unreadTags).sort()).toEqual([...unknown].sort());
    for (const component of unknown) {
      expect(tags[component]).toBeNull();
      expect(unreadTags[component]).toMatch(reason);
    }
  });

  it("of more resources than a call takes are asked for in several", async () => {
    const nodes = Array.from({ length: 230 }, (_, i) => `cache-${i}`);
    const cache = {
      region: "us-east-1",
      resources: nodes.map((CacheClusterId) => ({ scope: "node", name: CacheClusterId, dimensions: { CacheClusterId } })),
    };
    const many = { ...EXCLUDING, inventory: { ...EXCLUDING.inventory, cache } };
    const account = Object.fromEntries(nodes.map((node) => [arn(`elasticache::cluster:${node}`), { Owner: "desk" }]));
    const { tags } = await readFrom(tagged(account), many);
    expect(tags.cache).toEqual({ Owner: "desk" });
  });

  it("are asked for again where an answer to a list is cut short", async () => {
    const whole = getResources({ ...everything, [TABLE]: { TenantId: "acme" } });
    const { tags, unreadTags } = await readFrom({
      ...tagged({}),
      GetResources: (input) => {
        const list = input.ResourceARNList;
        if (!Array.isArray(list) || list.length <= 2) return whole(input);
        return { ...whole({ ResourceARNList: list.slice(0, 2) }), PaginationToken: "more" };
      },
    });
    expect(unreadTags).toEqual({});
    expect(tags.trades).toEqual({ TenantId: "acme" });
  });

  it("are read where each resource is", async () => {
    const elsewhere = { scope: "table", name: "table", dimensions: { TableName: "trades" }, region: "eu-west-1" };
    const contract = { ...EXCLUDING, inventory: { ...EXCLUDING.inventory, trades: { region: "us-east-1", resources: [elsewhere] } } };
    const { tags } = await readFrom(tagged({ "arn:aws:dynamodb:eu-west-1:123456789012:table/trades": { TenantId: "acme" } }), contract);
    expect(tags.trades).toMatchObject({ TenantId: "acme" });
    expect(server?.calls.some(({ authorization }) => authorization.includes("/eu-west-1/tagging/"))).toBe(true);
  });

  it("are nobody's business where the policy excludes nothing by tag", async () => {
    const { tags } = await readFrom({}, smallContract);
    expect(tags.trades).toEqual({});
    expect(server?.calls).toEqual([]);
  });

  it("of an account are not mixed with simulated measurements, nor the other way round", async () => {
    server = await startAccountServer(tagged({}));
    useAws(server.url);
    const { tags, unreadTags } = await readTags(EXCLUDING, { ...options, source: "aws" });
    expect(tags.trades).toBeNull();
    expect(unreadTags.trades).toMatch(/not mixed/);
    expect(server.calls).toEqual([]);
  });
});
