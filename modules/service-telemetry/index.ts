import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { XrayGroup } from "@cdktf/provider-aws/lib/xray-group";
import { XraySamplingRule } from "@cdktf/provider-aws/lib/xray-sampling-rule";
import { Construct } from "constructs";
import { fitted } from "../naming";
import { between, matches, oneOf, prop, validateAllProps } from "../validation";
import { SAVED_QUERIES } from "./queries";

export { SAVED_QUERIES, type SavedQuery } from "./queries";

export interface ServiceTelemetryProps {
  /** First part of the names of queries, traces and rules. */
  readonly deployment: string;
  /** Value of the dimension `Service` of its metrics, and the name of its traces. */
  readonly service: string;
  /** Log group of the metric lines, made here. */
  readonly logGroupName: string;
  /** KMS key of the log group, which CloudWatch Logs may use. */
  readonly logKeyArn: string;
  /** A retention that CloudWatch Logs knows. @default 90 */
  readonly retentionDays?: number;
  /** Traces slower than this, or with an error, form the X-Ray group; in milliseconds. */
  readonly slowMilliseconds: number;
  /** Share of requests traced beyond the first of each second, 0–1. @default 0.01 */
  readonly sampledShare?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;
const DEFAULTS = { retentionDays: 90, sampledShare: 0.01 } as const;
/** Rules are tried from the lowest number on; health checks come before everything else. */
const PRIORITY = { health: 100, service: 200 } as const;
/** https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html */
const LONGEST_RULE_NAME = 32;
const HEALTH = "-health";
const ANY = { host: "*", serviceType: "*", resourceArn: "*", httpMethod: "*", version: 1 } as const;

/**
 * Where a service's metric lines and traces go, and the saved queries over them.
 * @throws InputError with every problem of its props
 */
export class ServiceTelemetry extends Construct {
  /** The name it was given, once the log group exists. */
  readonly logGroupName: string;
  /** For the policies of those who write to it. */
  readonly logGroupArn: string;

  constructor(scope: Construct, id: string, props: ServiceTelemetryProps) {
    const sampledShare = props.sampledShare ?? DEFAULTS.sampledShare;
    validateAllProps(scope, id, [
      prop("logGroupName", props.logGroupName, matches(/^[\w./#-]{1,512}$/), "a log group's name"),
      prop("retentionDays", props.retentionDays, oneOf<number>(...RETENTIONS), RETENTIONS.join(", ")),
      prop("slowMilliseconds", props.slowMilliseconds, (ms) => ms > 0, "more than 0 milliseconds"),
      prop("sampledShare", props.sampledShare, between(0, 1), "a fraction from 0 to 1"),
      prop("deployment", props.deployment, matches(/^[\w-]+$/), "letters, digits, dashes and underscores"),
      prop("service", props.service, matches(/^[\w-]+$/), "letters, digits, dashes and underscores"),
    ]);
    super(scope, id);

    const group = new CloudwatchLogGroup(this, "logs", {
      name: props.logGroupName,
      retentionInDays: props.retentionDays ?? DEFAULTS.retentionDays,
      kmsKeyId: props.logKeyArn,
    });
    for (const { id: queryId, name, query } of SAVED_QUERIES) {
      new CloudwatchQueryDefinition(this, queryId, {
        name: `${props.deployment}/${props.service}/${name}`,
        logGroupNames: [group.name],
        queryString: query,
      });
    }
    const traced = fitted(`${props.deployment}-${props.service}`, LONGEST_RULE_NAME - HEALTH.length);
    new XrayGroup(this, "slow_or_failed", {
      groupName: traced,
      filterExpression: `service("${props.service}") AND (responsetime > ${props.slowMilliseconds / 1000} OR error OR fault)`,
      insightsConfiguration: { insightsEnabled: true, notificationsEnabled: true },
    });
    const rule = { ...ANY, serviceName: props.service };
    new XraySamplingRule(this, "sample_health", {
      ...rule,
      ruleName: `${traced}${HEALTH}`,
      priority: PRIORITY.health,
      urlPath: "/health",
      reservoirSize: 0,
      fixedRate: 0,
    });
    new XraySamplingRule(this, "sample_service", {
      ...rule,
      ruleName: traced,
      priority: PRIORITY.service,
      urlPath: "*",
      reservoirSize: 1,
      fixedRate: sampledShare,
    });
    this.logGroupName = group.name;
    this.logGroupArn = group.arn;
  }
}
