import { isOfAws, type MetricEntry, type Trigger } from "../../contract";
import { isMissing } from "../statistics/missing";
import type { Snapshot } from "../telemetry/snapshot/types";
import { type ComponentHistory, componentHistory } from "./history";
import { publishersOf } from "./publishers";
import { knownShare, silenceOf } from "./silence";
import { MINUTE, minutesOf } from "./tiers";
import { indicator, madeOf } from "./triggers";

/** A trigger that may be met without anybody hearing of it: too few of the minutes that it looks at are known. */
export interface Unheard {
  readonly trigger: Trigger;
  /** The metric that is not there: the trigger's own, or what it is divided by. */
  readonly metric: string;
  /** Share of the minutes in which there was something to measure that are known, 0–1. */
  readonly known: number;
  /** What is missing, as a clause. */
  readonly reason: string;
  readonly next: string;
}

/** The triggers of which less is known in the finest tier than the policy asks for. Those of components that the contract does not have are left out. */
export function unheard(snapshot: Snapshot, triggers: readonly Trigger[]): readonly Unheard[] {
  const { components, regions, policy } = snapshot.contract;
  return triggers.flatMap((trigger) => {
    if (components[trigger.component] === undefined) return [];
    const history = componentHistory(snapshot, trigger.component);
    if (!regions.includes(history.region)) {
      const reason = `${trigger.component} is in ${history.region}, and only ${regions.join(", ")} was read`;
      return [{ trigger, metric: trigger.metric, known: 0, reason, next: "read all regions: leave --region out" }];
    }
    return unheardOf(history, trigger, policy.guards.minCoverage) ?? [];
  });
}

function unheardOf(history: ComponentHistory, trigger: Trigger, minCoverage: number): Unheard | undefined {
  const { component, metric, per } = trigger;
  const made = madeOf(history, metric);
  const needed = made === undefined ? [...(per === undefined ? [] : [per]), metric] : [made.counter, made.units];
  for (const name of needed) {
    const sources = publishersOf(history, name);
    const [entry] = sources;
    if (entry === undefined) {
      const reason = `no resource of ${component} in the inventory publishes ${name}`;
      return {
        trigger,
        metric: name,
        known: 0,
        reason,
        next: `name in the inventory the resource that does, or take the trigger out of the policy`,
      };
    }
    // AWS publishes a counter of events once there is one: where what it is divided by speaks, its silence is a zero.
    if (name === metric && per !== undefined && isZeroWhenSilent(entry)) return undefined;
    if (isMeasured(history, name)) continue;
    return { trigger, metric: name, known: 0, reason: `no minute of ${name} is known`, next: nextOf(history, entry) };
  }
  const known = knownShare(indicator(history, trigger), silenceOf(history, trigger, trigger.minRequestsPerSecond));
  if (known >= minCoverage) return undefined;
  const [entry] = publishersOf(history, made?.counter ?? metric);
  // A queue that nobody uses says nothing.
  if (entry === undefined || entry.silentWhileIdle === true) return undefined;
  const reason = `${metric} is known in ${(Math.floor(known * 1000) / 10).toFixed(1)} % of the minutes that it is listened to`;
  return { trigger, metric, known, reason, next: nextOf(history, entry) };
}

/** A service's own counter gets no such trust: its agent may be dead. */
const isZeroWhenSilent = (entry: MetricEntry): boolean => entry.absence === "zero" && isOfAws(entry);

const isMeasured = (history: ComponentHistory, metric: string): boolean =>
  history.resources.some((resource) =>
    publishersOf(history, metric).some(
      (entry) =>
        entry.scope === resource.scope &&
        entry.statistics.some(
          (statistic) => minutesOf(history.read({ resource, metric, statistic }))?.values.some((value) => !isMissing(value)) === true,
        ),
    ),
  );

/** What to do about it, by where the points come from and how often there is one. */
function nextOf({ source }: ComponentHistory, { namespace, metricName, cadenceSeconds, source: page }: MetricEntry): string {
  const metric = `${namespace} ${metricName}`;
  if (cadenceSeconds > MINUTE)
    return `${metric} has a point every ${cadenceSeconds} seconds, and a trigger looks at every minute (${page}): watch a metric that has one a minute, or take the trigger out of the policy`;
  if (source === "csv")
    return `add rows of ${metric} to the files, one a minute, for every minute with something to measure, or take the trigger out of the policy`;
  return `see that ${metric} is published with the inventory's dimensions (${page}), or take the trigger out of the policy`;
}
