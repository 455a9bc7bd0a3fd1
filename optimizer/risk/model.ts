import { z } from "zod";
import { logistic } from "../statistics";
import { EVENT } from "./event";
import { COLUMNS, columnsInto, type Past } from "./features";

const share = z.number().min(0).max(1);
const quality = z.strictObject({
  questions: z.int(),
  /** Share of the questions in which the event came. */
  actual: share,
  stated: share,
  brier: share,
  /** 1 − Brier / Brier of the base rate of each size. */
  skill: z.number(),
  expectedCalibrationError: share,
});

export const priorSchema = z.strictObject({
  model: z.string(),
  event: z.strictObject({
    violationAt: z.literal(EVENT.violationAt),
    budget: z.literal(EVENT.budget),
    horizonDays: z.literal(EVENT.horizonDays),
  }),
  intercept: z.number(),
  /** In the order of {@link COLUMNS}; a column counts as (x − mean) / deviation, within ±8. */
  columns: z
    .array(
      z.strictObject({ feature: z.string(), piece: z.string(), mean: z.number(), deviation: z.number().positive(), weight: z.number() }),
    )
    .length(COLUMNS.length)
    .refine((columns) => columns.every(({ feature, piece }, i) => COLUMNS[i]?.feature === feature && COLUMNS[i]?.piece === piece), {
      error: "the columns are not the features that the code computes; fit the prior again: scripts/fit-risk.ts",
    }),
  fit: z.strictObject({
    data: z.string(),
    script: z.string(),
    machines: z.int(),
    questions: z.int(),
    ridge: z.number(),
    /** Every machine asked of a model that was fitted on others. */
    crossFitted: quality,
    /** Fitted on the first days, asked about the days after. */
    later: quality.extend({ fittedDays: z.int() }),
    reliability: z.array(z.strictObject({ stated: share, actual: share, questions: z.int() })),
  }),
});
export type Prior = z.infer<typeof priorSchema>;

export interface RiskModel {
  readonly name: string;
  readonly intercept: number;
  readonly means: Float64Array;
  /** Reciprocals of the deviations. */
  readonly scales: Float64Array;
  readonly weights: Float64Array;
}

/** Standardised columns beyond this say no more than this. */
export const FARTHEST_COLUMN = 8;

export const modelOf = ({ model, intercept, columns }: Pick<Prior, "model" | "intercept" | "columns">): RiskModel => ({
  name: model,
  intercept,
  means: Float64Array.from(columns, ({ mean }) => mean),
  scales: Float64Array.from(columns, ({ deviation }) => 1 / deviation),
  weights: Float64Array.from(columns, ({ weight }) => weight),
});

/** Log-odds of the event = shift + slope × the model's own: what a component's outcomes made of the prior. */
export interface Calibration {
  readonly shift: number;
  readonly slope: number;
}

export const UNCHANGED: Calibration = { shift: 0, slope: 1 };

const columns = new Float64Array(COLUMNS.length);

/** The model's log-odds at each size. @param sizes log₂ of capacities, ascending: a larger size is never riskier than a smaller one */
export function logOdds({ intercept, means, scales, weights }: RiskModel, past: Past, sizes: readonly number[]): readonly number[] {
  let least = Number.POSITIVE_INFINITY;
  return sizes.map((size) => {
    columnsInto(columns, past, size);
    let sum = intercept;
    for (let j = 0; j < columns.length; j++) {
      const standardised = ((columns[j] ?? 0) - (means[j] ?? 0)) * (scales[j] ?? 0);
      sum += (weights[j] ?? 0) * Math.max(-FARTHEST_COLUMN, Math.min(FARTHEST_COLUMN, standardised));
    }
    least = Math.min(least, sum);
    return least;
  });
}

export const riskAt = (odds: number, { shift, slope }: Calibration): number => logistic(shift + slope * odds);
