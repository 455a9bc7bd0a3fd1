import { Fn, type ITerraformIterator, ref, TerraformIterator, Token } from "cdktf";
import { DATABASE, type MetricEntry, type Trigger, variableName } from "../../contract";
import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import type { TradingContext } from "./context";
import { TABLES, type TableName } from "./names";
import { TABLE_LAYOUTS } from "./table-indexes";

/** What one alarm watches. */
export interface AlarmTarget {
  /** Tells the alarms of one trigger apart. */
  readonly part?: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** What one unit can hold, where a limit is a share of it. */
  readonly capacity?: number;
  /** One alarm per element, where a size decides how many units there are; `part` is then the element. */
  readonly forEach?: ITerraformIterator;
}

/**
 * Resources whose alarms a trigger needs. Wherever AWS publishes a metric for the whole of a component, that is taken: such an alarm
 * outlives every change of size.
 */
export function alarmTargets(
  context: TradingContext,
  groups: AutoScalingGroup,
  { component }: Trigger,
  metric: MetricEntry,
): readonly AlarmTarget[] {
  switch (component) {
    case "order_service":
      return serviceTargets(context, groups, metric);
    case "database":
      return databaseTargets(context);
    case "cache":
      return [cacheNodes(context)];
    case "accelerator":
      return [{ dimensions: { ClusterId: context.names.accelerator } }];
    default:
      return tableTargets(context, component, metric);
  }
}

function serviceTargets({ deployment, names }: TradingContext, groups: AutoScalingGroup, { scope }: MetricEntry): readonly AlarmTarget[] {
  switch (scope) {
    case "group":
      return groups.members.map(({ zone, groupName }) => ({
        ...(zone === undefined ? {} : { part: zone }),
        dimensions: { AutoScalingGroupName: groupName },
      }));
    case "queue":
      return [{ dimensions: { QueueName: names.queue } }];
    case "dead_letter_queue":
      return [{ dimensions: { QueueName: names.deadLetterQueue } }];
    default:
      return [{ dimensions: { Deployment: deployment.name, Service: names.service } }];
  }
}

/**
 * Aurora publishes its instances' metrics by role as well, so that `Maximum` is the hottest reader however many there are
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html).
 */
function databaseTargets({ names, sizes }: TradingContext): readonly AlarmTarget[] {
  const limits = Object.fromEntries([...DATABASE.values()].map((spec) => [spec.type, spec.postgresMaxConnections]));
  const connections = (instanceClass: string): number => Token.asNumber(Fn.lookup(limits, instanceClass));
  const { writer_class, failover_reader_class, reader_class } = sizes.database;
  const role = (name: string, capacity: number) => ({
    part: name,
    dimensions: { DBClusterIdentifier: names.cluster, Role: name.toUpperCase() },
    capacity,
  });
  return [
    role("writer", connections(writer_class)),
    role("reader", Fn.min([connections(failover_reader_class), connections(reader_class)])),
  ];
}

/** Redis publishes by node only; nodes are numbered from 1. */
function cacheNodes({ names }: TradingContext): AlarmTarget {
  const shards = `range(1, var.${variableName("cache", "shards")} + 1)`;
  const nodesPerShard = `range(1, var.${variableName("cache", "replicas_per_shard")} + 2)`;
  const nodes = `[for node in setproduct(${shards}, ${nodesPerShard}) : format("%04d-%03d", node[0], node[1])]`;
  const forEach = TerraformIterator.fromList(Token.asList(ref(nodes)));
  return { part: forEach.value, dimensions: { CacheClusterId: `${names.cache}-${forEach.value}` }, forEach };
}

const isTable = (component: string): component is TableName => TABLES.some((table) => table === component);

function tableTargets({ names }: TradingContext, component: string, { scope }: MetricEntry): readonly AlarmTarget[] {
  if (!isTable(component)) return [];
  const TableName = names.table(component);
  if (scope === "table") return [{ dimensions: { TableName } }];
  return Object.keys(TABLE_LAYOUTS[component].indexes).map((index) => ({
    part: index,
    dimensions: { TableName, GlobalSecondaryIndexName: index },
  }));
}
