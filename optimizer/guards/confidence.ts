import { coverageOf, type Evidence, type Settings } from "../evidence";
import { GRADES, type Grade } from "../plan/recommendation";
import { DOWN, type Guard, pass, reject } from "./guard";

const name = "confidence";

/** How much each grade of latency evidence counts (method §5). */
const WEIGHT: Readonly<Record<Grade, number>> = { seen: 1, fitted: 0.8, unproven: 0.5, beyond: 0 };
/** As many independent weeks are as good as any number. */
const FULL_WEEKS = 6;
/** Stated, and compared, to two decimals: a few lost minutes of ninety days decide nothing. */
const STATED_PARTS = 100;
const SECONDS_PER_WEEK = 7 * 86_400;

export interface Strength {
  readonly value: number;
  readonly coverage: number;
  readonly weeks: number;
  readonly grade: Grade;
  /** False where no objective of latency depends on the component: the grade takes nothing away then. */
  readonly graded: boolean;
}

/** Strength of evidence: coverage × min(1, independent weeks / 6) × grade. */
export function confidenceIn(e: Evidence, to: Settings): Strength {
  const { least } = coverageOf(e, e.study.rests, e.policy.guards.minCoverage);
  const weeks = (e.endEpoch - e.startEpoch) / SECONDS_PER_WEEK;
  const projections = e.latencyModels().map((model) => model?.project(to));
  const grades = projections.map((projection) => projection?.grade ?? "beyond");
  const grade = [...grades].sort((a, b) => GRADES.indexOf(b) - GRADES.indexOf(a))[0] ?? "unproven";
  const value = least * Math.min(1, weeks / FULL_WEEKS) * WEIGHT[grade];
  const graded = projections.length === 0 || projections.some((projection) => projection?.applies !== false);
  return { value: Math.round(value * STATED_PARTS) / STATED_PARTS, coverage: least, weeks, grade, graded };
}

/** The evidence is as strong as the policy asks. */
export const confidence: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { minConfidence }) => {
    const { value, coverage, weeks, grade, graded } = confidenceIn(e, p.to);
    const story = `confidence ${value.toFixed(2)} = coverage ${coverage.toFixed(3)} × ${Math.min(1, weeks / FULL_WEEKS).toFixed(2)} (${weeks.toFixed(1)} weeks) × ${WEIGHT[grade]} (${graded ? grade : "latency does not apply"}); at least ${minConfidence} is asked for`;
    const numbers = { confidence: value, minimum: minConfidence, coverage, weeks };
    return value >= minConfidence ? pass(name, story, numbers) : reject(name, story, numbers);
  },
};
