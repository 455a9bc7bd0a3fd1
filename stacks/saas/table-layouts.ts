interface Key {
  readonly hashKey: string;
  readonly rangeKey: string;
}

export const TABLES = ["tenants", "users", "audit_logs"] as const;
export type TableName = (typeof TABLES)[number];

const key = (hashKey: string, rangeKey: string): Key => ({ hashKey, rangeKey });

/** String keys throughout. */
export const TABLE_LAYOUTS: Readonly<Record<TableName, Key & { readonly indexes: Readonly<Record<string, Key>> }>> = {
  tenants: {
    ...key("tenant_id", "created_at"),
    indexes: {
      ByStatus: key("status", "tenant_id"),
      ByPlan: key("plan_type", "tenant_id"),
      ByDomain: key("domain", "tenant_id"),
      ByOwner: key("owner_id", "tenant_id"),
    },
  },
  users: {
    ...key("user_id", "tenant_id"),
    indexes: {
      ByEmail: key("email", "user_id"),
      ByTenant: key("tenant_id", "created_at"),
      ByRole: key("role", "user_id"),
      ByStatus: key("status", "last_login"),
    },
  },
  audit_logs: {
    ...key("log_id", "timestamp"),
    indexes: {
      ByTenant: key("tenant_id", "timestamp"),
      ByUser: key("user_id", "timestamp"),
      ByAction: key("action_type", "timestamp"),
      BySeverity: key("severity", "timestamp"),
    },
  },
};
