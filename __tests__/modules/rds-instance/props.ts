import type { RdsInstanceProps } from "../../../modules/rds-instance";

/** Properties that are all fine. */
export const instanceProps: RdsInstanceProps = {
  name: "orders",
  databaseName: "orders",
  account: "123456789012",
  region: "us-east-1",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  clients: { service: "sg-0123456789abcdef0" },
  instanceClass: "db.r6g.2xlarge",
  replicaClass: "db.r6g.2xlarge",
  readReplicas: 1,
  multiAz: true,
  allocatedStorageGib: 1_000,
  iops: 12_000,
  backupRetentionDays: 7,
  dataKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111",
  logKeyArn: "arn:aws:kms:us-east-1:123456789012:key/22222222-2222-2222-2222-222222222222",
  protection: false,
};
