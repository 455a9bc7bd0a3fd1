/**
 * Trimtab's five settings and the stated risk on public traces, every machine asked of a model that was fitted on others:
 * `npm run bench:benchmark -- TRACES.csv.gz [OUT]`. OUT is a folder for the decisions and what-if files, to be scored by others.
 * The last line is one JSON object: by target, bad, v80, cost and flaps beside the goals of the public traces; the risk's quality.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decisionsCsv, readTraces, type Score, SIZING_RULES, TARGETS } from "../optimizer/benchmark";
import { crossFit, fitOn, foldOf } from "../optimizer/benchmark/cross-fit";
import { ASKED, type LadderName, sizesOf } from "../optimizer/benchmark/ladder";
import { questionsOf } from "../optimizer/benchmark/questions";
import { type Decision, isBadWeek, score } from "../optimizer/benchmark/score";
import { DAY, scoredWeeks, type Trace } from "../optimizer/benchmark/trace";
import { type Stated, stateRisks, turnDial, whatIf } from "../optimizer/benchmark/trimtab";
import { walk } from "../optimizer/benchmark/walk";
import { MODEL, modelOf, type RiskModel } from "../optimizer/risk";
import { qualityOf, type Statement } from "../optimizer/risk/reliability";
import { nearTheLine } from "./support/near-line";

const FIRST_DAYS = 49;

interface Goal {
  readonly bad: number;
  readonly cost: number;
  readonly flaps: number;
}

/** Goals on the public traces are relative to what published rules reach there, decided weekly. */
const GOALS: Readonly<Record<keyof typeof TARGETS, { readonly rule: string; readonly ladder: LadderName } & Goal>> = {
  G1: { rule: "max-14d", ladder: "doubling", bad: 0.85, cost: 0.97, flaps: 0.5 },
  G2: { rule: "max-14d", ladder: "doubling", bad: 0.85, cost: 0.97, flaps: 0.5 },
  G3: { rule: "compute-optimizer", ladder: "doubling", bad: 0.5, cost: 1, flaps: Number.POSITIVE_INFINITY },
  G4: { rule: "max-28d", ladder: "continuous", bad: 0.85, cost: 0.92, flaps: Number.POSITIVE_INFINITY },
  G5: { rule: "max-28d", ladder: "doubling", bad: 1, cost: 0.95, flaps: Number.POSITIVE_INFINITY },
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const figures = ({ bad, v80, cost, flaps }: Score) => ({
  badPercent: rounded(100 * bad, 2),
  v80Percent: rounded(100 * v80, 3),
  cost: rounded(cost, 3),
  flaps: rounded(flaps, 2),
});

async function main(): Promise<void> {
  const [path, out] = process.argv.slice(2);
  if (path === undefined) throw new Error("usage: bench:benchmark TRACES.csv.gz [OUT]");
  const traces = await readTraces(path);
  const questions = traces.map(questionsOf);
  const folds = crossFit(questions);
  const early = modelOf({ model: "first days", ...fitOn(questions, { until: FIRST_DAYS }) });
  const crossFitted = (machine: number): RiskModel => folds[foldOf(machine)] ?? MODEL;

  const known = new Map<string, ReadonlyMap<Trace, readonly Stated[]>>();
  const statedFor = (ladder: LadderName, cadenceDays: number): ReadonlyMap<Trace, readonly Stated[]> => {
    const key = `${ladder} ${cadenceDays}`;
    const found =
      known.get(key) ??
      new Map(traces.map((trace, machine) => [trace, stateRisks(trace, cadenceDays, sizesOf(ladder), crossFitted(machine))] as const));
    known.set(key, found);
    return found;
  };
  const write = (name: string, decisions: ReadonlyMap<Trace, readonly Decision[]>): void => {
    if (out === undefined) return;
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `${name}.csv`), decisionsCsv(decisions));
  };
  const ruleDecisions = (rule: string, ladder: LadderName): ReadonlyMap<Trace, readonly Decision[]> => {
    const rules = SIZING_RULES.filter(({ name }) => name === rule);
    return new Map(traces.map((trace) => [trace, walk(trace, rules, { ladder, cadenceDays: 7 })[0] ?? []] as const));
  };

  const targets = Object.entries(TARGETS).map(([name, { ladder, cadenceDays, dial }]) => {
    const stated = statedFor(ladder, cadenceDays);
    const decisions = new Map([...stated].map(([trace, each]) => [trace, turnDial(each, ladder, dial)] as const));
    write(name, decisions);
    const goal = Object.entries(GOALS).find(([target]) => target === name)?.[1];
    if (goal === undefined) throw new Error(`there is no goal for ${name}`);
    const reached = score(decisions);
    const baseline = score(ruleDecisions(goal.rule, goal.ladder));
    const limits = { bad: goal.bad * baseline.bad, cost: goal.cost * baseline.cost, flaps: goal.flaps * baseline.flaps };
    const met = reached.bad <= limits.bad && reached.cost <= limits.cost && reached.flaps <= limits.flaps;
    const line = {
      target: name,
      ...figures(reached),
      goal: {
        badPercent: rounded(100 * limits.bad, 2),
        cost: rounded(limits.cost, 3),
        flaps: Number.isFinite(limits.flaps) ? rounded(limits.flaps, 2) : null,
      },
      met,
    };
    console.log(JSON.stringify(line));
    return line;
  });

  const weekly = statedFor("doubling", 7);
  write("what-if", new Map([...weekly].map(([trace, each]) => [trace, whatIf(each, "doubling")] as const)));
  const later = new Map(traces.map((trace) => [trace, stateRisks(trace, 7, sizesOf("doubling"), early)] as const));
  const chosen = ruleDecisions("compute-optimizer", "doubling");
  const risk = {
    allSizes: qualityOf(statements(weekly)),
    atComputeOptimizersSize: qualityOf(statements(weekly, { chosen })),
    laterAllSizes: qualityOf(statements(later, { from: FIRST_DAYS })),
    laterAtComputeOptimizersSize: qualityOf(statements(later, { from: FIRST_DAYS, chosen })),
  };
  for (const [name, quality] of Object.entries(risk)) console.log(name, JSON.stringify(quality));
  const near = { crossFitted: nearTheLine(traces, crossFitted), later: nearTheLine(traces, () => early, FIRST_DAYS) };
  for (const [name, cells] of Object.entries(near)) for (const cell of cells) console.log("near the line", name, JSON.stringify(cell));
  console.log(
    JSON.stringify({
      machines: traces.length,
      met: Object.fromEntries(targets.map(({ target, met }) => [target, met])),
      targets,
      brier: risk.allSizes.brier,
      skill: risk.allSizes.skill,
      ece: risk.allSizes.expectedCalibrationError,
      risk,
    }),
  );
}

/** At the scored weeks: of all sizes, or of the one that a rule chose. */
function statements(
  stated: ReadonlyMap<Trace, readonly Stated[]>,
  { from = 0, chosen }: { readonly from?: number; readonly chosen?: ReadonlyMap<Trace, readonly Decision[]> } = {},
): readonly Statement[] {
  return [...stated].flatMap(([trace, each]) => {
    const scored = new Set(scoredWeeks(trace));
    const capacityAt = new Map(chosen?.get(trace)?.map(({ index, capacity }) => [index, capacity]));
    return each
      .filter(({ index }) => scored.has(index) && index >= from * DAY)
      .flatMap(({ index, risks }) =>
        ASKED.flatMap((size, i) =>
          chosen !== undefined && capacityAt.get(index) !== size
            ? []
            : [{ size: chosen === undefined ? size : 1, stated: risks[i] ?? 1, came: isBadWeek(trace, index, size) }],
        ),
      );
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
