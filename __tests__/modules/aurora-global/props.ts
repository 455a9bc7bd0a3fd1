import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { AuroraGlobalProps, SecondaryPlace } from "../../../modules/aurora-global";
import { clusterProps } from "../aurora-cluster/props";

export const SECONDARIES = ["us-west-2", "eu-west-1"] as const;

const keyIn = (region: string, number: string) => `arn:aws:kms:${region}:123456789012:key/${number}`;

const placeIn = (stack: TerraformStack, region: string): SecondaryPlace => ({
  provider: new AwsProvider(stack, region, { alias: region, region }),
  vpcId: `vpc-${region}`,
  subnetIds: [`subnet-${region}-a`, `subnet-${region}-b`],
  availabilityZones: [`${region}a`, `${region}b`],
  clients: { app_service: "sg-0123456789abcdef1" },
  dataKeyArn: keyIn(region, "33333333-3333-3333-3333-333333333333"),
  logKeyArn: keyIn(region, "44444444-4444-4444-4444-444444444444"),
});

/** Properties that are all fine. */
export function globalProps(stack: TerraformStack): AuroraGlobalProps {
  const { storageType, ...primary } = clusterProps;
  return {
    ...primary,
    name: "tenants",
    engine: "mysql",
    readers: 2,
    region: "us-east-1",
    secondaryClass: "db.r6g.4xlarge",
    secondaryRegions: SECONDARIES,
    secondaries: Object.fromEntries(SECONDARIES.map((region) => [region, placeIn(stack, region)])),
  };
}
