import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";
import { policyDocument, type Statement } from "../iam";
import { matches, prop, validateAllProps } from "../validation";

const ABORT_UPLOAD_AFTER_DAYS = 7;

/** How long objects whose keys begin with a prefix are kept. */
export interface Retention {
  /** Name of the rule. */
  readonly id: string;
  /** What the keys begin with. @default "", all objects */
  readonly prefix?: string;
  /** Days after which an object becomes an old version. @default never */
  readonly days?: number;
  /** Days for which an old version can be brought back. */
  readonly oldVersionDays: number;
}

export interface PrivateBucketProps {
  /** Globally unique. */
  readonly bucketName: string;
  /** Encrypts the objects. @default S3's own keys */
  readonly kmsKeyArn?: string;
  /** One or more; what no prefix names is kept for ever. */
  readonly retention: readonly Retention[];
  /** Who else gets in, beside the account's own identities, of the bucket's ARN. @default nobody */
  readonly grants?: (bucketArn: string) => readonly Statement[];
  /** Whether the bucket is kept as long as it holds anything. Read at synth: no Terraform expression. */
  readonly protection: boolean;
  /** Whether Terraform refuses to destroy it at all. Read at synth. @default false */
  readonly preventDestroy?: boolean;
}

export interface PrivateBucket {
  /** The bucket itself. */
  readonly bucket: S3Bucket;
  /** There once the bucket takes what its grants allow. */
  readonly policy: S3BucketPolicy;
}

/**
 * Builds, in a scope of its own, a bucket that is versioned, encrypted, closed to the public and reached by TLS alone.
 * @throws InputError with every problem of its props
 */
export function privateBucket(scope: Construct, props: PrivateBucketProps): PrivateBucket {
  validateAllProps(scope, "bucket", [
    prop("bucketName", props.bucketName, matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), "an S3 bucket name"),
    prop("retention", props.retention, (rules) => rules.length > 0, "one rule or more"),
    ...props.retention.flatMap(({ id, days, oldVersionDays }) => [
      prop(`retention.${id}.days`, days, (value) => value >= 1, "at least 1 day"),
      prop(`retention.${id}.oldVersionDays`, oldVersionDays, (value) => value >= 1, "at least 1 day"),
    ]),
  ]);
  const bucket = new S3Bucket(scope, "bucket", {
    bucket: props.bucketName,
    forceDestroy: !props.protection,
    ...(props.preventDestroy === true ? { lifecycle: { preventDestroy: true } } : {}),
  });
  const versioning = new S3BucketVersioningA(scope, "versioning", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
  new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", { bucket: bucket.id, rule: [encryptionOf(props)] });
  new S3BucketOwnershipControls(scope, "ownership", { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } });
  const closed = new S3BucketPublicAccessBlock(scope, "public_access", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const policy = new S3BucketPolicy(scope, "policy", {
    bucket: bucket.id,
    policy: policyDocument([...(props.grants?.(bucket.arn) ?? []), tlsOnly(bucket.arn)]),
    dependsOn: [closed],
  });
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket: bucket.id,
    rule: [...props.retention.map(lifecycleRule), ...(props.retention.some(ofAllObjects) ? [] : [ABORTED_UPLOADS])],
    dependsOn: [versioning],
  });
  return { bucket, policy };
}

const encryptionOf = ({ kmsKeyArn }: PrivateBucketProps) =>
  kmsKeyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn }, bucketKeyEnabled: true };

const lifecycleRule = ({ id, prefix = "", days, oldVersionDays }: Retention): S3BucketLifecycleConfigurationRule => ({
  id,
  status: "Enabled",
  filter: [{ prefix }],
  // Where nothing expires, what deletions leave behind does.
  expiration: [days === undefined ? { expiredObjectDeleteMarker: true } : { days }],
  noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOAD_AFTER_DAYS }],
});

const ofAllObjects = ({ prefix = "" }: Retention): boolean => prefix === "";

/** Parts of uploads that never ended are not listed, and cost. */
const ABORTED_UPLOADS: S3BucketLifecycleConfigurationRule = {
  id: "aborted-uploads",
  status: "Enabled",
  filter: [{ prefix: "" }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOAD_AFTER_DAYS }],
};

const tlsOnly = (bucketArn: string): Statement => ({
  sid: "TlsOnly",
  effect: "Deny",
  actions: ["s3:*"],
  resources: [bucketArn, `${bucketArn}/*`],
  principals: "*",
  conditions: { Bool: { "aws:SecureTransport": "false" } },
});
