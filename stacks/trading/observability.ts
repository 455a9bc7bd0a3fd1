import type { MetricEntry, Trigger } from "../../contract";
import {
  type AlarmTarget,
  auroraTargets,
  buildObservability as buildStackObservability,
  cacheTargets,
  groupTargets,
  type Observability,
  type Service,
  tableTargets,
} from "../parts";
import type { TradingContext } from "./context";
import { dashboardGraphs } from "./dashboard";
import { TABLES, type TableName } from "./names";
import { tradingPolicy } from "./policy";
import { tradingSettings } from "./settings";
import { TABLE_LAYOUTS } from "./table-indexes";
import { tradingContract } from "./tunables";

/** Logs, traces, dashboard, and the alarms with whom they tell and what they make grow. */
export function buildObservability(context: TradingContext, service: Service): Observability {
  const { deployment, names } = context;
  return buildStackObservability(context, {
    contract: tradingContract,
    policy: tradingPolicy,
    service: names.service,
    logGroupName: names.serviceLogs,
    slowMilliseconds: Math.min(...tradingPolicy.slos.map(({ limit }) => limit)),
    alertTopic: names.alerts,
    alertEmails: tradingSettings(deployment).alertEmails,
    groups: service.groups,
    graphs: dashboardGraphs(context, service.groups),
    targetsOf: (trigger, metric) => targetsOf(context, service, trigger, metric),
  });
}

function targetsOf(context: TradingContext, service: Service, { component }: Trigger, metric: MetricEntry): readonly AlarmTarget[] {
  const { names, sizes } = context;
  switch (component) {
    case "order_service":
      return serviceTargets(context, service, metric);
    case "database":
      return auroraTargets({ cluster: names.cluster, limit: "postgresMaxConnections", classes: sizes.database });
    case "cache":
      return cacheTargets(component, names.cache);
    case "accelerator":
      return [{ dimensions: { ClusterId: names.accelerator } }];
    default:
      return isTable(component) ? tableTargets(names.table(component), Object.keys(TABLE_LAYOUTS[component].indexes), metric) : [];
  }
}

const isTable = (component: string): component is TableName => TABLES.some((table) => table === component);

function serviceTargets({ deployment, names }: TradingContext, { groups }: Service, { scope }: MetricEntry): readonly AlarmTarget[] {
  switch (scope) {
    case "group":
      return groupTargets(groups);
    case "queue":
      return [{ dimensions: { QueueName: names.queue } }];
    case "dead_letter_queue":
      return [{ dimensions: { QueueName: names.deadLetterQueue } }];
    default:
      return [{ dimensions: { Deployment: deployment.name, Service: names.service } }];
  }
}
