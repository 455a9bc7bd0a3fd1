import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AuroraClusterProps, AuroraFrameProps } from "../aurora-cluster";

/** Where a region's secondary cluster stands, and what is the region's own. */
export interface SecondaryPlace extends Pick<AuroraFrameProps, "vpcId" | "subnetIds" | "availabilityZones" | "clients"> {
  /** An aliased provider of the region. It stays configured while the region is switched off. */
  readonly provider: AwsProvider;
  /** A key of that region: keys do not travel. Encrypts storage and Performance Insights. */
  readonly dataKeyArn: string;
  /** A key of that region; encrypts the exported logs. */
  readonly logKeyArn: string;
}

export interface AuroraGlobalProps extends Omit<AuroraClusterProps, "storageType" | "globalDatabase"> {
  /** Region of the primary cluster. Read at synth: no Terraform expression. */
  readonly region: string;
  /** Class of the instance in each secondary region. */
  readonly secondaryClass: string;
  /** Regions that hold a copy now; each is a key of `secondaries`. */
  readonly secondaryRegions: readonly string[];
  /** Regions that may hold a copy, by name. Read at synth. */
  readonly secondaries: Readonly<Record<string, SecondaryPlace>>;
  /** Raise it to change the master user's password. @default 1 */
  readonly masterPasswordVersion?: number;
}
