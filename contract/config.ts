import { z } from "zod";
import { regionName, vpcRange } from "./addresses";
import { STACK_NAMES, type StackName } from "./component";

const rate = z.number().positive("a number greater than 0");

/** Points may come two weeks late. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const MOST_REREAD_HOURS = 336;

/** `trimtab.config.json`: accounts, regions, names — everything that differs from one user to the next. */
export const configSchema = z.strictObject({
  /** `./schemas/config.schema.json`, for editors. @default nobody checks while you type */
  $schema: z.string().optional(),
  /** Prefix of globally unique names. */
  organization: z.string().regex(/^[a-z][a-z0-9-]{1,20}$/, "lower case letters, digits and dashes, 2 to 21 long"),
  /** Where the states of all deployments lie; the stack `state` makes it. */
  state: z.strictObject({
    /** Globally unique. */
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "an S3 bucket name"),
    /** Of the DynamoDB table that locks them. */
    lockTable: z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/, "a DynamoDB table name"),
    /** Of bucket and table. */
    region: regionName,
  }),
  /** Where snapshots are kept: a folder, or `s3://bucket/prefix`. @default ".trimtab/snapshots" */
  snapshots: z.string().min(1).optional(),
  /** Version of hashicorp/aws that root stacks pin. */
  providerVersion: z.string().regex(/^\d+\.\d+\.\d+$/, "an exact version such as 5.100.0"),
  /** By name: that of its stack, or one that begins with it and a dash, such as `staging-eu`. */
  deployments: z.record(
    z.string(),
    z.strictObject({
      /** Value of the tag `Environment`; `prod` turns protection on. */
      environment: z.string().regex(/^[a-z][a-z0-9-]*$/, "lower case letters, digits and dashes"),
      /** Account that it stands in; Terraform refuses any other. */
      account: z.string().regex(/^\d{12}$/, "twelve digits"),
      /** The first is the primary. */
      regions: z.array(regionName).min(1),
      /** IPv4 range of the primary region's VPC, 16 to 24 bits. @default "10.0.0.0/16" */
      vpcCidr: vpcRange.optional(),
      /** Value of the tag `Phase`, for costs before and after; a rollout does not change it. @default "baseline" */
      phase: z.string().optional(),
      /** State in a local file instead of S3: for the state stack's own bootstrap and for trying things out. @default "s3" */
      backend: z.enum(["s3", "local"]).optional(),
      /** Refuses to delete databases, tables and buckets. @default true where environment is `prod` */
      protection: z.boolean().optional(),
      /** Choices of its stack that are no sizes; each stack checks its own, see below. @default those of the stack */
      settings: z.record(z.string(), z.unknown()).optional(),
      /** Assumed for reading metrics, tags and streams by who runs in another account. @default the credentials of the environment */
      readRole: z
        .strictObject({
          /** In the deployment's account. */
          arn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, "the ARN of an IAM role"),
          /** What the role's trust policy asks for as `sts:ExternalId`. @default none */
          externalId: z.string().optional(),
        })
        .optional(),
      /** How CloudWatch is read, where the account's quotas or its publishers are not as usual; an option on the command line goes first. */
      cloudWatch: z
        .strictObject({
          /** GetMetricData calls a second, in each region. @default 50 */
          callsPerSecond: rate.optional(),
          /** Points a second of calls that begin more than three hours ago. @default 396000 */
          pointsPerSecond: rate.optional(),
          /** Points a second of calls that begin within the last three hours. @default 180000 */
          recentPointsPerSecond: rate.optional(),
          /** Hours before the end of the snapshot before that are read again, for points that came late. @default 0.5 */
          rereadHours: rate.max(MOST_REREAD_HOURS, `at most ${MOST_REREAD_HOURS}: CloudWatch takes no older points`).optional(),
        })
        .optional(),
    }),
  ),
});

export type TrimtabConfig = z.infer<typeof configSchema>;
export type DeploymentConfig = TrimtabConfig["deployments"][string];

/** The stack of a deployment: its name, or what comes before the first dash (`staging-eu` is of `staging`). */
export function stackOf(deployment: string): StackName | undefined {
  return STACK_NAMES.find((stack) => deployment === stack || deployment.startsWith(`${stack}-`));
}

/** Every path and id that is derived from a deployment's name, in one place. */
export const deploymentPaths = (deployment: string) =>
  ({
    /** Of the TerraformStack, and the argument of every verb. */
    id: deployment,
    stateKey: `${deployment}/terraform.tfstate`,
    /** Key of the published inventory, in the state's bucket. */
    inventory: `${deployment}/inventory.json`,
    contract: `contracts/${deployment}.json`,
    override: `${deployment}.tfvars.json`,
    receipt: `${deployment}.receipt.json`,
    /** Where Terraform runs, under `cdktf.out`. */
    terraform: `stacks/${deployment}`,
    autoTfvars: `stacks/${deployment}/trimtab.auto.tfvars.json`,
    /** What runs make for people and tools. */
    out: `out/${deployment}`,
  }) as const;
