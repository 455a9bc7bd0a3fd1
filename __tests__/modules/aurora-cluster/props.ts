import type { AuroraClusterProps } from "../../../modules/aurora-cluster";

/** Properties that are all fine. */
export const clusterProps: AuroraClusterProps = {
  name: "orders",
  engine: "postgresql",
  databaseName: "orders",
  account: "123456789012",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  clients: { order_service: "sg-0123456789abcdef0" },
  writerClass: "db.r6g.8xlarge",
  failoverReaderClass: "db.r6g.8xlarge",
  readerClass: "db.r6g.8xlarge",
  readers: 4,
  backupRetentionDays: 35,
  storageType: "",
  dataKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111",
  logKeyArn: "arn:aws:kms:us-east-1:123456789012:key/22222222-2222-2222-2222-222222222222",
  protection: true,
};
