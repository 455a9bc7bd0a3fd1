import { COLUMNS } from "../../../optimizer/risk/features";
import { fitPrior } from "../../../optimizer/risk/fit";
import { seededRandom } from "../../../optimizer/statistics";

const WIDTH = COLUMNS.length;
/** Examples of which only two columns say anything: the second means the event is likely, the third that it is not. */
function examples(rows: number, of: (row: number, random: () => number) => readonly [a: number, b: number, came: boolean]) {
  const random = seededRandom(7);
  const columns = new Float32Array(rows * WIDTH);
  const came = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const [a, b, happened] = of(row, random);
    columns[row * WIDTH + 1] = a;
    columns[row * WIDTH + 2] = b;
    came[row] = Number(happened);
  }
  return { columns, came };
}

test("columns are standardised by their own mean and deviation, and one that never varies is not divided by nothing", () => {
  const { columns } = fitPrior(
    examples(200, (row) => [row % 2 === 0 ? 4 : 10, -2, row % 3 === 0]),
    1,
  );
  expect(columns).toHaveLength(WIDTH);
  expect(columns[1]).toMatchObject({ mean: 7, deviation: 3 });
  expect(columns[2]).toMatchObject({ mean: -2, deviation: 1e-6, weight: 0 });
  expect(columns.map(({ feature, piece }) => [feature, piece])).toEqual(COLUMNS.map(({ feature, piece }) => [feature, piece]));
});

test("what says nothing weighs nothing, and the intercept is the log-odds of how often the event came", () => {
  const { intercept, columns } = fitPrior(
    examples(160, (row) => [row % 2, 0, row % 8 < 2]),
    1,
  );
  expect(intercept).toBeCloseTo(Math.log(1 / 3), 3);
  expect(columns.every(({ weight }) => Math.abs(weight) < 1e-6)).toBe(true);
});

describe("weights", () => {
  const told = (ridge: number) =>
    fitPrior(
      examples(300, (_row, random) => {
        const [a, b] = [random() * 2 - 1, random() * 2 - 1];
        return [a, b, random() < 1 / (1 + Math.exp(-(3 * a - 2 * b)))];
      }),
      ridge,
    ).columns;

  test("have the sign and, unpenalised, the size of what is there", () => {
    const [, a, b] = told(0.001);
    // Standardised: three times the deviation of a uniform number in [-1, 1].
    expect(a?.weight).toBeGreaterThan(3 * 0.577 * 0.8);
    expect(a?.weight).toBeLessThan(3 * 0.577 * 1.2);
    expect(b?.weight).toBeGreaterThan(-2 * 0.577 * 1.3);
    expect(b?.weight).toBeLessThan(-2 * 0.577 * 0.7);
  });

  test("shrink the more, the dearer they are; the intercept does not", () => {
    const [free, dear] = [told(0.001)[1]?.weight ?? 0, told(1000)[1]?.weight ?? 0];
    expect(dear).toBeGreaterThan(0);
    expect(dear).toBeLessThan(free / 3);
    const rare = (ridge: number) =>
      fitPrior(
        examples(160, (row) => [row % 2, 0, row % 8 < 2]),
        ridge,
      ).intercept;
    expect(rare(1000)).toBeCloseTo(rare(0.001), 3);
  });

  test("are told to six digits", () => {
    for (const { weight, mean, deviation } of told(1)) {
      for (const number of [weight, mean, deviation]) expect(number).toBe(Number(number.toPrecision(6)));
    }
  });
});

test.each([
  ["above", 1],
  ["below", -1],
])("what lies beyond eight deviations %s says no more than eight", (_name, far) => {
  // One row is 20 deviations out, and is right: as 8 it gets the weight that solves 8 (1 - logistic(8 w)) = w, as 20 it would get 0.22.
  const { columns } = fitPrior(
    examples(400, (row) => [row === 200 ? far : 0, 0, row === 200 ? far > 0 : row % 2 === 0]),
    1,
  );
  expect(columns[1]?.weight).toBeGreaterThan(0.34);
  expect(columns[1]?.weight).toBeLessThan(0.41);
});
