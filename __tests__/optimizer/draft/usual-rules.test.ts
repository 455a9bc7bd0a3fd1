import { KINDS } from "../../../contract";
import { usualRules } from "../../../optimizer/draft/usual-rules";
import { ruleProblems } from "../../../optimizer/rules";

test("every rule takes the parameters that a draft begins with", () => {
  const usual = usualRules(new Set(KINDS));
  expect(Object.keys(usual)).toEqual(expect.arrayContaining(["group-size", "lambda-size"]));
  expect(ruleProblems(usual)).toEqual([]);
});
