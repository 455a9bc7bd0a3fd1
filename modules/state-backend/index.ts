import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import { privateBucket } from "../private-bucket";
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
      prop("lockTableName", props.lockTableName, matches(/^[A-Za-z0-9_.-]{3,255}$/), "a DynamoDB table name"),
      prop("oldVersionDays", props.oldVersionDays, between(1, Number.POSITIVE_INFINITY), "at least 1 day"),
    ]);
    const { bucket } = privateBucket(this, {
      bucketName: props.bucketName,
      kmsKeyArn: props.kmsKeyArn,
      // Every lock that is released leaves a delete marker behind.
      retention: [{ id: "old-versions", oldVersionDays: props.oldVersionDays ?? DEFAULT_OLD_VERSION_DAYS }],
      protection: props.protection,
      preventDestroy: props.protection,
    });
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
}
