import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { PROVIDER_VERSION } from "./cli";

const providerBlock = z.looseObject({ alias: z.string().optional() });
const stackSchema = z.looseObject({
  provider: z.looseObject({ aws: z.union([providerBlock, z.array(providerBlock)]).optional() }).optional(),
});

export const requiredProviders = { aws: { source: "hashicorp/aws", version: PROVIDER_VERSION } } as const;

const OVERRIDE = "trimtab_test_override.tf.json";
const ADDITION = "trimtab_test.tf.json";

/**
 * Lays `settings` over every AWS provider block of a synthesized stack, by a file beside it that Terraform merges;
 * a stack without a provider block gets one in `region`.
 */
export function overrideProviders(stackDir: string, settings: Readonly<Record<string, unknown>>, region = "us-east-1"): void {
  const stack = stackSchema.parse(JSON.parse(readFileSync(join(stackDir, "cdk.tf.json"), "utf8")));
  const providers = [stack.provider?.aws ?? []].flat();
  const [name, aws] =
    providers.length === 0
      ? [ADDITION, [{ region, ...settings }]]
      : [OVERRIDE, providers.map(({ alias }) => (alias === undefined ? settings : { alias, ...settings }))];
  for (const file of [OVERRIDE, ADDITION].map((each) => join(stackDir, each))) {
    if (existsSync(file)) rmSync(file);
  }
  writeFileSync(join(stackDir, name), JSON.stringify({ terraform: { required_providers: requiredProviders }, provider: { aws } }, null, 2));
}
