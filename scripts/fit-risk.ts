/**
 * Fits optimizer/risk/prior.json: `npx tsx scripts/fit-risk.ts TRACES.csv.gz NAME-OF-DATA`.
 * TRACES has the columns vm,timestamp,duration_s,cpu_percent (mean demand in per cent of the machine's present size).
 * For every machine, day and size, doubling ones and some near the line: what was known at the decision, and whether the next week went badly.
 */
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../contract";
import { crossFit, fitOn, foldOf, RIDGE } from "../optimizer/benchmark/cross-fit";
import { ASKED } from "../optimizer/benchmark/ladder";
import { questionsOf } from "../optimizer/benchmark/questions";
import { readTraces } from "../optimizer/benchmark/read-traces";
import { isBadWeek } from "../optimizer/benchmark/score";
import { coverage, DAY, scoredWeeks, type Trace, WEEK } from "../optimizer/benchmark/trace";
import { stateRisks } from "../optimizer/benchmark/trimtab";
import { EVENT } from "../optimizer/risk/event";
import { modelOf, type RiskModel } from "../optimizer/risk/model";
import { qualityOf, reliability, type Statement } from "../optimizer/risk/reliability";

const MODEL = "logistic-3";
/** Outcomes known by this day teach; decisions from it on are asked. */
const FIRST_DAYS = 49;

/** What a model states at the scored weeks, and what came. */
function statements(traces: readonly Trace[], modelFor: (machine: number) => RiskModel, from = 0): readonly Statement[] {
  return traces.flatMap((trace, machine) => {
    const scored = new Set(scoredWeeks(trace));
    const asked = stateRisks(trace, 7, ASKED.map(Math.log2), modelFor(machine));
    return asked
      .filter(({ index }) => scored.has(index) && index >= from * DAY && coverage(trace, index, index + WEEK) > 0)
      .flatMap(({ index, risks }) => ASKED.map((size, i) => ({ size, stated: risks[i] ?? 1, came: isBadWeek(trace, index, size) })));
  });
}

const rounded = <T extends object>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === "number" ? Number(each.toPrecision(6)) : each)));

async function main(): Promise<void> {
  const [path, data] = process.argv.slice(2);
  if (path === undefined || data === undefined) throw new Error("usage: fit-risk TRACES.csv.gz NAME-OF-DATA");
  const traces = await readTraces(path);
  const questions = traces.map(questionsOf);
  const fitted = fitOn(questions);
  const whole = modelOf({ model: MODEL, ...fitted });
  const folds = crossFit(questions);
  const crossFitted = statements(traces, (machine) => folds[foldOf(machine)] ?? whole);
  const early = modelOf({ model: "first days", ...fitOn(questions, { until: FIRST_DAYS }) });
  const prior = {
    model: MODEL,
    event: EVENT,
    ...fitted,
    fit: rounded({
      data,
      script: "scripts/fit-risk.ts",
      machines: traces.length,
      questions: questions.reduce((sum, { count }) => sum + count, 0),
      ridge: RIDGE,
      crossFitted: qualityOf(crossFitted),
      later: { fittedDays: FIRST_DAYS, ...qualityOf(statements(traces, () => early, FIRST_DAYS)) },
      reliability: reliability(crossFitted),
    }),
  };
  const target = join(__dirname, "..", "optimizer", "risk", "prior.json");
  writeFileSync(`${target}.new`, canonicalJson(prior));
  renameSync(`${target}.new`, target);
  console.log(JSON.stringify(prior.fit, null, 1));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
