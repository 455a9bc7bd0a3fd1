import { TerraformOutput, type TerraformStack } from "cdktf";

/** Declares outputs by name, each with what it is to people. */
export function declareOutputs(
  stack: TerraformStack,
  outputs: Readonly<Record<string, { readonly description: string; readonly value: unknown }>>,
): void {
  for (const [name, output] of Object.entries(outputs)) new TerraformOutput(stack, name, output);
}
