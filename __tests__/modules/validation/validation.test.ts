import { App, TerraformStack, TerraformVariable } from "cdktf";
import { InputError } from "../../../contract";
import { between, matches, oneOf, prop, validateAllProps } from "../../../modules/validation";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const scope = () => new TerraformStack(new App({ outdir: directory() }), "trading");

describe("a construct's properties", () => {
  const cases: readonly [string, string | undefined, boolean][] = [
    ["a count in range", prop("days", 7, between(1, 35), "1 to 35"), true],
    ["the least", prop("days", 1, between(1, 35), "1 to 35"), true],
    ["the greatest", prop("days", 35, between(1, 35), "1 to 35"), true],
    ["above the greatest", prop("days", 36, between(1, 35), "1 to 35"), false],
    ["an absent one", prop<number>("days", undefined, between(1, 35), "1 to 35"), true],
    ["one of the allowed", prop("mode", "a", oneOf("a", "b"), "a or b"), true],
    ["none of the allowed", prop("mode", "c", oneOf("a", "b"), "a or b"), false],
    ["a matching text", prop("name", "abc", matches(/^[a-z]+$/), "letters"), true],
    ["a text that does not match", prop("name", "a1", matches(/^[a-z]+$/), "letters"), false],
  ];
  test.each(cases)("%s", (_name, problem, accepted) => {
    expect(problem === undefined).toBe(accepted);
  });

  test("tokens pass: only Terraform knows their values", () => {
    const variable = new TerraformVariable(scope(), "days", { type: "number" });
    expect(prop("days", variable.numberValue, between(1, 35), "1 to 35")).toBeUndefined();
    expect(prop("name", variable.stringValue, matches(/^[a-z]+$/), "letters")).toBeUndefined();
  });

  test("all problems come in one error that names the construct", () => {
    const validate = () => validateAllProps(scope(), "network", ["days: 0 is not allowed", undefined, "name: 1 is not allowed"]);
    expect(validate).toThrow(InputError);
    expect(validate).toThrow(/^trading\/network cannot be built: 2/);
  });
});
