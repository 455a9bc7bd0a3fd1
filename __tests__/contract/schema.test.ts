import { CONTRACT_VERSION, type DeploymentContract, deploymentContractSchema } from "../../contract";
import { tradingPolicy } from "../../stacks/trading/policy";
import { tradingContract } from "../../stacks/trading/tunables";

const contract: DeploymentContract = {
  version: CONTRACT_VERSION,
  deployment: "trading",
  stack: "trading",
  environment: "prod",
  account: "123456789012",
  regions: ["us-east-1"],
  components: tradingContract.components,
  inventory: {},
  policy: tradingPolicy,
};

const problemsOf = (candidate: unknown): readonly string[] =>
  deploymentContractSchema.safeParse(candidate).error?.issues.map((issue) => issue.path.join(".")) ?? [];

describe("a contract read from a file", () => {
  test("is the one that was written", () => {
    expect(deploymentContractSchema.parse(JSON.parse(JSON.stringify(contract)))).toEqual(contract);
  });

  test("of an older snapshot, which says nothing of level shifts and recurring gaps, has the usual numbers", () => {
    const { daysAfterLevelShift: _days, maxRecurringGap: _share, ...guards } = contract.policy.guards;
    expect(deploymentContractSchema.parse({ ...contract, policy: { ...contract.policy, guards } })).toEqual(contract);
  });

  const { database, ...others } = contract.components;
  const { policy } = contract;
  test.each<[string, unknown, string]>([
    ["another version", { ...contract, version: 2 }, "version"],
    ["no region", { ...contract, regions: [] }, "regions"],
    [
      "an unknown kind",
      { ...contract, components: { ...others, database: { ...database, kind: "mainframe" } } },
      "components.database.kind",
    ],
    [
      "a component without one of its kind's tunables",
      { ...contract, components: { cache: { ...contract.components.cache, tunables: {} } } },
      "components.cache.tunables.node_type",
    ],
    ["a component that is not snake case", { ...contract, components: { "my-cache": contract.components.cache } }, "components.my-cache"],
    ["a share over one", { ...contract, policy: { ...policy, minConfidence: 7 } }, "policy.minConfidence"],
    ["a time zone that there is not", { ...contract, policy: { ...policy, timeZone: "New York" } }, "policy.timeZone"],
    ["a look-back of no days", { ...contract, policy: { ...policy, lookBackDays: 0 } }, "policy.lookBackDays"],
    [
      "an impossible hour",
      { ...contract, policy: { ...policy, freezes: [{ name: "f", from: "25:00", to: "26:00" }] } },
      "policy.freezes.0.from",
    ],
  ])("with %s is refused, and the place is named", (_name, candidate, path) => {
    expect(problemsOf(candidate)).toContain(path);
  });

  test("with a default off its own ladder is refused", () => {
    const ladder = { type: "choice", description: "", ladder: ["a"], default: "b" };
    const cache = { kind: "redis", description: "", tunables: { ...contract.components.cache?.tunables, node_type: ladder } };
    expect(problemsOf({ ...contract, components: { cache } })).toEqual(["components.cache.tunables.node_type.default"]);
  });
});
