import { type TerraformStack, TerraformVariable } from "cdktf";

/** Images are withdrawn and differ by region: each account pins its own, never a look-up of the newest. */
export function amiVariable(
  stack: TerraformStack,
  name: string,
  image: { readonly of: string; readonly default: string },
): TerraformVariable {
  return new TerraformVariable(stack, name, {
    type: "string",
    description: `AMI of ${image.of}, pinned, so that a new image comes by a reviewed change`,
    default: image.default,
    nullable: false,
    validation: [
      {
        condition: `\${can(regex("^ami-([0-9a-f]{8}|[0-9a-f]{17})$", var.${name}))}`,
        errorMessage: `${name} takes an AMI id such as ami-0123456789abcdef0.`,
      },
    ],
  });
}

/** The size that groups are made with; no tunable, as scaling owns the number afterwards. */
export function desiredCapacityVariable(stack: TerraformStack, name: string, instances: number): TerraformVariable {
  return new TerraformVariable(stack, name, {
    type: "number",
    description: "Instances over all zones when the groups are made; afterwards scaling owns the number and this one is ignored",
    default: instances,
    nullable: false,
    validation: [
      {
        condition: `\${var.${name} >= 0 && floor(var.${name}) == var.${name}}`,
        errorMessage: `${name} takes a whole number, 0 or more.`,
      },
    ],
  });
}
