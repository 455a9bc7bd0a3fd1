import { Aspects, type TerraformProvider, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** Has everything under a construct made by one provider: in its region, with its credentials. What names a provider itself keeps it. */
export function madeBy(scope: IConstruct, provider: TerraformProvider): void {
  Aspects.of(scope).add({
    visit(construct) {
      if (TerraformResource.isTerraformResource(construct)) construct.provider ??= provider;
    },
  });
}
