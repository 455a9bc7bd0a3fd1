import type { Statistic } from "../../contract";
import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import {
  auroraGraphs,
  cacheGraphs,
  entry,
  type Graph,
  groupGraphs,
  type Line,
  limitsOn,
  serviceGraphs,
  serviceLine,
  tableGraphs,
} from "../parts";
import type { TradingContext } from "./context";
import { TABLES, type TradingNames } from "./names";
import { tradingPolicy } from "./policy";
import { TABLE_LAYOUTS } from "./table-indexes";

/** What the stack's CloudWatch dashboard shows. */
export const dashboardGraphs = ({ deployment, names }: TradingContext, groups: AutoScalingGroup): readonly Graph[] => [
  ...serviceGraphs(tradingPolicy, { Deployment: deployment.name, Service: names.service }, "Order latency, ms"),
  queueGraph(names),
  ...groupGraphs(groups),
  ...auroraGraphs("aurora-cluster", names.cluster),
  ...cacheGraphs(names.cache, { metric: "capacity_used", title: "Cache memory and SSD, %" }),
  ...tableGraphs(
    TABLES.map((table) => ({ title: table, tableName: names.table(table), indexes: Object.keys(TABLE_LAYOUTS[table].indexes) })),
  ),
  acceleratorGraph(names),
];

const queueGraph = ({ queue, deadLetterQueue }: TradingNames): Graph => ({
  title: "Order queue",
  lines: [
    serviceLine({ QueueName: queue })("queue_depth", "Maximum"),
    serviceLine({ QueueName: queue })("queue_age", "Maximum"),
    serviceLine({ QueueName: deadLetterQueue })("dead_letters", "Maximum"),
  ],
  limits: limitsOn(tradingPolicy, "queue_depth"),
});

function acceleratorGraph({ accelerator }: TradingNames): Graph {
  const line = (name: string, stat: Statistic): Line => ({ metric: entry("dax", name), dimensions: { ClusterId: accelerator }, stat });
  return {
    title: "Accelerator CPU, memory, throttles",
    lines: [line("cpu", "Maximum"), line("memory", "Maximum"), line("throttled", "Sum")],
  };
}
