import { defaultsOf } from "../../../contract";
import { assumedRole, collect, DEFAULT_PATIENCE, openSnapshot } from "../../../optimizer/telemetry";
import { temporaryDirectory } from "../../support/temporary-directory";
import { type AccountServer, type Input, type Operations, Refusal, startAccountServer } from "./support/account-server";
import { useEndpoint } from "./support/aws-server";
import { smallContract } from "./support/contract";

const useAws = useEndpoint();
const directory = temporaryDirectory();
const { trades } = smallContract.components;
const elsewhere = { scope: "table", name: "table", dimensions: { TableName: "trades" }, region: "eu-west-1" };
const contract = {
  ...smallContract,
  components: { trades },
  inventory: {
    trades: {
      ...smallContract.inventory.trades,
      resources: [...smallContract.inventory.trades.resources, { ...elsewhere, name: "replica" }],
    },
  },
  policy: { ...smallContract.policy, excludedTags: ["TenantId:*"] },
};
const NOW = 1_790_000_000;

const account: Operations = {
  AssumeRole: () => ({
    Credentials: { AccessKeyId: "ASIAROLE", SecretAccessKey: "s", SessionToken: "t", Expiration: "2040-01-01T00:00:00Z" },
  }),
  GetMetricData: ({ MetricDataQueries }: Input) => ({
    MetricDataResults: (Array.isArray(MetricDataQueries) ? MetricDataQueries : []).map(({ Id }) => ({
      Id,
      Label: "",
      StatusCode: "Complete",
      Timestamps: [],
      Values: [],
    })),
    Messages: [],
  }),
  GetProducts: () => ({ FormatVersion: "aws_v1", PriceList: [] }),
  GetResources: ({ ResourceARNList }: Input) => ({
    PaginationToken: "",
    ResourceTagMappingList: (Array.isArray(ResourceARNList) ? ResourceARNList : []).map((ResourceARN) => ({ ResourceARN, Tags: [] })),
  }),
};

let server: AccountServer | undefined;
afterEach(async () => server?.close());

async function collectFrom(operations: Operations) {
  server = await startAccountServer(operations);
  useAws(server.url);
  const role = { arn: "arn:aws:iam::123456789012:role/trimtab-read", externalId: "desk-7" };
  const credentials = assumedRole({
    role,
    account: contract.account,
    deployment: "trading",
    region: "us-east-1",
    patience: DEFAULT_PATIENCE,
  });
  return collect({
    contract,
    credentials,
    current: defaultsOf(contract.components),
    capacity: [],
    pins: {},
    nowEpoch: NOW,
    storeRoot: directory(),
    days: 1,
    longHistoryDays: 1,
  });
}

describe("collecting with a role of the account that is read", () => {
  const signedBy = (operation: string) =>
    new Set(
      server?.calls
        .filter((call) => call.operation === operation)
        .map(({ authorization }) => /Credential=([^/]+)/.exec(authorization)?.[1]),
    );

  it("signs what the account is asked with the role, and what the price list is asked with one's own credentials", async () => {
    const { tags } = await openSnapshot((await collectFrom(account)).directory);
    expect(tags.trades).toEqual({});
    expect(signedBy("AssumeRole")).toEqual(new Set(["test"]));
    expect(signedBy("GetMetricData")).toEqual(new Set(["ASIAROLE"]));
    expect(signedBy("GetResources")).toEqual(new Set(["ASIAROLE"]));
    expect(signedBy("GetProducts")).toEqual(new Set(["test"]));
  });

  it("asks each region for the resources that are there", async () => {
    await collectFrom(account);
    const asked = server?.calls.filter(({ operation }) => operation === "GetMetricData") ?? [];
    const regions = new Set(asked.map(({ authorization }) => /Credential=[^/]+\/\d+\/([^/]+)/.exec(authorization)?.[1]));
    expect(regions).toEqual(new Set(["us-east-1", "eu-west-1"]));
  });

  it("reads nothing where the role may not be assumed, and says which role", async () => {
    const refused: Operations = {
      ...account,
      AssumeRole: () => {
        throw new Refusal("AccessDenied", "User: me is not authorized to perform: sts:AssumeRole", 403);
      },
    };
    await expect(collectFrom(refused)).rejects.toThrow(/the role .*trimtab-read may not be assumed/);
    expect(signedBy("GetMetricData")).toEqual(new Set());
  });
});
