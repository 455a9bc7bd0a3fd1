import { Fn, type ITerraformIterator, ref, TerraformIterator, Token } from "cdktf";
import { DATABASE, type MetricEntry, variableName } from "../../contract";
import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import type { ApplicationLoadBalancer } from "../../modules/load-balancer";

/** What one alarm watches. Wherever AWS publishes a metric for the whole of a component, that is taken: such an alarm outlives every change of size. */
export interface AlarmTarget {
  /** Tells the alarms of one trigger apart. */
  readonly part?: string;
  /** Tells them apart in addresses, where Terraform makes `part`. */
  readonly id?: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** What one unit can hold, where a limit is a share of it. */
  readonly capacity?: number;
  /** One alarm per element, where a size decides how many units there are; `part` is then the element. */
  readonly forEach?: ITerraformIterator;
}

export const groupTargets = (groups: AutoScalingGroup): readonly AlarmTarget[] =>
  groups.members.map(({ zone, groupName }) => ({
    ...(zone === undefined ? {} : { part: zone }),
    dimensions: { AutoScalingGroupName: groupName },
  }));

/** Redis publishes by node only; nodes are numbered from 1. */
export function cacheTargets(component: string, replicationGroupId: string): readonly AlarmTarget[] {
  const shards = `range(1, var.${variableName(component, "shards")} + 1)`;
  const nodesPerShard = `range(1, var.${variableName(component, "replicas_per_shard")} + 2)`;
  const nodes = `[for node in setproduct(${shards}, ${nodesPerShard}) : format("%04d-%03d", node[0], node[1])]`;
  const forEach = TerraformIterator.fromList(Token.asList(ref(nodes)));
  return [{ part: forEach.value, dimensions: { CacheClusterId: `${replicationGroupId}-${forEach.value}` }, forEach }];
}

/** Field of the instance catalog with the connections that a class takes. */
export type ConnectionLimit = "postgresMaxConnections" | "auroraMysqlMaxConnections";

/** Connections that a class takes at most; the class may be a token. */
export function maxConnections(instanceClass: string, limit: ConnectionLimit): number {
  const limits = Object.fromEntries([...DATABASE.values()].map((spec) => [spec.type, spec[limit]]));
  return Token.asNumber(Fn.lookup(limits, instanceClass));
}

export interface AuroraRoles {
  readonly cluster: string;
  readonly limit: ConnectionLimit;
  readonly classes: { readonly writer_class: string; readonly failover_reader_class: string; readonly reader_class: string };
}

/**
 * Aurora publishes its instances' metrics by role as well, so that `Maximum` is the hottest reader however many there are
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html).
 */
export function auroraTargets({ cluster, limit, classes }: AuroraRoles): readonly AlarmTarget[] {
  const role = (name: string, capacity: number) => ({
    part: name,
    dimensions: { DBClusterIdentifier: cluster, Role: name.toUpperCase() },
    capacity,
  });
  return [
    role("writer", maxConnections(classes.writer_class, limit)),
    role("reader", Fn.min([maxConnections(classes.failover_reader_class, limit), maxConnections(classes.reader_class, limit)])),
  ];
}

export interface RdsInstances {
  /** Of the deployment's contract, of kind `rds-instance`. */
  readonly component: string;
  /** Of the primary; replicas are `<name>-replica-1` and so on. */
  readonly name: string;
  readonly limit: ConnectionLimit;
  readonly classes: { readonly instance_class: string; readonly replica_class: string };
}

/** RDS publishes by instance only: the primary, and each of the replicas, however many there are. */
export function rdsTargets({ component, name, limit, classes }: RdsInstances): readonly AlarmTarget[] {
  const numbers = `[for number in range(1, var.${variableName(component, "read_replicas")} + 1) : format("%d", number)]`;
  const forEach = TerraformIterator.fromList(Token.asList(ref(numbers)));
  const part = `replica-${forEach.value}`;
  return [
    { part: "primary", dimensions: { DBInstanceIdentifier: name }, capacity: maxConnections(classes.instance_class, limit) },
    { part, dimensions: { DBInstanceIdentifier: `${name}-${part}` }, capacity: maxConnections(classes.replica_class, limit), forEach },
  ];
}

/** A table, or each of its indexes: CloudWatch counts them apart. */
export const tableTargets = (TableName: string, indexes: readonly string[], { scope }: MetricEntry): readonly AlarmTarget[] =>
  scope === "table"
    ? [{ dimensions: { TableName } }]
    : indexes.map((index) => ({ part: index, dimensions: { TableName, GlobalSecondaryIndexName: index } }));

/** What an application load balancer publishes of itself, and of each target group. */
export function balancerTargets({ arnSuffix, targetGroups }: ApplicationLoadBalancer, { scope }: MetricEntry): readonly AlarmTarget[] {
  switch (scope) {
    case "load_balancer":
      return [{ dimensions: { LoadBalancer: arnSuffix } }];
    case "target_group":
      return Object.entries(targetGroups).map(([part, target]) => ({
        part,
        dimensions: { LoadBalancer: arnSuffix, TargetGroup: target.arnSuffix },
      }));
    default:
      return [];
  }
}
