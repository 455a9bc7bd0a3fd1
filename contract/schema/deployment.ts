import { z } from "zod";
import { STACK_NAMES } from "../component";
import { CONTRACT_VERSION, type DeploymentContract } from "../deployment";
import { ENGINES } from "../inventory";
import { component } from "./components";
import { policy } from "./policy";

const snake = z.string().regex(/^[a-z][a-z0-9_]*$/, "snake case, as in Terraform variables");

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

/** Checks a contract that was read from a file. */
export const deploymentContract: z.ZodType<DeploymentContract> = z.strictObject({
  version: z.literal(CONTRACT_VERSION),
  deployment: z.string(),
  stack: z.enum(STACK_NAMES),
  environment: z.string(),
  account: z.string(),
  regions: z.array(z.string()).min(1).readonly(),
  components: z.record(snake, component),
  inventory: z.record(z.string(), z.strictObject({ region: z.string(), resources: z.array(resource).readonly() })),
  policy,
});
