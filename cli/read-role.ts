import { z } from "zod";
import { type DeploymentContract, InputError } from "../contract";
import { assumedRole, type Credentials, DEFAULT_PATIENCE, type ReadRole } from "../optimizer/telemetry";
import { option, text } from "./options";
import type { Project } from "./project";

/** Whose account is read and how much of it; a role that is given goes before the `readRole` of trimtab.config.json. */
export const accountOptions = {
  "assume-role": option("string", "Read the account with this role's credentials", text("takes the ARN of an IAM role").optional()),
  "external-id": option("string", "What the role's trust policy asks for as sts:ExternalId", text("takes a text").optional()),
  detail: option("boolean", "Read also the metrics that are for people and for no decision", z.boolean().default(false)),
} as const;

export interface RoleInput {
  readonly "assume-role"?: string | undefined;
  readonly "external-id"?: string | undefined;
}

/**
 * @returns nothing where no role is named: then the credentials of the environment are used
 * @throws InputError for what is no role, a role of another account, or an external id without a role
 */
export function credentialsOf(
  { config }: Pick<Project, "config">,
  contract: DeploymentContract,
  input: RoleInput,
): { readonly credentials?: Credentials } {
  const { deployment, account, regions } = contract;
  const configured = config.deployments[deployment]?.readRole;
  const arn = input["assume-role"] ?? configured?.arn;
  const externalId = input["external-id"] ?? (input["assume-role"] === undefined ? configured?.externalId : undefined);
  if (arn === undefined) {
    if (externalId === undefined) return {};
    throw new InputError("--external-id needs a role that it is for", { hint: "Name the role with --assume-role." });
  }
  const role: ReadRole = { arn, ...(externalId === undefined ? {} : { externalId }) };
  const [region = ""] = regions;
  return { credentials: assumedRole({ role, account, deployment, region, patience: DEFAULT_PATIENCE }) };
}
