import { type DeploymentContract, METRICS, type MetricEntry, type Statistic } from "../../contract";
import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import type { TradingContext } from "./context";
import { TABLES } from "./names";
import { tradingPolicy } from "./policy";
import { TABLE_LAYOUTS } from "./table-indexes";

const COLUMNS = 24;
const WIDGET = { width: 8, height: 6 } as const;
const PERIOD_SECONDS = 60;

type Dimensions = Readonly<Record<string, string>>;
type Kind = DeploymentContract["components"][string]["kind"];

interface Line {
  readonly metric: MetricEntry;
  readonly dimensions: Dimensions;
  readonly stat: Statistic;
  readonly label?: string;
}

interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Horizontal lines, in the metric's CloudWatch unit. */
  readonly limits?: readonly { readonly label: string; readonly value: number }[];
  /** Metric search expressions, for units whose number a size decides. */
  readonly searches?: readonly string[];
}

/** Body of the stack's CloudWatch dashboard; no size of the stack stands in it, so that no change of size changes it. */
export function dashboard(context: TradingContext, groups: AutoScalingGroup) {
  const graphs = [...serviceGraphs(context), ...groupGraphs(groups), ...dataGraphs(context)];
  return { widgets: graphs.map((graph, index) => widget(graph, index, context.deployment.region)) };
}

function serviceGraphs({ deployment, names }: TradingContext): readonly Graph[] {
  const line = serviceLine({ Deployment: deployment.name, Service: names.service });
  const slo = tradingPolicy.slos.map(({ name, limit }) => ({ label: `SLO ${name}`, value: limit }));
  const triggers = (metric: string) =>
    tradingPolicy.scaleUpTriggers
      .filter((t) => t.metric === metric)
      .map(({ name, limit }) => ({ label: `scale up: ${name}`, value: limit }));
  return [
    {
      title: "Order latency, ms",
      lines: (["p50", "p95", "p99"] as const).map((stat) => line("latency", stat)),
      limits: [...slo, ...triggers("latency")],
    },
    { title: "Requests and errors a minute", lines: ["requests", "errors", "connection_errors"].map((name) => line(name, "Sum")) },
    {
      title: "Order queue",
      lines: [
        serviceLine({ QueueName: names.queue })("queue_depth", "Maximum"),
        serviceLine({ QueueName: names.queue })("queue_age", "Maximum"),
        serviceLine({ QueueName: names.deadLetterQueue })("dead_letters", "Maximum"),
      ],
      limits: triggers("queue_depth"),
    },
  ];
}

const serviceLine =
  (dimensions: Dimensions) =>
  (name: string, stat: Statistic): Line => ({ metric: entry("auto-scaling-group", name), dimensions, stat });

function groupGraphs({ members }: AutoScalingGroup): readonly Graph[] {
  const lines = (name: string, stat: Statistic): readonly Line[] =>
    members.map(({ groupName }) => ({ ...serviceLine({ AutoScalingGroupName: groupName })(name, stat), label: groupName }));
  return [
    { title: "Instances in service", lines: lines("in_service", "Average") },
    { title: "Group CPU, %", lines: lines("cpu", "Average") },
    { title: "Group memory and disk, %", lines: [...lines("memory", "Maximum"), ...lines("disk", "Maximum")] },
  ];
}

function dataGraphs({ names }: TradingContext): readonly Graph[] {
  const database = (name: string): readonly Line[] =>
    ["WRITER", "READER"].map((Role) => ({
      metric: entry("aurora-cluster", name),
      dimensions: { DBClusterIdentifier: names.cluster, Role },
      stat: "Maximum",
      label: `${Role.toLowerCase()} ${name}`,
    }));
  const accelerator = (name: string, stat: Statistic): Line => ({
    metric: entry("dax", name),
    dimensions: { ClusterId: names.accelerator },
    stat,
  });
  const tables = (metrics: readonly string[]): readonly Line[] =>
    TABLES.flatMap((table) =>
      metrics.map((name) => ({
        metric: entry("dynamodb-table", name, "table"),
        dimensions: { TableName: names.table(table) },
        stat: "Sum",
        label: `${table} ${name.replace("_", " ")}`,
      })),
    );
  const indexThrottles = TABLES.flatMap((table) =>
    Object.keys(TABLE_LAYOUTS[table].indexes).map(
      (GlobalSecondaryIndexName): Line => ({
        metric: entry("dynamodb-table", "write_throttles", "index"),
        dimensions: { TableName: names.table(table), GlobalSecondaryIndexName },
        stat: "Sum",
        label: `${table} ${GlobalSecondaryIndexName} write throttles`,
      }),
    ),
  );
  const cache = (name: string, stat: Statistic): string => {
    const { namespace, metricName } = entry("redis", name);
    return `SEARCH('{${namespace},CacheClusterId,CacheNodeId} MetricName="${metricName}" "${names.cache}"', '${stat}', ${PERIOD_SECONDS})`;
  };
  return [
    { title: "Database CPU, %", lines: database("cpu") },
    { title: "Database connections", lines: database("connections") },
    { title: "Database commit latency, ms", lines: database("commit_latency") },
    { title: "Cache engine CPU, %", lines: [], searches: [cache("engine_cpu", "Maximum")] },
    { title: "Cache memory and SSD, %", lines: [], searches: [cache("capacity_used", "Maximum")] },
    { title: "Cache hits and misses a minute", lines: [], searches: [`SUM(${cache("hits", "Sum")})`, `SUM(${cache("misses", "Sum")})`] },
    { title: "Tables: consumed units a minute", lines: tables(["consumed_reads", "consumed_writes"]) },
    { title: "Tables: throttled requests a minute", lines: [...tables(["read_throttles", "write_throttles"]), ...indexThrottles] },
    {
      title: "Accelerator CPU, memory, throttles",
      lines: [accelerator("cpu", "Maximum"), accelerator("memory", "Maximum"), accelerator("throttled", "Sum")],
    },
  ];
}

function entry(kind: Kind, name: string, scope?: string): MetricEntry {
  const found = METRICS[kind].find((metric) => metric.name === name && (scope === undefined || metric.scope === scope));
  if (found === undefined) throw new TypeError(`the catalog has no metric ${name} for ${kind}`);
  return found;
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
