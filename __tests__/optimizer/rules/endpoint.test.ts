import { analyze } from "../../../optimizer/analyze";
import { validationOf } from "../../../optimizer/kinds/endpoint-validation";
import { endpointSize } from "../../../optimizer/rules/endpoint-size";
import { endpointValidation } from "../../../optimizer/rules/endpoint-validation";
import { mlPolicy } from "../../../stacks/ml/policy";
import { endpointEvidence, endpointSnapshot } from "../../support/endpoint-load";

const SHORT = { days: 1, minuteDays: 1 } as const;
const asked = mlPolicy.rules["endpoint-size"];

describe("endpoint-size", () => {
  test.each([
    ["accepts a p95 GPU of just under 40 %", 0.399, true],
    ["rejects a p95 GPU of 40 %", 0.4, false],
  ])("%s", (_name, gpu, proposes) => {
    expect(endpointSize.declines(endpointEvidence({ gpu }, {}, SHORT), asked) === undefined).toBe(proposes);
  });

  test("proposes every smaller minimum of two and more, and never another type", () => {
    const to = endpointSize.propose(endpointEvidence({}, {}, SHORT), asked).map((proposed) => proposed.to);
    expect([...new Set(to.map(({ min_instances }) => min_instances))]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(to.map(({ instance_type }) => instance_type))).toEqual(new Set(["ml.g5.2xlarge"]));
  });

  test("says how many GPU-hours a month it saves", () => {
    const [proposal] = endpointSize.propose(endpointEvidence({}, {}, SHORT), asked);
    expect(proposal?.reason).toMatch(/GPU-hours a month go from 7300 to \d+$/);
    const found = new Map(proposal?.findings.map(({ metric, value }) => [metric, value]));
    expect(found.get("invocations that an instance can take")).toBeCloseTo(800, 6);
    expect(found.get("GPU-hours a month, now")).toBe(7300);
    expect(found.get("GPU-hours a month, after")).toBeLessThan(7300);
  });
});

const validated = {
  ...mlPolicy.rules["endpoint-validation"],
  validatedFrom: "ml.g5.2xlarge",
  validatedType: "ml.g5.xlarge",
  accuracyLossUpperBound: 0.005,
  hoursHeld: "24,24,24,24",
  throughputRatio: 0.98,
  evidence: "shadow test of 2026-11-02, report 17",
};
const judged = (change: Readonly<Record<string, unknown>>, from = "ml.g5.2xlarge", to = "ml.g5.xlarge") => {
  const rules = Object.fromEntries(
    Object.entries({ ...validated, ...change }).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number",
    ),
  );
  return validationOf({ rules: { "endpoint-validation": rules } }, from, to);
};

describe("a change of type", () => {
  test.each([
    ["accepts an accuracy loss of at most 0.5 %", { accuracyLossUpperBound: 0.005 }, true],
    ["rejects a hair more than 0.5 %", { accuracyLossUpperBound: 0.0050001 }, false],
    ["rejects where no loss was measured", { accuracyLossUpperBound: undefined }, false],
    ["accepts 24 hours of each traffic step", { hoursHeld: "24,24,24,24" }, true],
    ["rejects 23.9 hours of one", { hoursHeld: "24,23.9,24,24" }, false],
    ["rejects where all of the traffic was not tried", { hoursHeld: "24,24,24" }, false],
    ["rejects a ratio without its source", { evidence: undefined }, false],
    ["rejects where no throughput was measured", { throughputRatio: undefined }, false],
    ["rejects a validation of another type", { validatedType: "ml.g6.xlarge" }, false],
    ["rejects a validation that began at another type", { validatedFrom: "ml.g4dn.xlarge" }, false],
  ])("%s", (_name, change, passes) => {
    expect(judged(change).pass).toBe(passes);
  });

  test("is none where the type stays", () => {
    expect(judged({ validatedType: undefined }, "ml.g6.xlarge", "ml.g6.xlarge")).toMatchObject({ pass: true, throughputRatio: 1 });
  });

  test("is declined without evidence, with what the evidence has to be", () => {
    const declined = endpointValidation.declines(endpointEvidence({}, {}, SHORT), mlPolicy.rules["endpoint-validation"]);
    expect(declined).toContain("validation comes first");
    expect(declined).toContain("at most 0.5 % on replayed traffic, then 5, 25, 50, 100 % of the traffic for 24 hours each");
  });

  test("is proposed with evidence, and the new type is sized by the throughput that was measured", () => {
    const policy = { ...mlPolicy, rules: { ...mlPolicy.rules, "endpoint-validation": { ...validated, throughputRatio: 0.5 } } };
    const e = endpointEvidence({}, {}, { ...SHORT, policy });
    const [proposal] = endpointValidation.propose(e, policy.rules["endpoint-validation"]);
    expect(proposal).toMatchObject({ to: { instance_type: "ml.g5.xlarge", min_instances: 10 } });
    expect(proposal?.reason).toContain("report 17");
    const gpu = e.study.need({ ...e.current, instance_type: "ml.g5.xlarge" }).find(({ name }) => name === "GPU");
    expect(gpu?.need.at(-1)?.values.at(-1)).toBeCloseTo(0.3, 9);
  });
});

test("an endpoint at a seventh of its GPUs gives up as many instances as one step allows, priced, in one step", () => {
  const { recommendations, phases } = analyze(endpointSnapshot());
  expect(recommendations[0]).toMatchObject({ rule: "endpoint-size", after: { priced: true } });
  const [change] = recommendations[0]?.changes ?? [];
  expect(change).toMatchObject({ variable: "predictions_min_instances", from: 10, to: 6 });
  expect(phases.flatMap(({ steps }) => steps)).toHaveLength(1);
});
