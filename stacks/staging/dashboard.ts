import type { Kind, Statistic } from "../../contract";
import { cacheGraphs, entry, type Graph, groupGraphs, rdsGraphs, serviceGraphs } from "../parts";
import type { StagingCompute } from "./compute";
import type { StagingContext } from "./context";
import { FUNCTIONS } from "./functions";
import type { StagingNames } from "./names";
import { stagingPolicy } from "./policy";

/** What the region's CloudWatch dashboard shows. */
export const dashboardGraphs = ({ deployment, names }: StagingContext, { service, balancer }: StagingCompute): readonly Graph[] => [
  ...serviceGraphs(stagingPolicy, { Deployment: deployment.name, Service: names.service }, "Request latency, ms"),
  {
    title: "Load balancer: connections and resets a minute",
    lines: ["new_flows", "target_resets", "balancer_resets"].map((name) =>
      line("auto-scaling-group", name, "Sum", { LoadBalancer: balancer.arnSuffix }),
    ),
  },
  ...groupGraphs(service.groups),
  ...rdsGraphs(names.database),
  ...cacheGraphs(names.cache, { metric: "capacity_used", title: "Cache memory, %" }),
  ...functionGraphs(names),
  queueGraph(names),
];

const line = (kind: Kind, name: string, stat: Statistic, dimensions: Readonly<Record<string, string>>, label = name) => ({
  metric: entry(kind, name),
  dimensions,
  stat,
  label: label.replaceAll("_", " "),
});

function functionGraphs(names: StagingNames): readonly Graph[] {
  const of = (metric: string, stat: Statistic) =>
    FUNCTIONS.map((fn) => line("lambda-function", metric, stat, { FunctionName: names.function(fn) }, fn));
  return [
    { title: "Functions: runs a minute", lines: of("invocations", "Sum") },
    { title: "Functions: longest run, ms", lines: of("duration", "Maximum") },
    { title: "Functions: errors and throttles a minute", lines: [...of("errors", "Sum"), ...of("throttles", "Sum")] },
  ];
}

const queueGraph = ({ queue, deadLetterQueue }: StagingNames): Graph => ({
  title: "Orders that wait, and dead letters",
  lines: [
    line("auto-scaling-group", "queue_depth", "Maximum", { QueueName: queue }),
    line("auto-scaling-group", "dead_letters", "Maximum", { QueueName: deadLetterQueue }),
  ],
});
