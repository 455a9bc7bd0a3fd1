import type { MetricEntry, Trigger } from "../../contract";
import {
  type AlarmTarget,
  buildObservability as buildStackObservability,
  cacheTargets,
  groupTargets,
  type Observability,
  rdsTargets,
} from "../parts";
import type { StagingCompute } from "./compute";
import type { StagingContext } from "./context";
import { dashboardGraphs } from "./dashboard";
import { FUNCTIONS, type FunctionName } from "./functions";
import { stagingPolicy } from "./policy";
import { stagingContract } from "./tunables";

/** Logs, traces, dashboard, and the alarms with whom they tell and what they make grow. */
export function buildObservability(context: StagingContext, compute: StagingCompute): Observability {
  const { names, settings } = context;
  const { groups } = compute.service;
  return buildStackObservability(context, {
    contract: stagingContract,
    policy: stagingPolicy,
    service: names.service,
    logGroupName: names.serviceLogs,
    slowMilliseconds: settings.slowMilliseconds,
    alertTopic: names.alerts,
    alertEmails: settings.alertEmails,
    groups,
    graphs: dashboardGraphs(context, compute),
    targetsOf: (trigger, metric) => targetsOf(context, compute, trigger, metric),
  });
}

function targetsOf(context: StagingContext, compute: StagingCompute, { component }: Trigger, metric: MetricEntry): readonly AlarmTarget[] {
  const { names, sizes, prefix } = context;
  switch (component) {
    case "service":
      return serviceTargets(context, compute, metric);
    case "database":
      return rdsTargets({
        component: `${prefix}${component}`,
        name: names.database,
        limit: "postgresMaxConnections",
        classes: sizes.database,
      });
    case "cache":
      return cacheTargets(`${prefix}${component}`, names.cache);
    default:
      return isFunction(component) ? [{ dimensions: { FunctionName: names.function(component) } }] : [];
  }
}

const isFunction = (component: string): component is FunctionName => FUNCTIONS.some((name) => name === component);

function serviceTargets(context: StagingContext, { service, balancer }: StagingCompute, { scope }: MetricEntry): readonly AlarmTarget[] {
  const { deployment, names } = context;
  const LoadBalancer = balancer.arnSuffix;
  switch (scope) {
    case "group":
      return groupTargets(service.groups);
    case "service":
      return [{ dimensions: { Deployment: deployment.name, Service: names.service } }];
    case "dead_letter_queue":
      return [{ dimensions: { QueueName: names.deadLetterQueue } }];
    case "network_load_balancer":
      return [{ dimensions: { LoadBalancer } }];
    case "network_target_group":
      return Object.values(balancer.targetGroups).map(({ arnSuffix }) => ({ dimensions: { TargetGroup: arnSuffix, LoadBalancer } }));
    default:
      return [];
  }
}
