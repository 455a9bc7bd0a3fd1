import { EVENT } from "../risk/event";
import { COLUMNS } from "../risk/features";
import { type Examples, type Fitted, fitPrior } from "../risk/fit";
import { modelOf, type RiskModel } from "../risk/model";
import type { Questions } from "./questions";

export const FOLDS = 5;
/** Of several that were tried on public traces, the one whose statements about other machines and later days were best. */
export const RIDGE = 400;

/** Which fold a machine belongs to: it is asked of the model that was fitted on the others. */
export const foldOf = (machine: number): number => machine % FOLDS;

/** @param options `until`: the last day whose outcome may be known; questions whose answer comes later are left out */
export const fitOn = (questions: readonly Questions[], { until = Number.POSITIVE_INFINITY } = {}): Fitted =>
  fitPrior(examplesOf(questions, until), RIDGE);

/** One model per fold, fitted on the machines of the other folds. */
export const crossFit = (questions: readonly Questions[]): readonly RiskModel[] =>
  Array.from({ length: FOLDS }, (_, fold) =>
    modelOf({ model: `fold ${fold}`, ...fitOn(questions.filter((__, machine) => foldOf(machine) !== fold)) }),
  );

function examplesOf(questions: readonly Questions[], until: number): Examples {
  const width = COLUMNS.length;
  const kept = questions.map(({ day }) => [...day.keys()].filter((i) => (day[i] ?? 0) + EVENT.horizonDays <= until));
  const rows = kept.reduce((total, { length }) => total + length, 0);
  const examples = { columns: new Float32Array(rows * width), came: new Uint8Array(rows) };
  let at = 0;
  questions.forEach(({ columns, came }, machine) => {
    for (const i of kept[machine] ?? []) {
      examples.columns.set(columns.subarray(i * width, (i + 1) * width), at * width);
      examples.came[at++] = came[i] ?? 0;
    }
  });
  return examples;
}
