import { Fn, ref } from "cdktf";
import { DynamodbTable } from "../../modules/dynamodb-table";
import { tagComponent } from "../foundation";
import { tableResources } from "../inventory";
import type { SaasContext, SaasInventory } from "./context";
import { CONSOLIDATED, CONSOLIDATED_INTO, consolidatedResources, IS_CONSOLIDATED, TABLE_LAYOUTS, type TableName } from "./table-layouts";

export interface SaasTables {
  readonly tables: Readonly<Record<TableName, DynamodbTable>>;
  /** What it is known by is null while there is none. */
  readonly consolidated: DynamodbTable;
  readonly inventory: SaasInventory;
}

/** `tenants`, `users` and `audit_logs` on demand, and beside them, where the flag says so, the table that takes the place of the first two. */
export function buildTables(context: SaasContext): SaasTables {
  const { stack, sizes, names, dataKeyArn, protection } = context;
  const shared = { kmsKeyArn: dataKeyArn, protection } as const;
  const build = (table: TableName): DynamodbTable => {
    const { classification, ...layout } = TABLE_LAYOUTS[table];
    const size = sizes[table];
    const built = new DynamodbTable(stack, table, {
      ...shared,
      ...layout,
      name: names.table(table),
      billingMode: size.billing_mode,
      presentIndexes: size.indexes,
      stream: size.stream,
      tags: { TableType: table, DataClassification: classification },
    });
    tagComponent(built, table);
    return built;
  };
  const tables = { tenants: build("tenants"), users: build("users"), audit_logs: build("audit_logs") };
  const { classification, ...layout } = CONSOLIDATED;
  const consolidated = new DynamodbTable(stack, "accounts", {
    ...shared,
    ...layout,
    name: names.consolidatedTable,
    billingMode: "PAY_PER_REQUEST",
    when: sizes.users.consolidated,
    tags: { TableType: "accounts", DataClassification: classification },
  });
  tagComponent(consolidated, CONSOLIDATED_INTO);
  return { tables, consolidated, inventory: inventoryOf(context, tables) };
}

function inventoryOf({ names }: SaasContext, tables: SaasTables["tables"]): SaasInventory {
  const of = (table: TableName) => tableResources(tables[table].tableName, tables[table].indexNames);
  const consolidated = JSON.stringify(consolidatedResources(names.consolidatedTable));
  return {
    tenants: of("tenants"),
    users: Fn.flatten([of("users"), ref(`[for resource in ${consolidated} : resource if ${IS_CONSOLIDATED}]`)]),
    audit_logs: of("audit_logs"),
  };
}
