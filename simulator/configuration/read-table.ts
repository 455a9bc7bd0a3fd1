import { z } from "zod";
import type { Resource } from "../../contract";
import type { Applied } from "./applied";
import type { ControlPlane } from "./aws-calls";

const tableSchema = z.object({
  Table: z.object({ BillingModeSummary: z.object({ BillingMode: z.string() }).optional() }),
});
const targetsSchema = z.object({
  ScalableTargets: z.array(
    z.object({ ResourceId: z.string(), ScalableDimension: z.string(), MinCapacity: z.number(), MaxCapacity: z.number() }),
  ),
});

/** The bounds are those of application autoscaling; without a target the contract's default counts. */
export async function readTable(plane: ControlPlane, resources: readonly Resource[]): Promise<Applied> {
  const TableName = resources.find(({ scope }) => scope === "table")?.dimensions.TableName ?? "";
  const table = tableSchema.safeParse(await plane.json("dynamodb", "DynamoDB_20120810.DescribeTable", { TableName }));
  if (!table.success) return {};
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
    billing_mode: table.data.Table.BillingModeSummary?.BillingMode ?? "PROVISIONED",
    read_min_capacity: reads?.MinCapacity,
    read_max_capacity: reads?.MaxCapacity,
    write_min_capacity: writes?.MinCapacity,
    write_max_capacity: writes?.MaxCapacity,
    index_read_min_capacity: indexReads?.MinCapacity,
    index_read_max_capacity: indexReads?.MaxCapacity,
  };
}
