/**
 * Fits optimizer/risk/prior.json: `npx tsx scripts/fit-risk.ts TRACES.csv.gz NAME-OF-DATA`.
 * TRACES has the columns vm,timestamp,duration_s,cpu_percent (mean demand in per cent of the machine's present size), ordered by machine.
 * For every machine, week and size on a doubling ladder: what was known at the decision, and whether the next week violated.
 */
import { createReadStream, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { canonicalJson } from "../contract";
import type { Tiers } from "../optimizer/evidence";
import { FEATURES, riskFeatures } from "../optimizer/risk/features";
import { logistic, shareAbove } from "../optimizer/statistics";

const DAY = 86_400;
const PERIOD = 300;
const HORIZON_DAYS = 7;
const FIRST_DECISION_DAYS = 14;
const LADDER = [-5, -4, -3, -2, -1, 0, 1, 2].map((k) => 2 ** k);
const VIOLATION_AT = 0.8;
const BUDGET = 0.001;
const RIDGE = 1;
const ITERATIONS = 25;
const FOLDS = 5;

interface Question {
  readonly fold: number;
  readonly x: readonly number[];
  readonly y: 0 | 1;
}

interface Fit {
  readonly weights: readonly number[];
}

async function readMachines(path: string): Promise<ReadonlyMap<string, Map<number, number>>> {
  const machines = new Map<string, Map<number, number>>();
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  for await (const line of lines) {
    const [vm, timestamp, duration, percent] = line.split(",");
    if (vm === undefined || vm === "vm" || timestamp === undefined) continue;
    // Samples longer than a day are filler, not data.
    if (Number(duration) > DAY) continue;
    const samples = machines.get(vm) ?? new Map<number, number>();
    samples.set(Math.floor(Date.parse(timestamp) / 1000 / PERIOD), Number(percent) / 100);
    machines.set(vm, samples);
  }
  return machines;
}

function questionsOf(samples: ReadonlyMap<number, number>, fold: number): Question[] {
  const slots = [...samples.keys()];
  const first = Math.min(...slots);
  const last = Math.max(...slots);
  const demand = new Float64Array(last - first + 1).fill(Number.NaN);
  for (const [slot, value] of samples) demand[slot - first] = value;
  const perDay = DAY / PERIOD;
  const questions: Question[] = [];
  for (let at = FIRST_DECISION_DAYS * perDay; at + HORIZON_DAYS * perDay <= demand.length; at += HORIZON_DAYS * perDay) {
    const past = demand.subarray(0, at);
    const next = demand.subarray(at, at + HORIZON_DAYS * perDay);
    if (next.every(Number.isNaN)) continue;
    for (const size of LADDER) {
      const startEpoch = first * PERIOD;
      const need: Tiers = [{ grid: { periodSeconds: PERIOD, startEpoch, length: at }, values: past.map((value) => value / size) }];
      const x = riskFeatures({
        need,
        endEpoch: startEpoch + at * PERIOD,
        dayOf: (epoch) => Math.floor(epoch / DAY),
        violationAt: VIOLATION_AT,
        budget: BUDGET,
      });
      if (x !== undefined) questions.push({ fold, x: [1, ...x], y: shareAbove(next, VIOLATION_AT * size) > BUDGET ? 1 : 0 });
    }
  }
  return questions;
}

const stated = ({ weights }: Fit, { x }: Question): number => logistic(x.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0));

/** Newton's method with a ridge on everything but the intercept. */
function fitted(questions: readonly Question[]): Fit {
  const n = FEATURES.length + 1;
  let weights: number[] = new Array(n).fill(0);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : -RIDGE * weight));
    const hessian: number[][] = weights.map((_, i) => weights.map((__, j): number => (i === j ? (i === 0 ? 1e-9 : RIDGE) : 0)));
    for (const question of questions) {
      const p = stated({ weights }, question);
      question.x.forEach((xi, i) => {
        gradient[i] = (gradient[i] ?? 0) + (question.y - p) * xi;
        const row = hessian[i];
        if (row === undefined) return;
        question.x.forEach((xj, j) => {
          row[j] = (row[j] ?? 0) + p * (1 - p) * xi * xj;
        });
      });
    }
    const step = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight + (step[i] ?? 0));
  }
  return { weights };
}

/** Gauss–Jordan elimination with partial pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (let column = 0; column < rows.length; column++) {
    const below = rows.slice(column).map((row, i) => [Math.abs(row[column] ?? 0), i + column] as const);
    const [, pivot] = below.reduce((a, b) => (b[0] > a[0] ? b : a));
    const pivotRow = rows[pivot];
    const thisRow = rows[column];
    if (pivotRow === undefined || thisRow === undefined) continue;
    rows[pivot] = thisRow;
    rows[column] = pivotRow;
    const scale = pivotRow[column] ?? 1;
    const normalised = pivotRow.map((value) => value / scale);
    rows[column] = normalised;
    rows.forEach((row, i) => {
      if (i !== column) rows[i] = row.map((value, j) => value - (row[column] ?? 0) * (normalised[j] ?? 0));
    });
  }
  return rows.map((row) => row[row.length - 1] ?? 0);
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value: number): number => Number(value.toPrecision(6));

async function main(): Promise<void> {
  const [path, data] = process.argv.slice(2);
  if (path === undefined || data === undefined) throw new Error("usage: fit-risk TRACES.csv.gz NAME-OF-DATA");
  const machines = await readMachines(path);
  const questions = [...machines.values()].flatMap((samples, i) => questionsOf(samples, i % FOLDS));
  const crossFitted = Array.from({ length: FOLDS }, (_, fold) => {
    const model = fitted(questions.filter((question) => question.fold !== fold));
    return questions.filter((question) => question.fold === fold).map((question) => ({ p: stated(model, question), y: question.y }));
  }).flat();
  const baseRate = meanOf(questions.map(({ y }) => y));
  const { weights } = fitted(questions);
  const bins = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 1.01];
  const prior = {
    model: "logistic-1",
    event: "more than the budget of the next days' intervals need more than violationAt of the candidate's capacity",
    violationAt: VIOLATION_AT,
    budget: BUDGET,
    horizonDays: HORIZON_DAYS,
    intercept: rounded(weights[0] ?? 0),
    coefficients: FEATURES.map((feature, i) => ({ feature, value: rounded(weights[i + 1] ?? 0) })),
    fit: {
      data,
      script: "scripts/fit-risk.ts",
      machines: machines.size,
      questions: questions.length,
      baseRate: rounded(baseRate),
      brier: rounded(meanOf(crossFitted.map(({ p, y }) => (p - y) ** 2))),
      brierBaseRate: rounded(baseRate * (1 - baseRate)),
      calibration: bins.slice(0, -1).flatMap((from, i) => {
        const inBin = crossFitted.filter(({ p }) => p >= from && p < (bins[i + 1] ?? 1));
        return inBin.length === 0
          ? []
          : [
              {
                stated: rounded(meanOf(inBin.map(({ p }) => p))),
                actual: rounded(meanOf(inBin.map(({ y }) => y))),
                questions: inBin.length,
              },
            ];
      }),
    },
  };
  const target = join(__dirname, "..", "optimizer", "risk", "prior.json");
  writeFileSync(`${target}.new`, canonicalJson(prior));
  renameSync(`${target}.new`, target);
  console.log(readFileSync(target, "utf8"));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
