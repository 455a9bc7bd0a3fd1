import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { Fn, type ITerraformDependable, Op, TerraformCount, Token } from "cdktf";
import type { Construct } from "constructs";
import { exportedLogs } from "./logs";

interface ReplicaProps {
  readonly name: string;
  readonly replicaClass: string;
  readonly readReplicas: number;
  readonly availabilityZones: readonly string[];
  readonly logRetentionDays: number;
  readonly logKeyArn: string;
}

/** Read replicas outside the primary's zone. A failover moves the primary; the replicas stay where they are. */
export function replicasOf(
  scope: Construct,
  props: ReplicaProps,
  primary: DbInstance,
  { common, after }: { readonly common: Partial<DbInstanceConfig>; readonly after: readonly ITerraformDependable[] },
): DbInstance {
  const count = TerraformCount.of(props.readReplicas);
  const name = `${props.name}-replica-${Token.asString(Op.add(count.index, 1))}`;
  const elsewhere = Fn.tolist(Fn.setsubtract([...props.availabilityZones], [primary.availabilityZone]));
  const logs = exportedLogs(scope, "replica_log", { ...props, name }, count);
  return new DbInstance(scope, "replica", {
    ...common,
    count,
    identifier: name,
    replicateSourceDb: primary.identifier,
    instanceClass: props.replicaClass,
    availabilityZone: Fn.element(elsewhere, Token.asNumber(count.index)),
    skipFinalSnapshot: true,
    // A replica is a copy that a tunable takes away; the primary is what is protected.
    deletionProtection: false,
    dependsOn: [...logs, ...after],
    lifecycle: { ignoreChanges: ["availability_zone"] },
  });
}
