import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { madeBy } from "../../modules/made-by";
import { regionalProvider } from "../foundation";
import { buildPlace, type Place } from "../parts";
import { secondariesOf } from "../parts/regions";
import type { SaasContext, SaasStack } from "./context";
import { saasNames } from "./names";
import { saasSettings } from "./settings";

/** The keys and the network that all other parts of the primary region stand on. */
export function buildContext(stack: SaasStack): SaasContext {
  const { deployment, sizes } = stack;
  const { name, region, vpcCidr, protection } = deployment;
  const settings = saasSettings(deployment);
  const zones = settings.zones[region];
  const place = buildPlace(stack, {
    ...deployment,
    cidr: vpcCidr,
    ...(zones === undefined ? {} : { zones }),
    dataAtRest: `Tenants' data at rest in ${name}: database, tables, cache, volumes, topics`,
  });
  return { ...place, stack, deployment, sizes, names: saasNames(name), settings, protection };
}

/** Network and keys of a region that holds a copy of the database or may hold one again, and who makes things there. */
export interface SecondaryPlace extends Place {
  readonly provider: AwsProvider;
}

/**
 * Presence in the secondary regions. Nothing runs there but the database, so that their networks have no way out and cost nothing by the hour.
 * They stay when a size takes the copy away; regions that leave keep their provider, with which Terraform destroys what they had.
 */
export function buildSecondaries({ stack, deployment, settings, names }: SaasContext): readonly SecondaryPlace[] {
  for (const region of settings.leavingRegions) regionalProvider(stack, deployment, region);
  return secondariesOf(deployment, settings).map((secondary) => {
    const provider = regionalProvider(stack, deployment, secondary.region);
    const scope = new Construct(stack, secondary.region);
    const place = buildPlace(scope, {
      ...deployment,
      ...secondary,
      name: names.place(secondary.region),
      internet: false,
      dataAtRest: `Copy of the database of ${deployment.name} in ${secondary.region}`,
    });
    madeBy(scope, provider);
    return { ...place, provider };
  });
}
