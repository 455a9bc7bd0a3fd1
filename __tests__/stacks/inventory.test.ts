import {
  type Component,
  defaultsOf,
  deploymentContractSchema,
  type Inventory,
  KINDS,
  METRICS,
  type Policy,
  type Resource,
  SCOPES,
} from "../../contract";
import { plannedSeries } from "../../optimizer/telemetry/series";
import {
  auroraGlobalResources,
  auroraResources,
  cacheResources,
  daxResources,
  endpointResources,
  functionResources,
  groupResource,
  loadBalancerResources,
  queueResources,
  rdsResources,
  serviceResource,
  tableResources,
  trainingResources,
} from "../../stacks/inventory";
import { mlInventory } from "../../stacks/ml/inventory";
import { mlPolicy } from "../../stacks/ml/policy";
import { mlContract } from "../../stacks/ml/tunables";
import { saasInventory } from "../../stacks/saas/inventory";
import { saasPolicy } from "../../stacks/saas/policy";
import { saasContract } from "../../stacks/saas/tunables";
import { stagingInventory } from "../../stacks/staging/inventory";
import { stagingPolicy } from "../../stacks/staging/policy";
import { stagingContract } from "../../stacks/staging/tunables";
import { tradingInventory } from "../../stacks/trading/inventory";
import { tradingPolicy } from "../../stacks/trading/policy";
import { tradingContract } from "../../stacks/trading/tunables";

const members = { cluster: "c", writer: "c-w", failoverReader: "c-f", furtherReaders: ["c-2", "c-3"] };
const balancer = (type: "application" | "network") =>
  loadBalancerResources({ type, arnSuffix: `${type}/lb/1`, targetGroups: { api: "targetgroup/api/2" } });

/** Everything that a component of each kind can have. */
const BUILT: { readonly [K in Component["kind"]]: readonly Resource[] } = {
  "aurora-cluster": auroraResources({ engine: "postgresql", ...members }),
  "aurora-global": auroraGlobalResources({ engine: "mysql", ...members }, [{ region: "eu-west-1", cluster: "s", instances: ["s-1"] }]),
  "rds-instance": rdsResources({ engine: "postgresql", primary: "d", replicas: ["d-replica-1"] }),
  "auto-scaling-group": [
    groupResource("all", "g"),
    serviceResource("trading", "order-service"),
    ...queueResources("orders", "q", "q-dead"),
    ...balancer("application"),
    ...balancer("network").map((resource) => ({ ...resource, name: `network_${resource.name}` })),
  ],
  redis: cacheResources("r", 2, 1),
  "dynamodb-table": tableResources("t", ["ByDay", "ByOwner"]),
  dax: daxResources("x", ["a", "b", "c"]),
  "lambda-function": functionResources("f", "live"),
  "inference-endpoint": [...endpointResources("e", ["production", "canary"]), serviceResource("ml", "predictions")],
  "training-job": trainingResources(["job-1", "job-2"], 2),
};

describe.each(KINDS)("resources of a %s", (kind) => {
  const resources = BUILT[kind];

  it("have exactly the dimensions of their scope, none of them empty", () => {
    const wrong = resources.filter(
      ({ scope, dimensions }) =>
        Object.keys(dimensions).sort().join() !== SCOPES[kind][scope]?.join() || Object.values(dimensions).includes(""),
    );
    expect(wrong).toEqual([]);
  });

  it("have a name each, which is unique", () => {
    const names = resources.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("cover every scope of the kind, so that every metric can be read", () => {
    expect([...new Set(resources.map(({ scope }) => scope))].sort()).toEqual(Object.keys(SCOPES[kind]).sort());
  });
});

const place = { account: "123456789012", region: "us-east-1", settings: {} } as const;
const contractOf = (
  stack: "trading" | "ml" | "saas" | "staging",
  components: Readonly<Record<string, Component>>,
  policy: Policy,
  inventory: Inventory,
) =>
  deploymentContractSchema.parse({
    version: 1,
    deployment: stack,
    stack,
    environment: "prod",
    account: place.account,
    regions: [place.region],
    components,
    inventory,
    policy,
  });

const CONTRACTS = {
  trading: contractOf(
    "trading",
    tradingContract.components,
    tradingPolicy,
    tradingInventory({ name: "trading", ...place }, defaultsOf(tradingContract.components)),
  ),
  ml: contractOf("ml", mlContract.components, mlPolicy, mlInventory({ name: "ml", ...place })),
  saas: contractOf(
    "saas",
    saasContract.components,
    saasPolicy,
    saasInventory({ name: "saas", ...place }, defaultsOf(saasContract.components)),
  ),
  staging: contractOf(
    "staging",
    stagingContract.components,
    stagingPolicy,
    stagingInventory({ name: "staging", ...place }, defaultsOf(stagingContract.components)),
  ),
};

describe.each(Object.entries(CONTRACTS))("what is read for %s", (_stack, contract) => {
  const series = plannedSeries(contract);

  it("has series of every component but training, whose jobs are named when they start", () => {
    const silent = Object.keys(contract.components).filter((component) => !series.some((one) => one.component === component));
    expect(silent).toEqual("training" in contract.components ? ["training"] : []);
  });

  it("names no series twice", () => {
    expect(new Set(series.map(({ id }) => id)).size).toBe(series.length);
  });

  it("leaves out what no decision needs, until it is asked for or the policy names it", () => {
    expect(series.filter(({ entry }) => entry.detail === true)).toEqual([]);
    const asked = plannedSeries(contract, { detail: true });
    expect(asked.filter(({ entry }) => entry.detail !== true)).toEqual(series);
  });
});

describe("what is read", () => {
  const { saas, trading } = CONTRACTS;

  it("of a secondary comes from its own region", () => {
    const lags = plannedSeries(saas).filter(({ entry }) => entry.name === "global_replication_lag");
    expect(new Set(lags.map(({ region }) => region))).toEqual(new Set(["us-west-2", "eu-west-1"]));
  });

  it("follows the engine: MySQL has queries, PostgreSQL transaction ids", () => {
    const names = (contract: typeof saas) => new Set(plannedSeries(contract, { detail: true }).map(({ entry }) => entry.name));
    expect(names(saas)).toContain("queries");
    expect(names(saas)).not.toContain("transaction_id_age");
    expect(names(trading)).toContain("transaction_id_age");
    expect(names(trading)).not.toContain("queries");
  });

  it("grows by a metric that the policy names, on its component alone", () => {
    const lag = {
      name: "lag",
      component: "cache",
      metric: "replication_lag",
      statistic: "Maximum",
      limit: 5,
      unit: "seconds",
      points: 3,
      outOf: 5,
    } as const;
    const watching = { ...trading, policy: { ...trading.policy, scaleUpTriggers: [...trading.policy.scaleUpTriggers, lag] } };
    const nodes = trading.inventory.cache?.resources.length ?? 0;
    expect(nodes).toBeGreaterThan(0);
    expect(plannedSeries(watching).length - plannedSeries(trading).length).toBe(nodes);
  });

  it("counts each global secondary index apart", () => {
    const indexes = plannedSeries(trading).filter(
      ({ component, entry, statistic }) =>
        component === "trades" && entry.scope === "index" && entry.name === "consumed_reads" && statistic === "Sum",
    );
    expect(indexes).toHaveLength(
      METRICS["dynamodb-table"].filter(({ scope, name }) => scope === "index" && name === "consumed_reads").length * 3,
    );
  });
});
