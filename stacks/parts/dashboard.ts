import { type Kind, METRICS, type MetricEntry, type Policy, type Statistic } from "../../contract";
import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import type { ApplicationLoadBalancer } from "../../modules/load-balancer";

const COLUMNS = 24;
const WIDGET = { width: 8, height: 6 } as const;
const PERIOD_SECONDS = 60;

export type Dimensions = Readonly<Record<string, string>>;

export interface Line {
  readonly metric: MetricEntry;
  readonly dimensions: Dimensions;
  readonly stat: Statistic;
  readonly label?: string;
}

export interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Horizontal lines, in the metric's CloudWatch unit. */
  readonly limits?: readonly { readonly label: string; readonly value: number }[];
  /** Metric search expressions, for units whose number a size decides. */
  readonly searches?: readonly string[];
}

/** A metric's entry in the catalog. @throws TypeError where there is none: a mistake in the stack's code */
export function entry(kind: Kind, name: string, scope?: string): MetricEntry {
  const found = METRICS[kind].find((metric) => metric.name === name && (scope === undefined || metric.scope === scope));
  if (found === undefined) throw new TypeError(`the catalog has no metric ${name} for ${kind}`);
  return found;
}

/** Widgets of a CloudWatch dashboard in rows. No size of the stack may stand in them, so that no change of size changes them. */
export const widgets = (graphs: readonly Graph[], region: string) => graphs.map((graph, index) => widget(graph, index, region));

/** A line of what a group or the service on it publishes. */
export const serviceLine =
  (dimensions: Dimensions) =>
  (name: string, stat: Statistic): Line => ({ metric: entry("auto-scaling-group", name), dimensions, stat });

/** The policy's limits on a metric of the service, as a graph draws them. */
export const limitsOn = ({ slos, scaleUpTriggers }: Policy, metric: string): NonNullable<Graph["limits"]> => [
  ...slos.filter((slo) => slo.metric === metric).map(({ name, limit }) => ({ label: `SLO ${name}`, value: limit })),
  ...scaleUpTriggers.filter((t) => t.metric === metric).map(({ name, limit }) => ({ label: `scale up: ${name}`, value: limit })),
];

/** @param title of the service's latency */
export function serviceGraphs(policy: Policy, dimensions: Dimensions, title: string): readonly Graph[] {
  const line = serviceLine(dimensions);
  return [
    { title, lines: (["p50", "p95", "p99"] as const).map((stat) => line("latency", stat)), limits: limitsOn(policy, "latency") },
    { title: "Requests and errors a minute", lines: ["requests", "errors", "connection_errors"].map((name) => line(name, "Sum")) },
  ];
}

export function groupGraphs({ members }: AutoScalingGroup): readonly Graph[] {
  const lines = (name: string, stat: Statistic): readonly Line[] =>
    members.map(({ groupName }) => ({ ...serviceLine({ AutoScalingGroupName: groupName })(name, stat), label: groupName }));
  return [
    { title: "Instances in service", lines: lines("in_service", "Average") },
    { title: "Group CPU, %", lines: lines("cpu", "Average") },
    { title: "Group memory and disk, %", lines: [...lines("memory", "Maximum"), ...lines("disk", "Maximum")] },
  ];
}

export function balancerGraphs({ arnSuffix, targetGroups }: ApplicationLoadBalancer): readonly Graph[] {
  const LoadBalancer = arnSuffix;
  const ofTargets = (name: string, stat: Statistic): readonly Line[] =>
    Object.entries(targetGroups).map(([target, { arnSuffix: TargetGroup }]) => ({
      metric: entry("auto-scaling-group", name, "target_group"),
      dimensions: { TargetGroup, LoadBalancer },
      stat,
      label: `${target} ${name.replaceAll("_", " ")}`,
    }));
  const own = (name: string): Line => ({
    metric: entry("auto-scaling-group", name, "load_balancer"),
    dimensions: { LoadBalancer },
    stat: "Sum",
    label: name.replaceAll("_", " "),
  });
  return [
    { title: "Target response time p95, s", lines: ofTargets("target_response_time", "p95") },
    { title: "Requests per target a minute", lines: ofTargets("requests_per_target", "Sum") },
    { title: "Unhealthy hosts", lines: ofTargets("unhealthy_hosts", "Maximum") },
    {
      title: "Load balancer: errors a minute",
      lines: [own("balancer_errors"), own("rejected_connections"), ...ofTargets("target_errors", "Sum")],
    },
  ];
}

export function auroraGraphs(kind: "aurora-cluster" | "aurora-global", cluster: string): readonly Graph[] {
  const lines = (name: string): readonly Line[] =>
    ["WRITER", "READER"].map((Role) => ({
      metric: entry(kind, name),
      dimensions: { DBClusterIdentifier: cluster, Role },
      stat: "Maximum",
      label: `${Role.toLowerCase()} ${name}`,
    }));
  return [
    { title: "Database CPU, %", lines: lines("cpu") },
    { title: "Database connections", lines: lines("connections") },
    { title: "Database commit latency, ms", lines: lines("commit_latency") },
  ];
}

/** The primary and whatever replicas there are. */
export function rdsGraphs(primary: string): readonly Graph[] {
  const graph = (title: string, name: string): Graph => ({
    title,
    lines: [],
    searches: [search("rds-instance", "DBInstanceIdentifier", name, primary, "Maximum")],
  });
  return [
    graph("Database CPU, %", "cpu"),
    graph("Database connections", "connections"),
    graph("Database write latency, s", "write_latency"),
    graph("Database replica lag, s", "replica_lag"),
  ];
}

/** Every unit whose name holds the text; a size decides how many there are. */
const search = (kind: Kind, dimensions: string, name: string, text: string, stat: Statistic): string => {
  const { namespace, metricName } = entry(kind, name);
  return `SEARCH('{${namespace},${dimensions}} MetricName="${metricName}" "${text}"', '${stat}', ${PERIOD_SECONDS})`;
};

/** @param memory what is watched of memory: with data tiering, the share that evicts */
export function cacheGraphs(replicationGroupId: string, memory: { readonly metric: string; readonly title: string }): readonly Graph[] {
  const nodes = (name: string, stat: Statistic) => search("redis", "CacheClusterId,CacheNodeId", name, replicationGroupId, stat);
  return [
    { title: "Cache engine CPU, %", lines: [], searches: [nodes("engine_cpu", "Maximum")] },
    { title: memory.title, lines: [], searches: [nodes(memory.metric, "Maximum")] },
    { title: "Cache hits and misses a minute", lines: [], searches: [`SUM(${nodes("hits", "Sum")})`, `SUM(${nodes("misses", "Sum")})`] },
  ];
}

export interface DashboardTable {
  /** As people call it. */
  readonly title: string;
  readonly tableName: string;
  readonly indexes: readonly string[];
}

export function tableGraphs(tables: readonly DashboardTable[]): readonly Graph[] {
  const lines = (metrics: readonly string[]): readonly Line[] =>
    tables.flatMap(({ title, tableName }) =>
      metrics.map((name) => ({
        metric: entry("dynamodb-table", name, "table"),
        dimensions: { TableName: tableName },
        stat: "Sum",
        label: `${title} ${name.replace("_", " ")}`,
      })),
    );
  const indexThrottles = tables.flatMap(({ title, tableName, indexes }) =>
    indexes.map(
      (GlobalSecondaryIndexName): Line => ({
        metric: entry("dynamodb-table", "write_throttles", "index"),
        dimensions: { TableName: tableName, GlobalSecondaryIndexName },
        stat: "Sum",
        label: `${title} ${GlobalSecondaryIndexName} write throttles`,
      }),
    ),
  );
  return [
    { title: "Tables: consumed units a minute", lines: lines(["consumed_reads", "consumed_writes"]) },
    { title: "Tables: throttled requests a minute", lines: [...lines(["read_throttles", "write_throttles"]), ...indexThrottles] },
  ];
}

function widget({ title, lines, limits = [], searches = [] }: Graph, index: number, region: string) {
  const perRow = COLUMNS / WIDGET.width;
  return {
    ...WIDGET,
    type: "metric",
    x: (index % perRow) * WIDGET.width,
    y: Math.floor(index / perRow) * WIDGET.height,
    properties: {
      title,
      region,
      period: PERIOD_SECONDS,
      view: "timeSeries",
      metrics: [...lines.map(metricRow), ...searches.map((expression, i) => [{ expression, id: `s${i + 1}` }])],
      ...(limits.length === 0 ? {} : { annotations: { horizontal: limits } }),
    },
  };
}

const metricRow = ({ metric, dimensions, stat, label }: Line) => [
  metric.namespace,
  metric.metricName,
  ...Object.entries(dimensions).flat(),
  { stat, label: label ?? `${metric.metricName} ${stat}` },
];
