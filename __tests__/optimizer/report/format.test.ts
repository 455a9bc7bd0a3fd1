import { NO_OBJECTIVE } from "../../../optimizer/plan/recommendation";
import { cut, figure, objectiveLine, objectiveText, turned, wrapped } from "../../../optimizer/report/format";
import { unitOf } from "../../../optimizer/report/load";

const slo = { objective: "p99", limit: 10, unit: "milliseconds", before: 6.08, after: 6.08 } as const;

test("an objective after a change is a figure only where history can tell", () => {
  expect(objectiveText({ ...slo, grade: "fitted" })).toBe("6.08 → 6.08 milliseconds (limit 10, fitted)");
  const unproven = { ...slo, after: null, grade: "unproven", why: "no queueing at this load", queueingBound: 6.5 } as const;
  expect(objectiveText(unproven)).toBe(
    "6.08 milliseconds now; unproven after it; up to 6.50 by queueing alone (limit 10): no queueing at this load",
  );
  expect(objectiveText({ ...slo, grade: "seen", after: null })).toBe("not known");
  expect(objectiveText({ ...slo, grade: "not-applicable", why: "no request waits for a training run" })).toBe(
    "does not apply: no request waits for a training run",
  );
});

test("without an objective nothing is said to be unknown, for nothing is asked", () => {
  expect(objectiveLine({ ...slo, grade: "fitted" })).toBe("p99: 6.08 → 6.08 milliseconds (limit 10, fitted)");
  expect(objectiveLine(NO_OBJECTIVE)).toBe("Latency: not judged, for the policy has no objective of it");
});

test.each([
  [0.034353, "fraction", 4, "3.435 %"],
  [0.034353, "fraction", 6, "3.4353 %"],
  [1633.04, "count-per-second", 4, "1633 a second"],
  [5, "count", 4, "5"],
  [4.3126, "hours", 4, "4.313 hours"],
] as const)("a finding of %d %s in %d digits is %s", (value, unit, digits, said) => {
  expect(figure(value, unit, digits)).toBe(said);
});

test("a value that is empty text is seen to be there", () => {
  expect(turned("database", { variable: "database_storage_type", from: "", to: "aurora-iopt1" })).toBe('storage_type "" → aurora-iopt1');
});

test.each([
  ["Sum", "None", undefined, "Count/Second"],
  ["Sum", "Bytes", true, "Bytes/Second"],
  ["Maximum", "Bytes", true, "Bytes in 60 s"],
  ["Maximum", "Bytes/Second", undefined, "Bytes/Second"],
  ["Maximum", "None", undefined, "no unit"],
] as const)("%s of %s (a total of its interval: %s) is in %s", (statistic, awsUnit, perInterval, unit) => {
  expect(unitOf({ awsUnit, cadenceSeconds: 60, ...(perInterval === undefined ? {} : { perInterval }) }, statistic)).toBe(unit);
});

describe("a text that is too long for its line", () => {
  test.each([
    ["what fits is left as it is", "one, two", 8, "one, two"],
    [
      "ends with a clause where most of the line is left",
      "one of three zones is lost: the others carry its load",
      36,
      "one of three zones is lost …",
    ],
    ["ends with a word where the clause is too short", "one: of three zones that there are one is lost", 30, "one: of three zones that …"],
    ["is cut anywhere where there is no other place", "a".repeat(30), 10, `${"a".repeat(9)}…`],
  ])("%s", (_name, text, width, line) => {
    expect(cut(text, width)).toBe(line);
    expect(line.length).toBeLessThanOrEqual(width);
  });

  test("is wrapped between words, and never between a figure and its sign", () => {
    expect(wrapped("with 0.3 % of growth", "", 8)).toEqual(["with", "0.3 % of", "growth"]);
  });
});
