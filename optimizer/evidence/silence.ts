import type { Threshold } from "../../contract";
import { isMissing } from "../statistics/missing";
import type { ComponentHistory } from "./history";
import { publishersOf } from "./publishers";
import { type Silence, stoppedIn } from "./stopped";
import { minutesOf, type Tiers } from "./tiers";
import { indicator } from "./triggers";

/**
 * Where a threshold's quantity need not be known: while a schedule keeps its component stopped, and where what it exists with (requests, for a
 * latency; what a ratio is over) is known to be none, or less than is listened to.
 * @param minPer of what a ratio is over, per second
 */
export function silenceOf(history: ComponentHistory, threshold: Omit<Threshold, "limit" | "unit">, minPer = 0): Silence {
  const { component, metric, per } = threshold;
  const counter = per ?? publishersOf(history, metric)[0]?.onlyWhile;
  const counts = counter === undefined ? [] : indicator(history, { component, metric: counter, statistic: "Sum" });
  const stopped = stoppedIn(history);
  return (grid) => {
    const silent = stopped?.(grid) ?? new Uint8Array(grid.length);
    const values = counts.find((tier) => tier.grid.periodSeconds === grid.periodSeconds)?.values;
    for (let i = 0; values !== undefined && i < silent.length; i++) {
      const count = values[i] ?? Number.NaN;
      if (count === 0 || (per !== undefined && count < minPer)) silent[i] = 1;
    }
    return silent;
  };
}

/** Share of the minutes in which something was to be known that are known, 0–1; 1 where there was none, 0 without minutes. */
export function knownShare(quantity: Tiers, silence: Silence): number {
  const minutes = minutesOf(quantity);
  if (minutes === undefined) return 0;
  const silent = silence(minutes.grid);
  let expected = 0;
  let known = 0;
  minutes.values.forEach((value, i) => {
    if (!isMissing(value)) known++;
    if (!isMissing(value) || silent[i] !== 1) expected++;
  });
  return expected === 0 ? 1 : known / expected;
}
