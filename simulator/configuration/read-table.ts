import { z } from "zod";
import type { Resource } from "../../contract";
import type { Applied } from "./applied";
import type { ControlPlane } from "./aws-calls";

const tableSchema = z.object({
  Table: z.object({
    BillingModeSummary: z.object({ BillingMode: z.string() }).optional(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), IndexStatus: z.string().optional() })).default([]),
    StreamSpecification: z.object({ StreamEnabled: z.boolean() }).optional(),
  }),
});
type Table = z.infer<typeof tableSchema>["Table"];

async function describeTable(plane: ControlPlane, TableName: string): Promise<Table | undefined> {
  return tableSchema.safeParse(await plane.json("dynamodb", "DynamoDB_20120810.DescribeTable", { TableName })).data?.Table;
}
const targetsSchema = z.object({
  ScalableTargets: z.array(
    z.object({ ResourceId: z.string(), ScalableDimension: z.string(), MinCapacity: z.number(), MaxCapacity: z.number() }),
  ),
});

/**
 * The bounds are those of application autoscaling; without a target the contract's default counts. Whether there is a table that several
 * share can be told only where the inventory names it beside the component's own, which comes first.
 */
export async function readTable(plane: ControlPlane, resources: readonly Resource[]): Promise<Applied> {
  const [TableName = "", shared] = resources.flatMap(({ scope, dimensions }) => (scope === "table" ? (dimensions.TableName ?? []) : []));
  const table = await describeTable(plane, TableName);
  if (table === undefined) return {};
  const described = await plane.json("application-autoscaling", "AnyScaleFrontendService.DescribeScalableTargets", {
    ServiceNamespace: "dynamodb",
  });
  const targets = targetsSchema.safeParse(described).data?.ScalableTargets ?? [];
  const bounds = (resource: string, what: string) =>
    targets.find(
      ({ ResourceId, ScalableDimension }) =>
        (resource.endsWith("/") ? ResourceId.startsWith(resource) : ResourceId === resource) && ScalableDimension === `dynamodb:${what}`,
    );
  const reads = bounds(`table/${TableName}`, "table:ReadCapacityUnits");
  const writes = bounds(`table/${TableName}`, "table:WriteCapacityUnits");
  const indexReads = bounds(`table/${TableName}/index/`, "index:ReadCapacityUnits");
  return {
    billing_mode: table.BillingModeSummary?.BillingMode ?? "PROVISIONED",
    indexes: table.GlobalSecondaryIndexes.filter(({ IndexStatus }) => IndexStatus !== "DELETING")
      .map(({ IndexName }) => IndexName)
      .sort(),
    stream: table.StreamSpecification?.StreamEnabled ?? false,
    consolidated: shared === undefined ? undefined : (await describeTable(plane, shared)) !== undefined,
    read_min_capacity: reads?.MinCapacity,
    read_max_capacity: reads?.MaxCapacity,
    write_min_capacity: writes?.MinCapacity,
    write_max_capacity: writes?.MaxCapacity,
    index_read_min_capacity: indexReads?.MinCapacity,
    index_read_max_capacity: indexReads?.MaxCapacity,
  };
}
