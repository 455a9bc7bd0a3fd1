import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { AlertTopic } from "../../modules/alert-topic";
import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import { ServiceTelemetry } from "../../modules/service-telemetry";
import { tagComponent } from "../foundation";
import { buildAlarms } from "./alarms";
import type { TradingContext } from "./context";
import { dashboard } from "./dashboard";
import { tradingPolicy } from "./policy";
import { tradingSettings } from "./settings";

const COMPONENT = "observability";

export interface TradingObservability {
  /** Where all alarms report. */
  readonly alertTopicArn: string;
}

/** Logs, traces, dashboard, and the alarms with whom they tell and what they make grow. */
export function buildObservability(context: TradingContext, groups: AutoScalingGroup): TradingObservability {
  const { stack, deployment, names, dataKeyArn, logKeyArn } = context;
  const scope = new Construct(stack, COMPONENT);
  new ServiceTelemetry(scope, "service", {
    deployment: deployment.name,
    service: names.service,
    logGroupName: names.serviceLogs,
    logKeyArn,
    slowMilliseconds: Math.min(...tradingPolicy.slos.map(({ limit }) => limit)),
  });
  const topic = new AlertTopic(scope, "alerts", {
    name: names.alerts,
    kmsKeyArn: dataKeyArn,
    account: deployment.account,
    emails: tradingSettings(deployment).alertEmails,
  });
  new CloudwatchDashboard(scope, "dashboard", {
    dashboardName: deployment.name,
    dashboardBody: JSON.stringify(dashboard(context, groups)),
  });
  tagComponent(scope, COMPONENT);
  buildAlarms(context, groups, topic.topicArn);
  return { alertTopicArn: topic.topicArn };
}
