import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { policyDocument } from "../iam";
import { between, matches, prop, validateAllProps } from "../validation";
import type { Grant } from "./grants";

export * from "./grants";

export interface EncryptionKeyProps {
  /** Name people know the key by, without `alias/`. */
  readonly alias: string;
  /** For people, in the console. */
  readonly description: string;
  /** Twelve digits. */
  readonly account: string;
  /** Region of the key. */
  readonly region: string;
  /** Services that use the key on their own behalf. @default none: only the account's IAM identities */
  readonly grants?: readonly Grant[];
  /** Days between the order to delete and the deletion, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;
}

/**
 * A customer-managed KMS key that is rotated once a year.
 * @throws InputError with every problem of its props
 */
export class EncryptionKey extends Construct {
  /** What other resources take. */
  readonly keyArn: string;
  /** The part of the ARN after `key/`. */
  readonly keyId: string;
  /** `alias/` and the given alias. */
  readonly aliasName: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    validateAllProps(scope, id, [
      prop("alias", props.alias, matches(/^[A-Za-z0-9/_-]{1,250}$/), "letters, digits, dashes, underscores and slashes"),
      prop("account", props.account, matches(/^\d{12}$/), "twelve digits"),
      prop("deletionWindowDays", props.deletionWindowDays, between(7, 30), "7 to 30 days"),
    ]);
    const owner = {
      sid: "AccountOwnsKey",
      actions: ["kms:*"],
      resources: ["*"],
      principals: { AWS: [`arn:aws:iam::${props.account}:root`] },
    };
    const key = new KmsKey(this, "key", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowDays ?? 30,
      policy: policyDocument([owner, ...(props.grants ?? []).flatMap((grant) => grant(props))]),
    });
    const alias = new KmsAlias(this, "alias", { name: `alias/${props.alias}`, targetKeyId: key.keyId });
    this.keyArn = key.arn;
    this.keyId = key.keyId;
    this.aliasName = alias.name;
  }
}
