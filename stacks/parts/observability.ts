import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { AlertTopic } from "../../modules/alert-topic";
import { ServiceTelemetry } from "../../modules/service-telemetry";
import { tagComponent } from "../foundation";
import { type AlarmsProps, buildAlarms } from "./alarms";
import type { AnyContext } from "./context";
import { type Graph, widgets } from "./dashboard";

const COMPONENT = "observability";

export interface ObservabilityProps extends Omit<AlarmsProps, "topicArn" | "sloDimensions"> {
  /** Value of the dimension `Service` of its metrics. */
  readonly service: string;
  readonly logGroupName: string;
  /** A request slower than this is traced as slow, in milliseconds. */
  readonly slowMilliseconds: number;
  /** Name of the topic that alarms report to. */
  readonly alertTopic: string;
  readonly alertEmails: readonly string[];
  readonly graphs: readonly Graph[];
}

export interface Observability {
  /** Where all alarms report. */
  readonly alertTopicArn: string;
}

/** Logs, traces, dashboard, and the alarms with whom they tell and what they make grow. */
export function buildObservability(context: AnyContext, props: ObservabilityProps): Observability {
  const { deployment, region, dataKeyArn, logKeyArn } = context;
  const scope = new Construct(context.scope, COMPONENT);
  new ServiceTelemetry(scope, "service", {
    deployment: deployment.name,
    service: props.service,
    logGroupName: props.logGroupName,
    logKeyArn,
    slowMilliseconds: props.slowMilliseconds,
  });
  const { topicArn } = new AlertTopic(scope, "alerts", {
    name: props.alertTopic,
    kmsKeyArn: dataKeyArn,
    account: deployment.account,
    emails: props.alertEmails,
  });
  new CloudwatchDashboard(scope, "dashboard", {
    dashboardName: deployment.name,
    dashboardBody: JSON.stringify({ widgets: widgets(props.graphs, region) }),
  });
  tagComponent(scope, COMPONENT);
  buildAlarms(context, { ...props, topicArn, sloDimensions: { Deployment: deployment.name, Service: props.service } });
  return { alertTopicArn: topicArn };
}
