import { Aspects, type TerraformProvider, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Has everything of AWS under a construct made by one provider: in its region, with its credentials. What names a provider itself keeps
 * it, and Terraform's own resources have none.
 */
export function madeBy(scope: IConstruct, provider: TerraformProvider): void {
  Aspects.of(scope).add({
    visit(construct) {
      if (TerraformResource.isTerraformResource(construct) && isOfAws(construct)) construct.provider ??= provider;
    },
  });
}

const isOfAws = ({ terraformGeneratorMetadata }: TerraformResource): boolean => terraformGeneratorMetadata?.providerName === "aws";
