import type { TableName } from "./names";

export interface TableKey {
  readonly hashKey: string;
  readonly rangeKey: string;
}

export interface TableLayout extends TableKey {
  readonly indexes: Readonly<Record<string, TableKey>>;
}

/** Keys are strings; times are ISO 8601 in UTC, so that they sort. */
export const TABLE_LAYOUTS: Readonly<Record<TableName, TableLayout>> = {
  trades: {
    hashKey: "trade_id",
    rangeKey: "executed_at",
    indexes: {
      ByAccount: { hashKey: "account_id", rangeKey: "executed_at" },
      BySymbol: { hashKey: "symbol", rangeKey: "executed_at" },
      ByOrder: { hashKey: "order_id", rangeKey: "executed_at" },
    },
  },
  orders: {
    hashKey: "order_id",
    rangeKey: "created_at",
    indexes: {
      ByAccount: { hashKey: "account_id", rangeKey: "created_at" },
      BySymbol: { hashKey: "symbol", rangeKey: "created_at" },
      ByStatus: { hashKey: "status_shard", rangeKey: "created_at" },
    },
  },
  positions: {
    hashKey: "account_id",
    rangeKey: "symbol",
    indexes: {
      BySymbol: { hashKey: "symbol", rangeKey: "account_id" },
      ByDesk: { hashKey: "desk_id", rangeKey: "symbol" },
      ByUpdate: { hashKey: "trading_day", rangeKey: "updated_at" },
    },
  },
};
