import { leastRequestsPerSecond, missedShare } from "../../contract";
import {
  type Evidence,
  epochAt,
  evidenceOf,
  type Firing,
  minutesOf,
  type Settings,
  stackEvidence,
  type Tiers,
  type Unheard,
} from "../evidence";
import { componentHistory } from "../evidence/history";
import { indicator } from "../evidence/triggers";
import { isMissing } from "../statistics/missing";
import type { Snapshot } from "../telemetry/snapshot/types";
import { lastBurn } from "./burn-rate";

/** An objective whose error budget burns faster than an alert of the policy allows. */
export interface Burn {
  readonly objective: string;
  readonly component: string;
  readonly alert: string;
  readonly atEpoch: number;
}

/** One component that goes one rung up, and why. */
export interface MoveUp {
  readonly component: string;
  readonly to: Settings;
  readonly reason: string;
}

export interface ScaleUpDecision {
  /** Triggers that were met since the component's sizes last changed. */
  readonly met: readonly Firing[];
  readonly burns: readonly Burn[];
  /** Triggers that may be met without anybody hearing of it. */
  readonly unheard: readonly Unheard[];
  /** None where nothing is met, or where what is met is at the end of its range. */
  readonly moves: readonly MoveUp[];
}

/** What has been changed is not seen before. */
const SETTLING_SECONDS = 900;
/** What happened earlier has had its answer. */
const RECENT_SECONDS = 3600;
/** A component is busy that passed a ceiling in so many of its last minutes. */
const BUSY_MINUTES = 3;
const LOOKED_AT_MINUTES = 15;

/**
 * What has to grow at once, from the minutes at the snapshot's end and the policy alone: the component of a scale-up trigger that is
 * met, and where an objective's error budget burns, the objective's component and every other that passes a ceiling of its own, for the
 * cause may lie beneath. One rung each; asked again, the next one.
 */
export function scaleUpDecision(snapshot: Snapshot): ScaleUpDecision {
  const stack = stackEvidence(snapshot);
  const { endEpoch } = snapshot.manifest;
  const evidence = new Map<string, Evidence>();
  for (const component of Object.keys(snapshot.contract.components).sort()) {
    const e = evidenceOf(stack, snapshot, component);
    if (e !== undefined) evidence.set(component, e);
  }
  const isNews = (component: string, atEpoch: number): boolean => {
    const changed = evidence.get(component)?.capacity.changes.at(-1)?.atEpoch ?? Number.NEGATIVE_INFINITY;
    return atEpoch >= endEpoch - RECENT_SECONDS && atEpoch > changed + SETTLING_SECONDS;
  };
  const met = stack.firings.filter(({ trigger, atEpoch }) => isNews(trigger.component, atEpoch));
  const burns = burnsOf(snapshot).filter(({ component, atEpoch }) => isNews(component, atEpoch));
  const reasons = new Map<string, string>();
  for (const { trigger } of met) add(reasons, trigger.component, `${trigger.name} is over ${trigger.limit}`);
  for (const { component, objective, alert } of burns) add(reasons, component, `the error budget of ${objective} burns (${alert})`);
  if (burns.length > 0) {
    for (const [component, e] of evidence) {
      const busy = busyDimension(e);
      if (busy !== undefined && isNews(component, endEpoch)) add(reasons, component, `${busy} is over its ceiling`);
    }
  }
  return {
    met,
    burns,
    unheard: stack.unheard,
    moves: [...reasons].flatMap(([component, reason]) => {
      const to = evidence.get(component)?.study.stepUp();
      return to === undefined ? [] : [{ component, to, reason }];
    }),
  };
}

const add = (reasons: Map<string, string>, component: string, reason: string): void => {
  const known = reasons.get(component);
  reasons.set(component, known === undefined ? reason : `${known}; ${reason}`);
};

function burnsOf(snapshot: Snapshot): readonly Burn[] {
  const { policy } = snapshot.contract;
  const { slos, alerting } = policy;
  return slos.flatMap((slo) => {
    if (snapshot.contract.components[slo.component] === undefined) return [];
    // Of so few requests as make no trigger, no rate is judged here either.
    const least = leastRequestsPerSecond(policy, slo);
    const minutes = minutesOf(indicator(componentHistory(snapshot, slo.component), slo, least, missedShare(slo.limit)));
    if (minutes === undefined) return [];
    return alerting.burnRates.flatMap((alert) => {
      const last = lastBurn(minutes.values, slo, alert);
      return last === undefined
        ? []
        : [{ objective: slo.name, component: slo.component, alert: alert.name, atEpoch: epochAt(minutes.grid, last) }];
    });
  });
}

/** A dimension that passed its ceiling at the present sizes in the last minutes, and that one rung up relieves. */
function busyDimension(e: Evidence): string | undefined {
  const to = e.study.stepUp();
  if (to === undefined) return undefined;
  const relieved = new Map(e.study.need(to).map(({ name, need }) => [name, lastMinutes(need)]));
  return e.study.need(e.current).find(({ name, need, ceiling }) => {
    const now = lastMinutes(need);
    const then = relieved.get(name);
    const busy = now.filter((value, i) => !isMissing(value) && value > ceiling && (then?.[i] ?? value) < value);
    return busy.length >= BUSY_MINUTES;
  })?.name;
}

const lastMinutes = (tiers: Tiers): Float64Array => minutesOf(tiers)?.values.subarray(-LOOKED_AT_MINUTES) ?? new Float64Array(0);
