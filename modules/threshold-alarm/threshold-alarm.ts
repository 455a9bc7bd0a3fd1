import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { type ITerraformIterator, Op } from "cdktf";
import { Construct } from "constructs";
import type { MetricEntry, Trigger } from "../../contract";
import { between, matches, type Problem, prop, validateAllProps } from "../validation";
import { cloudWatchLimit, isShareOfCapacity } from "./units";
import { PERIOD_SECONDS, watched } from "./watched";

export interface ThresholdAlarmProps {
  /** Of the alarm: 1 to 255 letters, digits, spaces and dashes. */
  readonly name: string;
  /** Metric, statistic, limit, and how many of the last minutes have to be over it. */
  readonly trigger: Trigger;
  /** The trigger's metric in the catalog. */
  readonly metric: MetricEntry;
  /** What the trigger divides by, in the catalog. @default the trigger has no `per` */
  readonly per?: MetricEntry;
  /** Of the resource that is watched. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** What one unit can hold; may be a token. @default none: the limit is no share of it */
  readonly capacity?: number;
  /** Makes one alarm per element, whose value stands in `name` and `dimensions`. @default one alarm */
  readonly forEach?: ITerraformIterator;
  /** ARNs of what happens when the alarm goes off. */
  readonly actions: readonly string[];
  /** ARNs that are told when it ends. @default none */
  readonly okActions?: readonly string[];
  /** ARNs that are told when the metric falls silent. @default none */
  readonly silenceActions?: readonly string[];
}

/**
 * A CloudWatch alarm for one trigger of a policy on one resource, on minutes.
 * @throws InputError with every problem of its props
 */
export class ThresholdAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ThresholdAlarmProps) {
    validateAllProps(scope, id, problems(props));
    super(scope, id);
    const { trigger, metric } = props;
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: props.name,
      alarmDescription: describe(trigger, metric),
      comparisonOperator: "GreaterThanThreshold",
      threshold: thresholdOf(props),
      datapointsToAlarm: trigger.points,
      evaluationPeriods: trigger.outOf,
      treatMissingData: missingDataOf(props),
      alarmActions: [...props.actions],
      okActions: [...(props.okActions ?? [])],
      insufficientDataActions: [...(props.silenceActions ?? [])],
      ...watched({ ...props, statistic: trigger.statistic, limit: trigger.limit, minPerSecond: trigger.minRequestsPerSecond }),
      ...(props.forEach === undefined ? {} : { forEach: props.forEach }),
    });
  }
}

function problems({ name, trigger, metric, per, capacity }: ThresholdAlarmProps): readonly Problem[] {
  return [
    prop("name", name, matches(/^[\w .:/()-]{1,255}$/), "1 to 255 letters, digits, spaces and dashes"),
    prop("metric", metric.name, (found) => found === trigger.metric, `the trigger's metric, which is ${trigger.metric}`),
    prop("trigger.points", trigger.points, between(1, trigger.outOf), `1 to outOf, which is ${trigger.outOf}`),
    per?.name === trigger.per
      ? undefined
      : `per: ${per?.name ?? "none"} is not allowed; it takes the trigger's per, which is ${trigger.per ?? "none"}`,
    metric.statistics.includes(trigger.statistic)
      ? undefined
      : `trigger.statistic: ${trigger.statistic} is not allowed; ${metric.name} has ${metric.statistics.join(", ")}`,
    isShareOfCapacity(trigger, metric) && capacity === undefined
      ? `capacity: is missing; a limit in fraction on ${metric.name} is a share of what one unit can hold`
      : undefined,
  ];
}

const thresholdOf = ({ trigger, metric, capacity }: ThresholdAlarmProps): number =>
  isShareOfCapacity(trigger, metric) && capacity !== undefined
    ? Op.mul(trigger.limit, capacity)
    : cloudWatchLimit(trigger, metric, PERIOD_SECONDS);

/** Where nothing is published while nothing happens, silence is good news; elsewhere it is no news, and the alarm says so. */
const missingDataOf = ({ metric }: ThresholdAlarmProps): string => (metric.absence === "zero" ? "notBreaching" : "missing");

const describe = (trigger: Trigger, metric: MetricEntry): string =>
  `${trigger.name}: ${trigger.statistic} of ${metric.metricName}${trigger.per === undefined ? "" : ` per ${trigger.per}`} over ${trigger.limit} (${trigger.unit}) in ${trigger.points} of ${trigger.outOf} minutes`;
