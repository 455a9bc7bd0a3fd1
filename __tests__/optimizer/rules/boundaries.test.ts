import { RULES } from "../../../optimizer/rules";
import { mlPolicy } from "../../../stacks/ml/policy";
import { saasPolicy } from "../../../stacks/saas/policy";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { numbersIn } from "../../support/boundaries";
import { RULE_BOUNDARIES } from "./boundaries";

const KNOWN = new Set(RULES.map(({ name }) => name));

/** `rules.group-size.cpuP95Below = 0.4`, once for all stacks that agree. */
const told = (path: string, value: number): string => `${path} = ${value}`;
const inPolicies = [tradingPolicy, saasPolicy, stagingPolicy, mlPolicy].flatMap(({ rules }) =>
  Object.entries(rules)
    .filter(([name]) => KNOWN.has(name))
    .flatMap(([name, parameters]) => numbersIn(parameters, ["rules", name])),
);

test("every number of a stack's rules has a case at its boundary, and no other has", () => {
  const wanted = [...new Set(inPolicies.map(([path, value]) => told(path, value)))].sort();
  expect(RULE_BOUNDARIES.map(({ path, at }) => told(path, at)).sort()).toEqual(wanted);
});

test.each(RULE_BOUNDARIES)("$path accepts at $at and rejects a hair beside", ({ accepts, rejects }) => {
  expect([accepts(), rejects()]).toEqual([true, false]);
});
