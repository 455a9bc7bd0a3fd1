import { DynamodbTable } from "../../modules/dynamodb-table";
import { tagComponent } from "../foundation";
import { ACCOUNT } from "../inventory";
import type { TradingContext, TradingInventory } from "./context";
import { TABLES, type TableName } from "./names";
import { TABLE_LAYOUTS } from "./table-indexes";

export interface TradingTables {
  readonly tables: Readonly<Record<TableName, DynamodbTable>>;
  readonly inventory: TradingInventory;
}

/** `trades`, `orders` and `positions`. */
export function buildTables({ stack, sizes, names, dataKeyArn, protection }: TradingContext): TradingTables {
  const build = (table: TableName): DynamodbTable => {
    const size = sizes[table];
    const built = new DynamodbTable(stack, table, {
      ...TABLE_LAYOUTS[table],
      name: names.table(table),
      billingMode: size.billing_mode,
      capacity: {
        read: { min: size.read_min_capacity, max: size.read_max_capacity },
        write: { min: size.write_min_capacity, max: size.write_max_capacity },
        indexRead: { min: size.index_read_min_capacity, max: size.index_read_max_capacity },
      },
      kmsKeyArn: dataKeyArn,
      protection,
    });
    tagComponent(built, table);
    return built;
  };
  const tables = { trades: build("trades"), orders: build("orders"), positions: build("positions") };
  const inventoryOf = ({ tableName, indexNames }: DynamodbTable) => [
    { scope: "table", name: "table", dimensions: { TableName: tableName } },
    ...indexNames.map((index) => ({
      scope: "index",
      name: index,
      dimensions: { TableName: tableName, GlobalSecondaryIndexName: index },
    })),
    ACCOUNT,
  ];
  return {
    tables,
    inventory: Object.fromEntries(TABLES.map((table) => [table, inventoryOf(tables[table])])),
  };
}
