import { Construct } from "constructs";
import { METRICS, type MetricEntry, type Trigger } from "../../contract";
import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import { BurnRateAlarms } from "../../modules/burn-rate-alarms";
import { cloudWatchLimit, ThresholdAlarm } from "../../modules/threshold-alarm";
import { tagComponent } from "../foundation";
import { alarmId, alarmName } from "./alarm-names";
import { alarmTargets } from "./alarm-targets";
import type { TradingComponent, TradingContext } from "./context";
import { tradingPolicy } from "./policy";
import { tradingContract } from "./tunables";

const MINUTE_SECONDS = 60;
/** Without memory and disk figures nobody may shrink the groups: their silence is news. */
const TOLD_OF_SILENCE = "CWAgent";

/** Every alarm of the policy: the scale-up triggers, the SLO's burn rates, and the health of each component. */
export function buildAlarms(context: TradingContext, groups: AutoScalingGroup, topicArn: string): void {
  const { scaleUpTriggers, alerting } = tradingPolicy;
  const scopes = new Map<string, Construct>();
  const scopeOf = (component: string): Construct => {
    const scope = scopes.get(component) ?? new Construct(context.stack, `alarms_${component}`);
    if (!scopes.has(component)) tagComponent(scope, component);
    scopes.set(component, scope);
    return scope;
  };
  for (const trigger of scaleUpTriggers) {
    const threshold = cloudWatchLimit(trigger, entriesOf(trigger, trigger.metric)[0], MINUTE_SECONDS);
    const growth = groups.scaleUpOn(alarmId(trigger), threshold, alerting.scaleUpSteps);
    addAlarms(context, scopeOf(trigger.component), groups, trigger, [topicArn, ...growth], topicArn);
  }
  for (const trigger of alerting.health) {
    addAlarms(context, scopeOf(trigger.component), groups, trigger, [topicArn], topicArn);
  }
  for (const slo of tradingPolicy.slos) {
    new BurnRateAlarms(scopeOf(slo.component), alarmId(slo), {
      name: alarmName(context.deployment.name, slo),
      slo,
      metric: entriesOf(slo, slo.metric)[0],
      dimensions: { Deployment: context.deployment.name, Service: context.names.service },
      alerts: alerting.burnRates,
      actions: [topicArn],
    });
  }
}

function addAlarms(
  context: TradingContext,
  scope: Construct,
  groups: AutoScalingGroup,
  trigger: Trigger,
  actions: readonly string[],
  topicArn: string,
): void {
  const per = trigger.per === undefined ? {} : { per: entriesOf(trigger, trigger.per)[0] };
  for (const metric of entriesOf(trigger, trigger.metric)) {
    for (const { part, forEach, ...watched } of alarmTargets(context, groups, trigger, metric)) {
      new ThresholdAlarm(scope, forEach === undefined ? alarmId(trigger, part) : alarmId(trigger), {
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

const isComponent = (name: string): name is TradingComponent => name in tradingContract.components;

/** A metric's entries in the catalog: one, or one per scope where a table and its indexes publish it apart. */
function entriesOf({ component, name }: Pick<Trigger, "component" | "name">, metric: string): readonly [MetricEntry, ...MetricEntry[]] {
  if (!isComponent(component)) throw new TypeError(`${name}: the stack has no component ${component}`);
  const [first, ...others] = METRICS[tradingContract.components[component].kind].filter((entry) => entry.name === metric);
  if (first === undefined) throw new TypeError(`${name}: the catalog has no metric ${metric} for ${component}`);
  return [first, ...others];
}
