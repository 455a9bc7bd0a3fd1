import { batchesOf } from "../../../optimizer/analysis/batches";

const MILLION = 1_000_000;

/** Components of a snapshot in stored order, with their rows. */
const storing = (rows: Readonly<Record<string, number>>) => ({
  components: () => Object.keys(rows),
  rowsOf: (component: string) => rows[component] ?? 0,
});

describe("batches of components", () => {
  it.each([
    ["small ones that lie side by side share one", { b: 10, a: 20, c: 30 }, ["a", "b", "c"], [["b", "a", "c"]]],
    ["what is not asked for is left out", { a: 10, b: 20, c: 30 }, ["c", "a"], [["a", "c"]]],
    ["what has no measurements comes along", { a: 10 }, ["a", "unmeasured"], [["a", "unmeasured"]]],
    ["the longest comes first", { a: MILLION, b: 5 * MILLION, c: MILLION }, ["a", "b", "c"], [["b"], ["a"], ["c"]]],
    ["one that is too long for any stands alone", { a: 1, b: 9 * MILLION, c: 1 }, ["a", "b", "c"], [["b"], ["a"], ["c"]]],
    ["nothing makes none", { a: 1 }, [], []],
  ])("%s", (_rule, rows: Record<string, number>, asked, expected) => {
    expect(batchesOf(storing(rows), asked)).toEqual(expected);
  });
});
