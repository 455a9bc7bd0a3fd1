import type { Policy } from "../../contract";
import type { Evidence } from "../evidence";
import type { Proposal } from "../plan/proposal";
import type { Verdict } from "../plan/recommendation";

/** Says whether a proposal may become a recommendation, with the numbers and in words. */
export interface Guard {
  readonly name: string;
  /** A component's rejection holds for all of its candidates; a candidate's for that one only. */
  readonly scope: "component" | "candidate";
  /** Directions that it binds: moves up are free of most. */
  readonly binds: readonly Proposal["direction"][];
  judge(p: Proposal, e: Evidence, policy: Policy): Verdict;
}

export const BOTH: Guard["binds"] = ["down", "up"];
export const DOWN: Guard["binds"] = ["down"];

type Numbers = Readonly<Record<string, number>>;

export const pass = (guard: string, reason: string, numbers: Numbers = {}): Verdict => verdict(guard, true, reason, numbers);
export const reject = (guard: string, reason: string, numbers: Numbers = {}): Verdict => verdict(guard, false, reason, numbers);

/** JSON knows no NaN and no infinity, and nobody reads more than six digits. */
const verdict = (guard: string, passed: boolean, reason: string, numbers: Numbers): Verdict => ({
  guard,
  pass: passed,
  reason,
  numbers: Object.fromEntries(
    Object.entries(numbers)
      .filter(([, value]) => Number.isFinite(value))
      .map(([name, value]) => [name, Number(value.toPrecision(6))]),
  ),
});

export const instant = (epoch: number): string => new Date(epoch * 1000).toISOString().replace(":00.000Z", "Z");

export { percent } from "../../contract";
