export { type BenchmarkOptions, type BenchmarkRow, runBenchmark, TRIMTAB } from "./benchmark";
export { decisionsCsv } from "./decisions-csv";
export { LADDERS, type LadderName } from "./ladder";
export { readTraces } from "./read-traces";
export { SIZING_RULES } from "./rules";
export type { Score } from "./score";
export { TARGETS, type TargetName, targetFor } from "./targets";
export { daysOf, type Trace } from "./trace";
