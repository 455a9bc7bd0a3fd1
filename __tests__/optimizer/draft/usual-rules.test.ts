import { KINDS } from "../../../contract";
import { usualOptIns, usualRules } from "../../../optimizer/draft/usual-rules";
import { ruleProblems } from "../../../optimizer/rules";

test("every rule takes the parameters that a draft begins with", () => {
  const usual = usualRules(new Set(KINDS));
  expect(Object.keys(usual)).toEqual(expect.arrayContaining(["group-size", "lambda-size"]));
  expect(ruleProblems(usual)).toEqual([]);
});

test.each([
  ["a database's volume", "storage_type", ["gp3-volumes"]],
  ["a group's volumes", "volume_type", ["gp3-volumes"]],
  ["no volume", "instance_type", []],
])("gp3 is offered, and not taken, where the type of %s is turned", (_of, tunable, named) => {
  const optIns = usualOptIns(new Set([tunable]));
  expect(Object.keys(optIns)).toEqual(named);
  expect(ruleProblems(optIns)).toEqual([]);
  expect(Object.values(optIns).every(({ optedIn }) => optedIn === false)).toBe(true);
});
