import { App, TerraformStack } from "cdktf";
import { InputError } from "../../contract";

/** The problems that building a construct finds; none where it can be built. */
export function problemsOf(build: (stack: TerraformStack) => void): readonly string[] {
  try {
    build(new TerraformStack(new App({ skipValidation: true }), "stack"));
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}
