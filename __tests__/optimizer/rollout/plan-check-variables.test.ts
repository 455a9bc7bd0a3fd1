import { checked, problemsOf, TURNED } from "../../support/plan-check/plan-json";

test("other values than the override's, or than the defaults of what is not overridden, are refused", () => {
  expect(problemsOf({ variables: { ...TURNED, web_min_size: 9, cache_shards: 4 } })).toEqual([
    "variable web_min_size is 9 in the plan and 6 by contract and override",
    "variable cache_shards is 4 in the plan and 15 by contract and override",
  ]);
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
