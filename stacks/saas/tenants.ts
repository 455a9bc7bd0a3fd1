import { Construct } from "constructs";
import { DynamodbTable } from "../../modules/dynamodb-table";
import { EncryptionKey } from "../../modules/encryption";
import { tagAll } from "../foundation";
import type { SaasContext } from "./context";

/** None of the contract's: what carries it may keep no component from being turned. */
const COMPONENT = "dedicated_tenants";
/** Marks what belongs to one tenant alone; the policy excludes whatever carries it. */
const TENANT_TAG = "TenantId";

export type DedicatedTenants = readonly {
  readonly tenant: string;
  readonly tableArn: string;
  readonly keyArn: string;
}[];

/** A table of its own under a key of its own for each tenant that bought one. No size of theirs is a tunable. */
export const buildTenants = ({ stack, deployment, settings, names, region, protection }: SaasContext): DedicatedTenants =>
  settings.dedicatedTenants.map((tenant) => {
    const scope = new Construct(stack, `tenant_${tenant}`);
    const name = names.dedicated(tenant);
    const { keyArn } = new EncryptionKey(scope, "key", {
      alias: name,
      description: `Data of tenant ${tenant} in ${deployment.name}`,
      account: deployment.account,
      region,
    });
    const { tableArn } = new DynamodbTable(scope, "data", {
      name,
      hashKey: "entity",
      rangeKey: "id",
      billingMode: "PAY_PER_REQUEST",
      kmsKeyArn: keyArn,
      protection,
      tags: { TableType: "tenant", DataClassification: "restricted" },
    });
    tagAll(scope, { [TENANT_TAG]: tenant, Component: COMPONENT });
    return { tenant, tableArn, keyArn };
  });
