import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { BurnRateAlert, MetricEntry, Slo } from "../../contract";
import { watched } from "../threshold-alarm";
import { matches, type Problem, prop, validateAllProps } from "../validation";

export interface BurnRateAlarmsProps {
  /** Prefix of the alarms' names. */
  readonly name: string;
  /** Objective: percentile, limit, and the share of bad minutes that is its error budget. */
  readonly slo: Slo;
  /** The SLO's metric in the catalog; its statistic is a percentile, unless the SLO is a share of another metric. */
  readonly metric: MetricEntry;
  /** What the SLO divides by, in the catalog. @default the SLO has no `per` */
  readonly per?: MetricEntry;
  /** Below this rate of what it divides by, per second, a share says nothing and the minute is a good one. @default 0 */
  readonly minPerSecond?: number;
  /** Of the resource that is watched. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Burn rates with their two windows; each makes one composite alarm. */
  readonly alerts: readonly BurnRateAlert[];
  /** ARNs of what happens when an alert goes off. */
  readonly actions: readonly string[];
}

/** An alarm on periods under an hour sees one day (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html). */
const MAX_WINDOW_MINUTES = 1440;

/**
 * Alerts on how fast an SLO's error budget burns (https://sre.google/workbook/alerting-on-slos/, multiwindow, multi-burn-rate).
 * A minute is bad when the SLO's percentile or share reaches its limit; an alarm of M out of N minutes counts the bad ones, without a metric of its own.
 * @throws InputError with every problem of its props
 */
export class BurnRateAlarms extends Construct {
  /** Names of the composite alarms, in the order of the alerts. */
  readonly alarmNames: readonly string[];

  constructor(scope: Construct, id: string, props: BurnRateAlarmsProps) {
    validateAllProps(scope, id, problems(props));
    super(scope, id);
    this.alarmNames = props.alerts.map((alert) => {
      const alertId = alert.name.replaceAll(/\W+/g, "_");
      const name = `${props.name}-${alert.name.replaceAll(/\W+/g, "-")}`;
      const long = this.window(`${alertId}_long`, `${name}-long`, alert, alert.longWindowMinutes, props);
      const short = this.window(`${alertId}_short`, `${name}-short`, alert, alert.shortWindowMinutes, props);
      return new CloudwatchCompositeAlarm(this, alertId, {
        alarmName: name,
        alarmDescription: describe(alert, props.slo),
        alarmRule: `ALARM("${long.alarmName}") AND ALARM("${short.alarmName}")`,
        alarmActions: [...props.actions],
        okActions: [...props.actions],
      }).alarmName;
    });
  }

  private window(id: string, alarmName: string, alert: BurnRateAlert, minutes: number, props: BurnRateAlarmsProps) {
    const { slo, metric } = props;
    const badMinutes = badMinutesOf(slo, alert, minutes);
    const share = slo.per === undefined ? "" : ` per ${slo.per}`;
    return new CloudwatchMetricAlarm(this, id, {
      alarmName,
      alarmDescription: `${badMinutes} of ${minutes} minutes with ${slo.statistic} of ${metric.metricName}${share} at ${slo.limit} ${slo.unit} or more; part of a composite alarm`,
      ...watched({ ...props, statistic: slo.statistic, limit: slo.limit, isObjective: true }),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: slo.per === undefined ? slo.limit / metric.scale : slo.limit,
      datapointsToAlarm: badMinutes,
      evaluationPeriods: minutes,
      // Nobody waited in a minute without a request.
      treatMissingData: "notBreaching",
    });
  }
}

/** Bad minutes in a window at which the budget burns at the alert's rate, at least one. */
export const badMinutesOf = (slo: Pick<Slo, "errorBudget">, alert: Pick<BurnRateAlert, "burnRate">, windowMinutes: number): number =>
  Math.max(1, Math.ceil(alert.burnRate * slo.errorBudget * windowMinutes));

function problems({ name, slo, metric, per, alerts }: BurnRateAlarmsProps): readonly Problem[] {
  return [
    prop("name", name, matches(/^[\w-]{1,200}$/), "1 to 200 letters, digits, dashes and underscores"),
    prop("slo.errorBudget", slo.errorBudget, (budget) => budget > 0 && budget < 1, "a fraction between 0 and 1"),
    slo.per === undefined ? prop("slo.statistic", slo.statistic, matches(/^p\d/), "a percentile") : undefined,
    per?.name === slo.per ? undefined : `per: ${per?.name ?? "none"} is not allowed; it takes the SLO's per, which is ${slo.per ?? "none"}`,
    prop("metric", metric.name, (found) => found === slo.metric, `the SLO's metric, which is ${slo.metric}`),
    ...alerts.flatMap((alert) => [
      prop(
        `alerts.${alert.name}.longWindowMinutes`,
        alert.longWindowMinutes,
        (minutes) => minutes > alert.shortWindowMinutes && minutes <= MAX_WINDOW_MINUTES,
        `more than the short window and at most ${MAX_WINDOW_MINUTES} minutes`,
      ),
      prop(
        `alerts.${alert.name}.burnRate`,
        alert.burnRate,
        (rate) => rate * slo.errorBudget <= 1,
        `at most ${1 / slo.errorBudget}, at which every minute is bad`,
      ),
    ]),
  ];
}

const describe = (alert: BurnRateAlert, slo: Slo): string =>
  `${slo.name}: the error budget of ${slo.errorBudget} of the minutes burns at ${alert.burnRate} times the even rate, over ${alert.longWindowMinutes} and ${alert.shortWindowMinutes} minutes`;
