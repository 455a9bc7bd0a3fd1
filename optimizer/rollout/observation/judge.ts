import type { Trigger } from "../../../contract";
import { isoTime, type ObservationVerdict } from "../../ledger";

/** What was measured for one trigger, minute by minute from the window's start; null where there is no point. */
export interface TriggerEvidence {
  readonly trigger: Trigger;
  readonly startEpoch: number;
  /** In the trigger's unit; a ratio is divided already. */
  readonly values: readonly (number | null)[];
  /** Present where the trigger asks for a least number of requests. */
  readonly requestsPerSecond?: readonly (number | null)[];
}

interface Judgement {
  readonly verdict: "fired" | "inconclusive" | "early" | "quiet";
  readonly reason: string;
}

/** One absolute trigger over the window so far: N of M consecutive minutes over its limit. */
export function judgeTrigger(evidence: TriggerEvidence, minPointsShare: number): Judgement {
  const { trigger, values } = evidence;
  const fired = firstRun(judgeable(evidence), trigger);
  if (fired !== undefined) {
    const at = isoTime(evidence.startEpoch + fired.index * 60);
    return {
      verdict: "fired",
      reason: `${trigger.name}: over ${trigger.limit} ${trigger.unit} in ${fired.count} of ${trigger.outOf} minutes from ${at}, up to ${rounded(fired.worst)}`,
    };
  }
  if (values.length < trigger.outOf) {
    return { verdict: "early", reason: `${trigger.name}: ${values.length} minutes, and it takes ${trigger.outOf} to fire` };
  }
  const floor = trigger.minRequestsPerSecond;
  if (floor !== undefined) {
    const rate = mean(evidence.requestsPerSecond ?? []);
    if (rate < floor) {
      return { verdict: "inconclusive", reason: `${trigger.name}: ${rounded(rate)} requests/s, and under ${floor} it says nothing` };
    }
  }
  const present = values.filter((value) => value !== null).length;
  if (present < minPointsShare * values.length) {
    return { verdict: "inconclusive", reason: `${trigger.name}: ${present} of ${values.length} expected points` };
  }
  return { verdict: "quiet", reason: `${trigger.name}: quiet over ${present} minutes` };
}

/** Minutes with too few requests are taken out. */
const judgeable = ({ trigger, values, requestsPerSecond }: TriggerEvidence): readonly (number | null)[] => {
  const floor = trigger.minRequestsPerSecond;
  return floor === undefined ? values : values.map((value, minute) => ((requestsPerSecond?.[minute] ?? 0) < floor ? null : value));
};

function firstRun(values: readonly (number | null)[], { limit, points, outOf }: Trigger) {
  for (let index = 0; index < values.length; index++) {
    const over = values.slice(index, index + outOf).filter((value): value is number => value !== null && value > limit);
    if (over.length >= points) return { index, count: over.length, worst: Math.max(...over) };
  }
  return undefined;
}

const mean = (values: readonly (number | null)[]): number =>
  values.length === 0 ? 0 : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;

const rounded = (value: number): string => String(Number(value.toPrecision(4)));

export interface WindowState {
  /** The policy's whole window has passed. */
  readonly complete: boolean;
  /** It held an opening and a closing of the calendar, or the policy does not ask for that. */
  readonly heldOpenAndClose: boolean;
}

export interface Observation {
  readonly verdict: ObservationVerdict;
  readonly reasons: readonly string[];
}

/** One trigger that fires is enough to fail; one that cannot be judged is enough not to pass. */
export function judge(evidence: readonly TriggerEvidence[], window: WindowState, minPointsShare: number): Observation {
  const judgements = evidence.map((one) => judgeTrigger(one, minPointsShare));
  const reasonsOf = (verdict: Judgement["verdict"]) => judgements.filter((j) => j.verdict === verdict).map((j) => j.reason);
  const fired = reasonsOf("fired");
  if (fired.length > 0) return { verdict: "fail", reasons: fired };
  const open = [
    ...(window.complete ? [] : ["the window is still running"]),
    ...(window.heldOpenAndClose ? [] : ["the window has not yet held a market open and close"]),
  ];
  const unclear = [...reasonsOf("inconclusive"), ...(window.complete ? reasonsOf("early") : [])];
  if (unclear.length > 0) return { verdict: "inconclusive", reasons: [...unclear, ...open] };
  return open.length > 0 ? { verdict: "observing", reasons: open } : { verdict: "pass", reasons: reasonsOf("quiet") };
}
