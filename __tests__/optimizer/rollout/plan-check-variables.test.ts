import { variableProblems } from "../../../optimizer/rollout/plan-check/variables";
import { stagingContract } from "../../../stacks/staging/tunables";
import { agreed, checked, planJson, problemsOf, TURNED } from "../../support/plan-check/plan-json";
import { smallContract } from "../../support/small-contract";

test("other values than the override's, or than the defaults of what is not overridden, are refused", () => {
  expect(problemsOf({ variables: { ...TURNED, web_min_size: 9, cache_shards: 4 } })).toEqual([
    "variable web_min_size is 9 in the plan and 6 by contract and override",
    "variable cache_shards is 4 in the plan and 15 by contract and override",
  ]);
});

test("the times of a schedule are the same in whatever order Terraform writes them", () => {
  const contract = { ...smallContract(), components: { service: stagingContract.components.service } };
  const off = { stop: "0 20 * * 1-5", start: "0 6 * * 1-5" };
  const problemsWith = (start: string) =>
    variableProblems(planJson({ variables: { service_off_hours: { start, stop: off.stop } } }), {
      ...agreed,
      contract,
      values: { service_off_hours: off },
    });
  expect(problemsWith(off.start)).toEqual([]);
  expect(problemsWith("0 7 * * 1-5")).toEqual([expect.stringContaining("variable service_off_hours is")]);
});

test("a plan that does not know what the override sets is refused", () => {
  expect(problemsOf({ variables: { web_min_size: 6 } })).toEqual([
    "the plan knows no variable orders_billing_mode, which the override sets",
  ]);
});

describe("a variable outside the contract", () => {
  const declared = (byDefault: object) => ({ root: { variables: { ami_id: byDefault } } });
  test.each<[string, object, unknown, boolean]>([
    ["with another value than its default is noted", { default: "ami-1" }, "ami-2", true],
    ["with another list than its default is noted", { default: ["a"] }, ["b"], true],
    ["with its default is not worth a word", { default: "ami-1" }, "ami-1", false],
    ["with a default that Terraform turns into a number is not worth a word", { default: "20" }, 20, false],
    ["without a default has to be set, and is not worth a word", {}, "ami-2", false],
  ])("%s", (_name, byDefault, value, isNoted) => {
    const { problems, notes } = checked({ variables: { ...TURNED, ami_id: value }, ...declared(byDefault) });
    expect({ problems, notes }).toEqual({
      problems: [],
      notes: isNoted ? [expect.stringContaining("variable ami_id is set outside the override")] : [],
    });
  });

  test("is named without its value, which may be a secret", () => {
    const { notes } = checked({ variables: { ...TURNED, ami_id: "hunter2" }, ...declared({ default: "" }) });
    expect(notes.join()).not.toContain("hunter2");
  });
});
