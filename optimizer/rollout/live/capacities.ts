import { DescribeTableCommand, type DynamoDBClient, type TableDescription, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { RefusedError } from "../../../contract";

const throughput = z.strictObject({ read: z.int().positive(), write: z.int().positive() });

/** Provisioned capacity of a table and of each of its indexes, as autoscaling had it. */
export const recordedCapacitySchema = z.strictObject({
  table: z.string(),
  capacity: throughput,
  indexes: z.record(z.string(), throughput),
});
export type RecordedCapacity = z.infer<typeof recordedCapacitySchema>;

type Described = { readonly ReadCapacityUnits?: number | undefined; readonly WriteCapacityUnits?: number | undefined } | undefined;

/** What the way back from on-demand needs; undefined where the table is on demand already. */
export async function recordCapacity(client: DynamoDBClient, table: string): Promise<RecordedCapacity | undefined> {
  const description = await describe(client, table);
  if (description.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST") return undefined;
  const units = (described: Described) => ({ read: described?.ReadCapacityUnits ?? 0, write: described?.WriteCapacityUnits ?? 0 });
  return recordedCapacitySchema.parse({
    table,
    capacity: units(description.ProvisionedThroughput),
    indexes: Object.fromEntries((description.GlobalSecondaryIndexes ?? []).map((i) => [i.IndexName, units(i.ProvisionedThroughput)])),
  });
}

/**
 * Puts a table back to provisioned capacity. Terraform alone would leave it at 1 unit and its indexes at 0, since autoscaling owns
 * these numbers; so this call comes before the apply.
 * @returns false where the table was provisioned already
 */
export async function restoreCapacity(client: DynamoDBClient, recorded: RecordedCapacity): Promise<boolean> {
  const description = await describe(client, recorded.table);
  if (description.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST") return false;
  const units = ({ read, write }: { read: number; write: number }) => ({ ReadCapacityUnits: read, WriteCapacityUnits: write });
  const present = (description.GlobalSecondaryIndexes ?? []).map((index) => index.IndexName ?? "");
  const unknown = present.filter((name) => recorded.indexes[name] === undefined);
  if (unknown.length > 0) {
    throw new RefusedError(`No capacity was recorded for every index of table ${recorded.table}`, {
      problems: unknown.map((name) => `${name}: created after the table went on demand`),
      hint: "Set the capacities by hand with aws dynamodb update-table, then roll back again.",
    });
  }
  await client.send(
    new UpdateTableCommand({
      TableName: recorded.table,
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: units(recorded.capacity),
      GlobalSecondaryIndexUpdates: present.flatMap((IndexName) => {
        const capacity = recorded.indexes[IndexName];
        return capacity === undefined ? [] : [{ Update: { IndexName, ProvisionedThroughput: units(capacity) } }];
      }),
    }),
  );
  return true;
}

/** @throws RefusedError for tables on demand of which nobody recorded what they had: an apply would leave them at 1 unit */
export async function refuseUnrecorded(
  client: DynamoDBClient,
  tables: readonly string[],
  recorded: readonly RecordedCapacity[],
): Promise<void> {
  const problems: string[] = [];
  for (const table of tables.filter((name) => !recorded.some((capacity) => capacity.table === name))) {
    const { BillingModeSummary } = await describe(client, table);
    if (BillingModeSummary?.BillingMode === "PAY_PER_REQUEST")
      problems.push(`${table}: on demand, and no provisioned capacity is recorded`);
  }
  if (problems.length === 0) return;
  throw new RefusedError("These tables cannot be put back to provisioned capacity: by Terraform alone they would come back with 1 unit", {
    problems,
    hint: "Set the capacities by hand with aws dynamodb update-table (the table's and every index's), then start again.",
  });
}

/** Whether the table and all its indexes are ACTIVE. */
export async function tableIsActive(client: DynamoDBClient, table: string): Promise<boolean> {
  const { TableStatus, GlobalSecondaryIndexes = [] } = await describe(client, table);
  return TableStatus === "ACTIVE" && GlobalSecondaryIndexes.every((index) => index.IndexStatus === "ACTIVE");
}

async function describe(client: DynamoDBClient, table: string): Promise<TableDescription> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  return Table ?? {};
}
