import { InputError } from "../../../contract";
import { type Agreed, parsePlan } from "../../../optimizer/rollout";
import { type ChangeJson, checked, problemsOf, receipt, refs, TURNED } from "../../support/plan-check/plan-json";

const group = {
  address: "aws_autoscaling_group.web",
  expressions: { min_size: refs("var.web_min_size"), max_size: refs("var.web_max_size") },
};
const turned: ChangeJson = { address: group.address, before: { min_size: 15 }, after: { min_size: 6 } };
const foreign: ChangeJson = { address: group.address, before: { max_size: 15 }, after: { max_size: 6 } };

test.each<[string, readonly ChangeJson[]]>([
  ["nothing", []],
  ["a change that a turned variable makes", [turned]],
  [
    "reads and untouched resources",
    [
      { address: "data.aws_ami.x", actions: ["read"] },
      { ...foreign, actions: ["no-op"] },
    ],
  ],
])("a plan may hold %s", (_name, changes) => {
  expect(problemsOf({ changes, resources: [group] })).toEqual([]);
});

test("every resource that a plan touches is listed", () => {
  const changes = [turned, { address: "aws_vpc.gone", actions: ["delete"] }];
  expect(checked({ changes, resources: [group] }).changes).toEqual(["update aws_autoscaling_group.web", "destroy aws_vpc.gone"]);
});

test("everything wrong is named at once", () => {
  const plan = { changes: [foreign, { address: "aws_vpc.gone", actions: ["delete"] }], resources: [group] };
  const problems = problemsOf({ ...plan, variables: { ...TURNED, web_min_size: 9 } }, { receipt: { ...receipt, deployment: "ml" } });
  expect(problems).toHaveLength(4);
});

describe("a plan is refused that holds", () => {
  test("less than everything", () => {
    expect(problemsOf({ more: { complete: false } })).toEqual([expect.stringContaining("-target")]);
    expect(problemsOf({ more: { complete: true } })).toEqual([]);
  });

  test("half of it", () => {
    expect(problemsOf({ more: { errored: true, complete: false } })).toEqual(["the plan ended with errors and is incomplete"]);
  });
});

describe("a receipt", () => {
  const simulated = { receipt: { ...receipt, source: "simulator" } } as const;
  test.each<[string, Partial<Agreed>, boolean]>([
    ["from measurements in AWS", {}, true],
    ["from the simulator, towards AWS", simulated, false],
    ["from the simulator, towards loopback", { ...simulated, loopback: true }, true],
    ["of another deployment", { receipt: { ...receipt, deployment: "ml" } }, false],
    ["from the simulator, of an override that was edited since", { receipt: { ...simulated.receipt, overrideSha256: "other" } }, false],
  ])("%s", (_name, more, fits) => {
    expect(problemsOf({}, more)).toHaveLength(fits ? 0 : 1);
  });
});

test.each<[string, Partial<Agreed>, string]>([
  ["edited after its receipt was written", { receipt: { ...receipt, overrideSha256: "other" } }, "edited by hand"],
  ["without a receipt", { receipt: null }, "no receipt"],
  [
    "that was proposed as a what-if",
    { receipt: { ...receipt, whatIf: { minConfidence: { policy: 0.5, run: 0.7 } } } },
    `phase ${receipt.phase} of the override was proposed as a what-if: confidence 0.7 in place of the policy's 0.5`,
  ],
  [
    "of which an earlier phase was a what-if",
    { receipt: { ...receipt, earlierWhatIfs: [{ phase: 3, whatIf: { minConfidence: { policy: 0.5, run: 0.7 } } }] } },
    "phase 3 of the override was proposed as a what-if: confidence 0.7",
  ],
])("an override %s is a person's right, and is noted", (_name, more, note) => {
  expect(checked({}, more)).toMatchObject({ problems: [], notes: [expect.stringContaining(note)] });
});

test.each([["text"], ["{}"], ['{"format_version":"0.2","configuration":{"root_module":{}}}']])("%s is no plan", (text) => {
  expect(() => parsePlan(text, "plan.json")).toThrow(InputError);
});
