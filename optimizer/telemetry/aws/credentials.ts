import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { AwsError, InputError } from "../../../contract";
import { type Credentials, clientOptions, type Patience } from "./client";
import { awsFailure, isAccessDenied } from "./failures";

/** A role of the account that is read, for who runs elsewhere. */
export interface ReadRole {
  readonly arn: string;
  /** What the role's trust policy asks for as `sts:ExternalId`, where it does. */
  readonly externalId?: string;
}

const ROLE_ARN = /^arn:(?:aws|aws-cn|aws-us-gov):iam::(\d{12}):role\/[\w+=,.@/-]+$/;
/** STS allows a role's session name 64 of these. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const NOT_IN_SESSION_NAMES = /[^\w+=,.@-]/g;
const LONGEST_SESSION_NAME = 64;
/** A role that is assumed by a role gets no more. */
const SESSION_SECONDS = 3600;

export interface AssumeOptions {
  readonly role: ReadRole;
  /** Account that the role has to be of: twelve digits. */
  readonly account: string;
  readonly deployment: string;
  /** Whose STS is asked: the deployment's primary region. Tokens of a regional endpoint are valid in all. */
  readonly region: string;
  readonly patience: Patience;
}

/**
 * Credentials of the role, from those of the environment. Nothing is asked before the first call that is signed with them.
 * @throws InputError for what is no role's ARN, or one of another account; AwsError (when used) where STS refuses
 */
export function assumedRole({ role, account, deployment, region, patience }: AssumeOptions): Credentials {
  const [, ofAccount] = ROLE_ARN.exec(role.arn) ?? [];
  if (ofAccount === undefined) {
    throw new InputError(`${JSON.stringify(role.arn)} is no ARN of an IAM role`, {
      hint: `It looks like arn:aws:iam::${account}:role/trimtab-read`,
    });
  }
  if (ofAccount !== account) {
    throw new InputError(`the role ${role.arn} is of account ${ofAccount}, but ${deployment} is in account ${account}`, {
      hint: "Name a role of the deployment's own account, or correct the account in trimtab.config.json.",
    });
  }
  const provider = fromTemporaryCredentials({
    params: {
      RoleArn: role.arn,
      RoleSessionName: `trimtab-${deployment}`.replace(NOT_IN_SESSION_NAMES, "-").slice(0, LONGEST_SESSION_NAME),
      DurationSeconds: SESSION_SECONDS,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    },
    clientConfig: clientOptions(region, patience),
  });
  return async (properties) => {
    try {
      return await provider(properties);
    } catch (error) {
      throw notAssumed(role, error);
    }
  };
}

function notAssumed({ arn, externalId }: ReadRole, error: unknown): Error {
  if (!isAccessDenied(error)) return awsFailure(`assuming the role ${arn}`, error);
  const given =
    externalId === undefined ? "no external id was given" : "an external id was given: it has to be the one that the policy asks for";
  return new AwsError(`the role ${arn} may not be assumed`, {
    problems: [error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error), given],
    hint: "The role's trust policy has to name who you are (aws sts get-caller-identity) and, where it asks for sts:ExternalId, --external-id has to be that; your own policy has to allow sts:AssumeRole on it.",
    cause: error,
  });
}
