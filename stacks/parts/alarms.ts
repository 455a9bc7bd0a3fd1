import { Construct } from "constructs";
import { leastRequestsPerSecond, METRICS, type MetricEntry, type Policy, type StackContract, type Trigger } from "../../contract";
import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import { BurnRateAlarms } from "../../modules/burn-rate-alarms";
import { cloudWatchLimit, ThresholdAlarm } from "../../modules/threshold-alarm";
import { tagComponent } from "../foundation";
import { alarmId, alarmName } from "./alarm-names";
import type { AlarmTarget } from "./alarm-targets";
import type { AnyContext } from "./context";

const MINUTE_SECONDS = 60;
/** Without memory and disk figures nobody may shrink the groups: their silence is news. */
const TOLD_OF_SILENCE = "CWAgent";

export interface AlarmsProps {
  readonly contract: StackContract;
  readonly policy: Policy;
  /** Where all alarms report. */
  readonly topicArn: string;
  /** What scale-up triggers make grow. */
  readonly groups: AutoScalingGroup;
  /** Resources whose alarms a trigger needs. */
  readonly targetsOf: (trigger: Trigger, metric: MetricEntry) => readonly AlarmTarget[];
  /** Of the service whose SLOs burn: the dimensions of what it emits. */
  readonly sloDimensions: Readonly<Record<string, string>>;
}

/** Every alarm of the policy: the scale-up triggers, the SLOs' burn rates, and the health of each component. */
export function buildAlarms(context: AnyContext, props: AlarmsProps): void {
  const { policy, topicArn, groups } = props;
  const { scaleUpTriggers, alerting } = policy;
  const scopes = new Map<string, Construct>();
  const scopeOf = (component: string): Construct => {
    const scope = scopes.get(component) ?? new Construct(context.scope, `alarms_${component}`);
    if (!scopes.has(component)) tagComponent(scope, `${context.prefix}${component}`);
    scopes.set(component, scope);
    return scope;
  };
  for (const trigger of scaleUpTriggers) {
    const threshold = cloudWatchLimit(trigger, entriesOf(props, trigger, trigger.metric)[0], MINUTE_SECONDS);
    const growth = groups.scaleUpOn(alarmId(trigger), threshold, alerting.scaleUpSteps);
    addAlarms(context, scopeOf(trigger.component), props, trigger, [topicArn, ...growth]);
  }
  for (const trigger of alerting.health) addAlarms(context, scopeOf(trigger.component), props, trigger, [topicArn]);
  for (const slo of policy.slos) {
    new BurnRateAlarms(scopeOf(slo.component), alarmId(slo), {
      name: alarmName(context.deployment.name, slo),
      slo,
      metric: entriesOf(props, slo, slo.metric)[0],
      ...(slo.per === undefined ? {} : { per: entriesOf(props, slo, slo.per)[0], minPerSecond: leastRequestsPerSecond(policy, slo) }),
      dimensions: props.sloDimensions,
      alerts: alerting.burnRates,
      actions: [topicArn],
    });
  }
}

function addAlarms(context: AnyContext, scope: Construct, props: AlarmsProps, trigger: Trigger, actions: readonly string[]): void {
  const { topicArn } = props;
  const per = trigger.per === undefined ? {} : { per: entriesOf(props, trigger, trigger.per)[0] };
  for (const metric of entriesOf(props, trigger, trigger.metric)) {
    for (const { part, id, forEach, ...watched } of props.targetsOf(trigger, metric)) {
      new ThresholdAlarm(scope, alarmId(trigger, forEach === undefined ? part : id), {
        ...watched,
        ...per,
        ...(forEach === undefined ? {} : { forEach }),
        name: alarmName(context.deployment.name, trigger, part),
        trigger,
        metric,
        actions,
        okActions: [topicArn],
        silenceActions: metric.namespace === TOLD_OF_SILENCE ? [topicArn] : [],
      });
    }
  }
}

/** A metric's entries in the catalog: one, or one per scope where a table and its indexes publish it apart. */
function entriesOf(
  { contract }: AlarmsProps,
  { component, name }: Pick<Trigger, "component" | "name">,
  metric: string,
): readonly [MetricEntry, ...MetricEntry[]] {
  const kind = contract.components[component]?.kind;
  if (kind === undefined) throw new TypeError(`${name}: the stack has no component ${component}`);
  const [first, ...others] = METRICS[kind].filter((entry) => entry.name === metric);
  if (first === undefined) throw new TypeError(`${name}: the catalog has no metric ${metric} for ${component}`);
  return [first, ...others];
}
