import { z } from "zod";
import { regionName } from "../addresses";
import { CONTRACT_VERSION, type DeploymentContract } from "../deployment";
import { ENGINES } from "../inventory";
import { whatIfSchema } from "../what-if";
import { component, componentInFile } from "./components";
import { policy, policyInFile } from "./policy";

const snake = z.string().regex(/^[a-z][a-z0-9_]*$/, "lower case letters, digits and underscores, as in Terraform's variables");

const resource = z.strictObject({
  scope: z.string(),
  name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  arn: z.string().exactOptional(),
  role: z.string().exactOptional(),
  engine: z.enum(ENGINES).exactOptional(),
  region: z.string().exactOptional(),
  group: z.string().exactOptional(),
});

const facts = {
  environment: z.string(),
  account: z.string(),
  regions: z.array(z.string()).min(1).readonly(),
  inventory: z.record(z.string(), z.strictObject({ region: z.string(), resources: z.array(resource).readonly() })),
};

/** Checks a contract that synth wrote. */
export const deploymentContract: z.ZodType<DeploymentContract> = z.strictObject({
  ...facts,
  version: z.literal(CONTRACT_VERSION),
  deployment: z.string(),
  stack: z.string(),
  components: z.record(snake, component),
  policy,
  whatIf: whatIfSchema.exactOptional(),
});

const deploymentName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .describe("a name of lower case letters, digits and dashes, such as shop-eu");

const accountId = z
  .string()
  .regex(/^\d{12}$/)
  .describe("an account's twelve digits, in quotes: YAML takes a leading zero away");

/**
 * A contract that people write for a root module of their own. What is left out is as in every stack of ours; a tunable that is not turned
 * may be written as its bare value.
 */
export const contractFile = z
  .strictObject({
    ...facts,
    /** Of this schema, for editors. */
    $schema: z.string().optional(),
    version: z.literal(CONTRACT_VERSION).default(CONTRACT_VERSION),
    /** Names everything that Trimtab makes for it. */
    deployment: deploymentName,
    /** Value of the cost allocation tag `Stack`. @default the deployment's name */
    stack: z.string().min(1).optional(),
    environment: z.string().default("prod"),
    account: accountId,
    regions: z.array(regionName).min(1).readonly(),
    components: z.record(snake, componentInFile).refine((all) => Object.keys(all).length > 0, "names no component; it takes at least one"),
    policy: policyInFile,
  })
  .transform(({ $schema: _editors, stack, ...rest }): DeploymentContract => ({ ...rest, stack: stack ?? rest.deployment }));
