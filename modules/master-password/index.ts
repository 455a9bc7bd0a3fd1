import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn, Lazy, propertyAccess, ref, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { between, matches, prop, validateAllProps } from "../validation";

export interface MasterPasswordProps {
  /** Of the database; the secret is `<name>-master`. */
  readonly name: string;
  /** Of the master user: 1 to 16 lower case letters, digits and underscores, a letter first. */
  readonly username: string;
  /** Encrypts the secret. */
  readonly dataKeyArn: string;
  /** Raise it to change the password, in secret and database, in one apply. @default 1 */
  readonly version?: number;
  /** Keeps a deleted secret for 30 days; without it, it is gone at once. Read at synth: no Terraform expression. */
  readonly protection: boolean;
}

/** Fits every engine's limit: Aurora MySQL takes 41 characters. */
const PASSWORD_CHARACTERS = 40;
const RECOVERY_DAYS = 30;

const RANDOM = "aws_secretsmanager_random_password";
const STORED = "aws_secretsmanager_secret_version";

/**
 * A master user's password that neither plan nor state holds: made by Secrets Manager, kept in a secret, handed on as an ephemeral value.
 * @throws InputError with every problem of its props
 */
export class MasterPassword extends Construct {
  /** Ephemeral: for write-only arguments alone. */
  readonly value: string;
  /** For the version beside the write-only argument. */
  readonly version: number;
  /** Of the secret, which holds `username` and `password` in JSON. */
  readonly secretArn: string;

  constructor(scope: Construct, id: string, { name, username, dataKeyArn, version = 1, protection }: MasterPasswordProps) {
    super(scope, id);
    validateAllProps(scope, id, [
      prop("username", username, matches(/^[a-z][a-z0-9_]{0,15}$/), "1 to 16 lower case letters, digits and underscores, a letter first"),
      prop("version", version, between(1, 2 ** 31 - 1), "1 or more"),
    ]);
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: `${name}-master`,
      description: `Master user of ${name}`,
      kmsKeyId: dataKeyArn,
      recoveryWindowInDays: protection ? RECOVERY_DAYS : 0,
    });
    // Known when the app is synthesized, as a stack may give its resources their provider late.
    const provider = Lazy.anyValue({ produce: () => secret.provider?.fqn });
    const password = this.ephemeral(RANDOM, {
      provider,
      password_length: PASSWORD_CHARACTERS,
      exclude_punctuation: true,
      // Always empty. A value that is not known before the secret is, so that no password is made up before there is a place for it.
      exclude_characters: Fn.substr(secret.arn, 0, 0),
    });
    const stored = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretStringWo: Fn.jsonencode({ username, password: ref(`${password}.random_password`) }),
      secretStringWoVersion: version,
    });
    // Read back, so that a run that ends between secret and database leaves no database with another password than the secret's.
    const held = this.ephemeral(STORED, { provider, secret_id: stored.secretId });
    this.value = Token.asString(propertyAccess(Fn.jsondecode(Token.asString(ref(`${held}.secret_string`))), ["password"]));
    this.version = version;
    this.secretArn = secret.arn;
  }

  /** CDKTF has no constructs for ephemeral resources. @returns the resource's address */
  private ephemeral(type: string, config: Readonly<Record<string, unknown>>): string {
    const stack = TerraformStack.of(this);
    const name = stack.getLogicalId(this.node);
    stack.addOverride(`ephemeral.${type}.${name}`, config);
    return `ephemeral.${type}.${name}`;
  }
}
