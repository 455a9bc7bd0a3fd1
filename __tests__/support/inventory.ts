import { type Component, type Inventory, type Resource, type Values, variableName } from "../../contract";
import {
  auroraGlobalResources,
  endpointResources,
  functionResources,
  rdsResources,
  serviceResource,
  trainingResources,
} from "../../stacks/inventory";

const REGION = "us-east-1";
const ZONES = ["a", "b", "c"];
const INDEXES = ["ByAccount", "ByInstrument", "ByDay"];

/** What a stack would publish for the components' present sizes. */
export const inventoryOf = (components: Readonly<Record<string, Component>>, values: Values): Inventory =>
  Object.fromEntries(
    Object.entries(components).map(([component, { kind }]) => [
      component,
      { region: REGION, resources: resourcesOf(component, kind, values) },
    ]),
  );

function resourcesOf(component: string, kind: Component["kind"], values: Values): readonly Resource[] {
  const count = (tunable: string): number => Number(values[variableName(component, tunable)]);
  const names = (tunable: string): readonly string[] => {
    const value = values[variableName(component, tunable)];
    return Array.isArray(value) ? value : [];
  };
  const numbered = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);
  const resource = (scope: string, name: string, more: Partial<Resource> = {}): Resource => ({
    scope,
    name,
    dimensions: { Name: name },
    ...more,
  });
  switch (kind) {
    case "aurora-cluster":
      return [
        resource("cluster", "cluster"),
        resource("instance", "writer", { role: "writer" }),
        resource("instance", "failover_reader", { role: "reader" }),
        ...numbered(count("readers") - 1).map((n) => resource("instance", `reader_${n + 1}`, { role: "reader" })),
      ];
    case "auto-scaling-group":
      return [
        ...ZONES.map((zone) => resource("group", zone, { group: zone })),
        resource("service", "service"),
        resource("queue", "orders"),
      ];
    case "redis":
      return numbered(count("shards")).flatMap((shard) =>
        numbered(1 + count("replicas_per_shard")).map((node) =>
          resource("node", `${shard}-${node}`, { group: String(shard).padStart(4, "0"), role: node === 1 ? "primary" : "replica" }),
        ),
      );
    case "dynamodb-table":
      return [resource("table", "table"), ...INDEXES.map((index) => resource("index", index))];
    case "dax":
      return numbered(count("nodes")).map((n) => resource("node", `node-${n}`));
    case "aurora-global":
      return auroraGlobalResources(
        {
          engine: "mysql",
          cluster: component,
          writer: `${component}-writer`,
          failoverReader: `${component}-failover-reader`,
          furtherReaders: numbered(count("readers") - 1).map((n) => `${component}-reader-${n + 1}`),
        },
        names("secondary_regions").map((region) => ({
          region,
          cluster: `${component}-${region}`,
          instances: [`${component}-${region}-1`],
        })),
      );
    case "rds-instance":
      return rdsResources({
        engine: "postgresql",
        primary: component,
        replicas: numbered(count("read_replicas")).map((n) => `${component}-replica-${n}`),
      });
    case "lambda-function":
      return functionResources(component, "live");
    case "inference-endpoint":
      return [...endpointResources(component, ["production"]), serviceResource("deployment", component)];
    case "training-job":
      return trainingResources([`${component}-20261117`], count("instance_count"));
  }
}
