import { z } from "zod";
import { InputError } from "../../contract";
import { type Deployment, furtherRegions } from "../foundation";
import { readSettings, serviceSettings } from "../parts";
import { stagingContract } from "./tunables";

const COMPONENTS = Object.keys(stagingContract.components);
const cidr = z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, "an IPv4 range such as 10.0.0.0/8");

/** What exists in one region alone. */
const regional = {
  /** Ends TLS at the load balancer; it passes TCP through where this is left out. */
  certificateArn: z.string().exactOptional(),
  /** Version of the Lambda Insights extension: without it nothing is known of the functions' memory, and it is never turned down. */
  insightsLayerArn: z.string().exactOptional(),
};

/** What is left of the database once it is destroyed; all of it can be read as long as the data key can. */
export const LEFT_BEHIND = ["final-snapshot", "automated-backups", "nothing"] as const;

const settingsSchema = z.strictObject({
  ...serviceSettings,
  ...regional,
  /** Further regions of the deployment, by name. */
  regions: z.record(z.string(), z.strictObject({ ...regional, vpcCidr: cidr.exactOptional() })).default({}),
  /** Whether the load balancer is reached from outside of the VPC. */
  internetFacing: z.boolean().default(false),
  /** Who may connect to the load balancer beside the VPC: IPv4 ranges by a name for each, in snake case. */
  clients: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, "snake case"), cidr).default({}),
  /** Components that people depend on, in every region: tagged `CriticalPath=true`, which the policy leaves alone. */
  criticalPath: z.array(z.enum(COMPONENTS)).readonly().default([]),
  /** Changes the database by blue/green deployments while it has no read replica. */
  blueGreen: z.boolean().default(false),
  /** @default "final-snapshot" with protection, "automated-backups" without, which end by themselves */
  leftBehind: z.enum(LEFT_BEHIND).exactOptional(),
  /** Snapshots by hand, of the database: removed when they are older, but for the newest. */
  snapshots: z.strictObject({ olderThanDays: z.int().min(1).default(14), keep: z.int().min(0).default(3) }).prefault({}),
  /** Days that orders and reports are kept. */
  retentionDays: z.strictObject({ orders: z.int().min(1).default(30), reports: z.int().min(1).default(365) }).prefault({}),
  /** A request that takes longer counts as slow in traces, in milliseconds. */
  slowMilliseconds: z.int().min(1).default(2_000),
});

type Configured = z.infer<typeof settingsSchema>;
/** As they hold in one region. */
export type StagingSettings = Omit<Configured, "regions" | "leftBehind"> & {
  readonly leftBehind: (typeof LEFT_BEHIND)[number];
  readonly vpcCidr: string;
};

export type ConfiguredDeployment = Pick<Deployment, "name" | "settings" | "region" | "regions" | "vpcCidr" | "protection">;

/**
 * Settings of a deployment in one of its regions; what exists in one region alone is not taken from the primary.
 * @throws InputError with every problem of the settings
 */
export function stagingSettings(deployment: ConfiguredDeployment): StagingSettings {
  const { regions, certificateArn, insightsLayerArn, leftBehind, ...everywhere } = readSettings("staging", settingsSchema, deployment);
  refuseUnknown(deployment, Object.keys(regions));
  const isPrimary = deployment.region === deployment.regions[0];
  const primary = {
    ...(certificateArn === undefined ? {} : { certificateArn }),
    ...(insightsLayerArn === undefined ? {} : { insightsLayerArn }),
  };
  return {
    ...everywhere,
    vpcCidr: deployment.vpcCidr,
    ...(isPrimary ? primary : regions[deployment.region]),
    leftBehind: leftBehind ?? (deployment.protection ? "final-snapshot" : "automated-backups"),
  };
}

function refuseUnknown(deployment: ConfiguredDeployment, named: readonly string[]): void {
  const known = furtherRegions(deployment);
  const problems = named
    .filter((region) => !known.includes(region))
    .map((region) => `settings.regions.${region}: no further region of the deployment; there are ${known.join(", ") || "none"}`);
  if (problems.length > 0) {
    throw new InputError(`deployments.${deployment.name}.settings has ${problems.length} problem(s)`, {
      problems,
      hint: "deployments.<name>.regions lists the regions, the primary first, whose settings stand outside of `regions`",
    });
  }
}
