import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "../iam";

const DEFAULT_RETENTION_DAYS = 90;
const ABORT_UPLOAD_AFTER_DAYS = 7;

export interface LogBucketProps {
  readonly bucketName: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly writer: "application" | "network";
  readonly retentionDays: number | undefined;
  /** Whether the bucket is kept as long as it holds logs. */
  readonly protection: boolean;
}

/**
 * A bucket that the load balancers of one account and region may write their access logs to, and nobody else.
 * Encrypted with S3's own keys: an application load balancer can write to no other
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 */
export class LogBucket extends Construct {
  /** Known once the bucket takes logs: a load balancer tries it when it is made. */
  readonly bucketName: string;
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", { bucket: props.bucketName, forceDestroy: !props.protection });
    const versioning = new S3BucketVersioningA(this, "versioning", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const closed = new S3BucketPublicAccessBlock(this, "public_access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const days = props.retentionDays ?? DEFAULT_RETENTION_DAYS;
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "old-logs",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOAD_AFTER_DAYS }],
        },
      ],
      dependsOn: [versioning],
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([...writerStatements(bucket.arn, props), tlsOnly(bucket.arn)]),
      dependsOn: [closed],
    });
    this.bucketName = bucket.bucket;
  }
}

function writerStatements(bucketArn: string, { writer, account, region }: LogBucketProps): readonly Statement[] {
  const logs = [`${bucketArn}/AWSLogs/${account}/*`];
  switch (writer) {
    case "application":
      return [
        {
          sid: "LoadBalancerWrites",
          actions: ["s3:PutObject"],
          resources: logs,
          principals: { Service: ["logdelivery.elasticloadbalancing.amazonaws.com"] },
          conditions: { ArnLike: { "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/*` } },
        },
      ];
    case "network": {
      const principals = { Service: ["delivery.logs.amazonaws.com"] } as const;
      const ofAccount = {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` },
      } as const;
      const owned = { ...ofAccount, StringEquals: { ...ofAccount.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" } } as const;
      return [
        { sid: "LogDeliveryWrites", actions: ["s3:PutObject"], resources: logs, principals, conditions: owned },
        { sid: "LogDeliveryChecks", actions: ["s3:GetBucketAcl"], resources: [bucketArn], principals, conditions: ofAccount },
      ];
    }
  }
}

const tlsOnly = (bucketArn: string): Statement => ({
  sid: "TlsOnly",
  effect: "Deny",
  actions: ["s3:*"],
  resources: [bucketArn, `${bucketArn}/*`],
  principals: "*",
  conditions: { Bool: { "aws:SecureTransport": "false" } },
});
