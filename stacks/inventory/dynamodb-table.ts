import type { Resource } from "../../contract";

/** A table and its global secondary indexes: CloudWatch counts them apart. The account's quotas have no dimension. */
export function tableResources(tableName: string, indexes: readonly string[]): readonly Resource[] {
  return [
    { scope: "table", name: "table", dimensions: { TableName: tableName } },
    ...indexes.map((index) => ({ scope: "index", name: index, dimensions: { TableName: tableName, GlobalSecondaryIndexName: index } })),
    ACCOUNT,
  ];
}

export const ACCOUNT: Resource = { scope: "account", name: "account", dimensions: {} };
