import { MODEL, type RiskModel } from "../risk";
import { type LadderName, sizesOf } from "./ladder";
import type { SizingRule } from "./rules";
import { type Decision, type Score, score } from "./score";
import type { Target } from "./targets";
import type { Trace } from "./trace";
import { stateRisks, turnDial, whatIf } from "./trimtab";
import { walk } from "./walk";

/** Name of Trimtab's own sizing among the rules. */
export const TRIMTAB = "trimtab";

export interface BenchmarkOptions {
  readonly ladder: LadderName;
  readonly cadenceDays: number;
  readonly dial: Target["dial"];
  readonly rules: readonly SizingRule[];
  /** Whether Trimtab's own sizing is among them. */
  readonly own: boolean;
  /** Asked of a machine, by its place in the list; the shipped one for all by default. */
  readonly modelFor?: (machine: number) => RiskModel;
  readonly advance?: (done: number, total: number) => void;
}

export interface BenchmarkRow {
  readonly rule: string;
  readonly title: string;
  readonly source: string;
  readonly score: Score;
}

export interface Benchmark {
  readonly rows: readonly BenchmarkRow[];
  /** Trimtab's own. */
  readonly decisions: ReadonlyMap<Trace, readonly Decision[]>;
  /** Stated at each decision of all eight sizes. */
  readonly whatIf: ReadonlyMap<Trace, readonly Decision[]>;
}

/** Walks forward through all traces with every rule, and scores what they decided. */
export function runBenchmark(traces: readonly Trace[], options: BenchmarkOptions): Benchmark {
  const { ladder, cadenceDays, dial, rules, own, modelFor = () => MODEL, advance } = options;
  const byRule = rules.map(() => new Map<Trace, readonly Decision[]>());
  const decisions = new Map<Trace, readonly Decision[]>();
  const asked = new Map<Trace, readonly Decision[]>();
  traces.forEach((trace, machine) => {
    walk(trace, rules, options).forEach((made, i) => {
      byRule[i]?.set(trace, made);
    });
    if (own) {
      const stated = stateRisks(trace, cadenceDays, sizesOf(ladder), modelFor(machine));
      decisions.set(trace, turnDial(stated, ladder, dial));
      asked.set(trace, whatIf(stated, ladder));
    }
    advance?.(machine + 1, traces.length);
  });
  const rows = rules.map(({ name, title, source }, i) => ({ rule: name, title, source, score: score(byRule[i] ?? new Map()) }));
  const ownRow = { rule: TRIMTAB, title: "Trimtab", source: "optimizer/risk", score: score(decisions) };
  return { rows: own ? [...rows, ownRow] : rows, decisions, whatIf: asked };
}
