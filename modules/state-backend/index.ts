import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { policyDocument } from "../iam";
import { between, matches, prop, validateAllProps } from "../validation";

export interface StateBackendProps {
  /** Globally unique. */
  readonly bucketName: string;
  /** Of the DynamoDB table of locks. */
  readonly lockTableName: string;
  /** Encrypts bucket and table. */
  readonly kmsKeyArn: string;
  /** Whether bucket and lock table refuse to be deleted while they hold anything. */
  readonly protection: boolean;
  /** Days for which an overwritten state can be brought back, at least 1. @default 365 */
  readonly oldVersionDays?: number;
}

const DEFAULT_OLD_VERSION_DAYS = 365;
const ABORT_UPLOAD_AFTER_DAYS = 7;

/**
 * A bucket for Terraform states, inventories and ledgers, and the table that locks them.
 * @throws InputError with every problem of its props
 */
export class StateBackend extends Construct {
  /** For the `s3` backend of other stacks. */
  readonly bucketName: string;
  /** For the policies of those who apply. */
  readonly bucketArn: string;
  /** For the `s3` backend of other stacks. */
  readonly lockTableName: string;
  /** For the policies of those who apply. */
  readonly lockTableArn: string;

  constructor(scope: Construct, id: string, props: StateBackendProps) {
    super(scope, id);
    validateAllProps(scope, id, [
      prop("bucketName", props.bucketName, matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), "an S3 bucket name"),
      prop("lockTableName", props.lockTableName, matches(/^[A-Za-z0-9_.-]{3,255}$/), "a DynamoDB table name"),
      prop("oldVersionDays", props.oldVersionDays, between(1, Number.POSITIVE_INFINITY), "at least 1 day"),
    ]);
    const bucket = new S3Bucket(this, "bucket", {
      bucket: props.bucketName,
      forceDestroy: !props.protection,
      ...(props.protection ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.secure(bucket, props);
    const locks = new DynamodbTable(this, "locks", {
      name: props.lockTableName,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "LockID",
      attribute: [{ name: "LockID", type: "S" }],
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.kmsKeyArn },
      deletionProtectionEnabled: props.protection,
    });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.lockTableName = locks.name;
    this.lockTableArn = locks.arn;
  }

  /** Versioned, encrypted, closed to the public, reached by TLS alone. */
  private secure(bucket: S3Bucket, props: StateBackendProps): void {
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.kmsKeyArn }, bucketKeyEnabled: true }],
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const closed = new S3BucketPublicAccessBlock(this, "public_access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([
        {
          sid: "TlsOnly",
          effect: "Deny",
          actions: ["s3:*"],
          resources: [bucket.arn, `${bucket.arn}/*`],
          principals: "*",
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
      dependsOn: [closed],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: props.oldVersionDays ?? DEFAULT_OLD_VERSION_DAYS }],
          // Every lock that is released leaves one behind.
          expiration: [{ expiredObjectDeleteMarker: true }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOAD_AFTER_DAYS }],
        },
      ],
      dependsOn: [versioning],
    });
  }
}
