import { type LadderName, onLadder } from "./ladder";
import { historyOf, type SizingRule } from "./rules";
import type { Decision } from "./score";
import { decisionTimes, type Trace } from "./trace";

/** What each rule decides at each time, from what was known then. @returns one list per rule */
export function walk(
  trace: Trace,
  rules: readonly SizingRule[],
  { ladder, cadenceDays }: { readonly ladder: LadderName; readonly cadenceDays: number },
): readonly (readonly Decision[])[] {
  const decided: Decision[][] = rules.map(() => []);
  for (const index of decisionTimes(trace, cadenceDays)) {
    const history = historyOf(trace.demand.subarray(0, index));
    rules.forEach((rule, i) => {
      decided[i]?.push({ index, capacity: onLadder(rule.capacity(history), ladder) });
    });
  }
  return decided;
}
