import { objectiveText } from "../../../optimizer/report/format";
import { unitOf } from "../../../optimizer/report/load";

const slo = { objective: "p99", limit: 10, unit: "milliseconds", before: 6.08, after: 6.08 } as const;

test("an objective after a change is a figure only where history can tell", () => {
  expect(objectiveText({ ...slo, grade: "fitted" })).toBe("6.08 → 6.08 milliseconds (limit 10, fitted)");
  expect(objectiveText({ ...slo, grade: "unproven" })).toMatch(/^6\.08 milliseconds now; not known after \(load never rose enough/);
  expect(objectiveText({ ...slo, grade: "seen", after: null })).toBe("not known");
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
