import { z } from "zod";
import { ipv4Range } from "../../contract";
import type { Deployment } from "../foundation";
import { regionProblems, regionSettings, type SettingProblem, secondariesOf } from "../parts/regions";
import { certificateArn, elsewhere, readSettings, serviceSettings } from "../parts/settings";
import { stagingContract } from "./tunables";

const COMPONENTS = Object.keys(stagingContract.components);

/** What exists in one region alone. */
const regional = {
  /** Certificate of ACM: ends TLS at the load balancer, on port 443. @default TCP is passed through, on port 80 */
  certificateArn: certificateArn.exactOptional(),
  /** Version of the Lambda Insights extension in the region. @default none: nothing is known of the functions' memory, which is never turned down */
  insightsLayerArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:layer:LambdaInsightsExtension(-Arm64)?:\d+$/, "the ARN of a layer's version")
    .exactOptional(),
};

/** What is left of the database once it is destroyed; all of it can be read as long as the data key can. */
export const LEFT_BEHIND = ["final-snapshot", "automated-backups", "nothing"] as const;

const settingsSchema = z.strictObject({
  ...serviceSettings,
  ...regional,
  ...regionSettings,
  /** What differs in a further region: `{ "eu-west-1": { certificateArn, insightsLayerArn } }`; nothing is taken from the primary. */
  inRegions: z.record(z.string(), z.strictObject(regional)).default({}),
  /** Whether the load balancer is reached from outside of the VPC. */
  internetFacing: z.boolean().default(false),
  /** Who may connect to the load balancer beside the VPC: IPv4 ranges by a name for each, in snake case. */
  clients: z
    .record(z.string().regex(/^(?!vpc$)[a-z][a-z0-9_]*$/, "snake case, and not vpc, which is there already"), ipv4Range)
    .readonly()
    .default({}),
  /** Components that people depend on, in every region: tagged `CriticalPath=true`, which the policy leaves alone. */
  criticalPath: z.array(z.enum(COMPONENTS)).readonly().default([]),
  /** Changes the database by blue/green deployments while it has no read replica. */
  blueGreen: z.boolean().default(false),
  /** What the destroyed database leaves: a snapshot that stays, RDS's own backups until their retention is over, or nothing. @default `"final-snapshot"` with protection, `"automated-backups"` without */
  leftBehind: z.enum(LEFT_BEHIND).exactOptional(),
  /** Which snapshots of the database, taken by hand and named after it, the clean-up removes. */
  snapshots: z
    .strictObject({
      /** Days that each is kept. */
      olderThanDays: z.int().min(1).default(14),
      /** The newest so many stay, however old they are. */
      keep: z.int().min(0).default(3),
    })
    .prefault({}),
  /** How long the bucket keeps what the functions put there. */
  retentionDays: z
    .strictObject({
      /** Days that an order is kept. */
      orders: z.int().min(1).default(30),
      /** Days that a report is kept. */
      reports: z.int().min(1).default(365),
    })
    .prefault({}),
  /** A request that takes longer counts as slow in traces, in milliseconds. */
  slowMilliseconds: z.int().min(1).default(2_000),
});

type Configured = z.infer<typeof settingsSchema>;
/** As they hold in one region. */
export type StagingSettings = Omit<Configured, "inRegions" | "leftBehind"> & {
  readonly leftBehind: (typeof LEFT_BEHIND)[number];
  readonly cidr: string;
};

export type ConfiguredDeployment = Pick<Deployment, "name" | "settings" | "region" | "regions" | "vpcCidr" | "protection">;

/**
 * Settings of a deployment in one of its regions.
 * @throws InputError with every problem of the settings, alone and beside the deployment's regions
 */
export function stagingSettings(deployment: ConfiguredDeployment): StagingSettings {
  const { region, regions, vpcCidr, protection } = deployment;
  const schema = settingsSchema.superRefine((settings, context) => {
    for (const { path, message } of [
      ...regionProblems(deployment, settings),
      ...unknownRegions(deployment, settings),
      ...misplaced(deployment, settings),
    ]) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });
  const { inRegions, leftBehind, ...settings } = readSettings("staging", schema, deployment);
  const { certificateArn: _certificate, insightsLayerArn: _layer, ...everywhere } = settings;
  const secondary = secondariesOf(deployment, settings).find((place) => place.region === region);
  return {
    ...(region === regions[0] ? settings : { ...everywhere, ...inRegions[region] }),
    cidr: secondary?.cidr ?? vpcCidr,
    leftBehind: leftBehind ?? (protection ? "final-snapshot" : "automated-backups"),
  };
}

/** Certificates and layers serve the region alone that they are of. */
function misplaced({ regions }: ConfiguredDeployment, { inRegions, ...settings }: Configured): readonly SettingProblem[] {
  const places = [
    { region: regions[0] ?? "", given: settings, path: [] },
    ...Object.entries(inRegions).map(([region, given]) => ({ region, given, path: ["inRegions", region] })),
  ];
  return places.flatMap(({ region, given, path }) =>
    (["certificateArn", "insightsLayerArn"] as const).flatMap((setting) => {
      const message = elsewhere(setting === "certificateArn" ? "a certificate" : "a layer", given[setting], region);
      return message === undefined ? [] : [{ path: [...path, setting], message }];
    }),
  );
}

function unknownRegions({ regions }: ConfiguredDeployment, { inRegions }: Configured): readonly SettingProblem[] {
  const [, ...further] = regions;
  return Object.keys(inRegions)
    .filter((region) => !further.includes(region))
    .map((region) => ({
      path: ["inRegions", region],
      message: `is none of the further regions, which are ${further.join(", ") || "none"}`,
    }));
}
