import { type Resource, variableName } from "../../contract";

interface Key {
  readonly hashKey: string;
  readonly rangeKey: string;
}

/** As the tag `DataClassification` has it; `restricted` holds personal data. */
type Classification = "confidential" | "restricted";

export interface TableLayout extends Key {
  readonly classification: Classification;
  /** Global secondary indexes by name. */
  readonly indexes: Readonly<Record<string, Key>>;
}

export const TABLES = ["tenants", "users", "audit_logs"] as const;
export type TableName = (typeof TABLES)[number];

const key = (hashKey: string, rangeKey: string): Key => ({ hashKey, rangeKey });

/** Keys are strings throughout; times are ISO 8601 in UTC, so that they sort. */
export const TABLE_LAYOUTS: Readonly<Record<TableName, TableLayout>> = {
  tenants: {
    ...key("tenant_id", "created_at"),
    classification: "confidential",
    indexes: {
      ByStatus: key("status", "tenant_id"),
      ByPlan: key("plan_type", "tenant_id"),
      ByDomain: key("domain", "tenant_id"),
      ByOwner: key("owner_id", "tenant_id"),
    },
  },
  users: {
    ...key("user_id", "tenant_id"),
    classification: "restricted",
    indexes: {
      ByEmail: key("email", "user_id"),
      ByTenant: key("tenant_id", "created_at"),
      ByRole: key("role", "user_id"),
      ByStatus: key("status", "last_login"),
    },
  },
  audit_logs: {
    ...key("log_id", "timestamp"),
    classification: "restricted",
    indexes: {
      ByTenant: key("tenant_id", "timestamp"),
      ByUser: key("user_id", "timestamp"),
      ByAction: key("action_type", "timestamp"),
      BySeverity: key("severity", "timestamp"),
    },
  },
};

/** Component whose flag decides about the consolidated table, and whose it is. */
export const CONSOLIDATED_INTO = "users";
/** The flag in Terraform's terms. */
export const IS_CONSOLIDATED = `var.${variableName(CONSOLIDATED_INTO, "consolidated")}`;

/**
 * Tenants and users in one table. Every key begins with what it is the key of, so that the two never meet, and each index serves a
 * question about either (stacks/saas/README.md has them all):
 *
 * | item   | item_key           | sort_key           | status_key        | lookup_key        | group_key          | parent_key           |
 * | tenant | TENANT#<tenant_id> | <created_at>       | TENANT#<status>   | DOMAIN#<domain>   | PLAN#<plan_type>   | OWNER#<owner_id>     |
 * | user   | USER#<user_id>     | TENANT#<tenant_id> | USER#<status>     | EMAIL#<email>     | ROLE#<role>        | TENANT#<tenant_id>   |
 *
 * The attributes of the items stay under their names beside them, so that a sort key of an index can be one of them.
 */
export const CONSOLIDATED: TableLayout = {
  ...key("item_key", "sort_key"),
  classification: "restricted",
  indexes: {
    ByStatus: key("status_key", "status_sort"),
    ByLookup: key("lookup_key", "item_key"),
    ByGroup: key("group_key", "item_key"),
    ByParent: key("parent_key", "created_at"),
  },
};

/** Of the consolidated table, while it is there. */
export const consolidatedResources = (TableName: string): readonly Resource[] => [
  { scope: "table", name: "accounts", dimensions: { TableName } },
  ...Object.keys(CONSOLIDATED.indexes).map((index) => ({
    scope: "index",
    name: `accounts_${index}`,
    dimensions: { TableName, GlobalSecondaryIndexName: index },
  })),
];
