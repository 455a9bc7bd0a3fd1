import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import type { Statement } from "../iam";
import { privateBucket } from "../private-bucket";

const DEFAULT_RETENTION_DAYS = 90;

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
    const { bucket, policy } = privateBucket(this, {
      bucketName: props.bucketName,
      retention: [{ id: "old-logs", days: props.retentionDays ?? DEFAULT_RETENTION_DAYS, oldVersionDays: 1 }],
      grants: (bucketArn) => writerStatements(bucketArn, props),
      protection: props.protection,
    });
    this.policy = policy;
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
