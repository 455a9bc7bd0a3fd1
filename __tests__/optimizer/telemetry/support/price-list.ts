import type { Attributes, ItemOptions, Range } from "./price-item";
import { item } from "./price-item";

/** What a key has to find. */
interface Row extends Omit<ItemOptions, "sku"> {
  readonly key: string;
}

const row = (
  key: string,
  serviceCode: string,
  family: string,
  unit: string,
  usagetype: string,
  attributes: Attributes = {},
  ranges?: readonly Range[],
): Row => ({ key, serviceCode, family, unit, attributes: { ...attributes, usagetype }, ...(ranges === undefined ? {} : { ranges }) });

const ec2 = (key: string, instanceType: string, more: Attributes = {}, usage = "BoxUsage"): Row =>
  row(key, "AmazonEC2", "Compute Instance", "Hrs", `${usage}:${instanceType}`, {
    instanceType,
    operatingSystem: "Linux",
    tenancy: "Shared",
    preInstalledSw: "NA",
    capacitystatus: "Used",
    licenseModel: "No License required",
    marketoption: "OnDemand",
    currentGeneration: "Yes",
    operation: "RunInstances",
    ...more,
  });

const DATABASE = { licenseModel: "No license required", currentGeneration: "Yes" } as const;
const POSTGRES = { ...DATABASE, databaseEngine: "PostgreSQL", engineCode: "14", operation: "CreateDBInstance:0014" } as const;
const MYSQL = { ...DATABASE, databaseEngine: "MySQL", engineCode: "2", operation: "CreateDBInstance:0002" } as const;
const AURORA = { ...DATABASE, databaseEngine: "Aurora PostgreSQL", engineCode: "21", operation: "CreateDBInstance:0021" } as const;
const AURORA_MYSQL = { ...DATABASE, databaseEngine: "Aurora MySQL", engineCode: "16", operation: "CreateDBInstance:0016" } as const;

const database = (key: string, usagetype: string, more: Attributes): Row =>
  row(key, "AmazonRDS", "Database Instance", "Hrs", usagetype, more);
const classOf = (instanceType: string, deploymentOption: string, storage: string): Attributes => ({
  instanceType,
  deploymentOption,
  storage,
});
const standard = classOf("db.r6g.2xlarge", "Single-AZ", "EBS Only");
const optimized = classOf("db.r6g.2xlarge", "Single-AZ", "Aurora IO Optimization Mode");

const cache = (key: string, cacheEngine: string, instanceType: string, more: Attributes = {}): Row =>
  row(key, "AmazonElastiCache", "Cache Instance", "Hrs", `NodeUsage:${instanceType}`, { cacheEngine, instanceType, ...more }, [
    ["0", "Inf", "0.0000000000", `${cacheEngine}, ${instanceType} reserved instance applied`],
    ["0", "Inf", "0.2060000000", "per node-hour"],
  ]);

const FREE_TIER: readonly Range[] = [["18600", "Inf", "0.0006500000"], ["0", "18600", "0.0000000000", "(free tier)"]]; // biome-ignore format: a table
const table = (key: string, family: string, unit: string, usagetype: string, more: Attributes = {}, ranges?: readonly Range[]): Row =>
  row(key, "AmazonDynamoDB", family, unit, usagetype, more, ranges);
const provisioned = (group: string): Attributes => ({ group, operation: "CommittedThroughput" });
const onDemand = (group: string): Attributes => ({ group, operation: "PayPerRequestThroughput" });
const PER_REQUEST = "Amazon DynamoDB PayPerRequest Throughput";
const lambda = (key: string, group: string, usage: string, unit: string): Row =>
  row(key, "AWSLambda", "Serverless", unit, usage, { group });
const ml = (key: string, use: string, component: string, instanceName: string): Row =>
  row(key, "AmazonSageMaker", "ML Instance", "Hrs", `${use}:${instanceName}`, {
    instanceName,
    instanceType: `${instanceName}-${component}`,
    component,
    operation: "RunInstance",
  });
const balancer = (key: string, type: string, usage: string, unit: string): Row =>
  row(key, "AWSELB", `Load Balancer-${type}`, unit, usage, { operation: `LoadBalancing:${type}` });

/** One row for each key that is looked up, in the words of the real list. */
export const WANTED: readonly Row[] = [
  ec2("ec2:c6i.large", "c6i.large"),
  ec2("ec2:c6i.8xlarge", "c6i.8xlarge"),
  ec2("ec2:m3.xlarge", "m3.xlarge", { currentGeneration: "No" }),
  ec2("ec2:c6i.large:windows", "c6i.large", { operatingSystem: "Windows", operation: "RunInstances:0002" }),
  ec2("ec2:c6i.large:linux:dedicated", "c6i.large", { tenancy: "Dedicated" }, "DedicatedUsage"),
  row("ebs:io2:gb-month", "AmazonEC2", "Storage", "GB-Mo", "EBS:VolumeUsage.io2", { volumeApiName: "io2" }),
  row("ebs:gp3:gb-month", "AmazonEC2", "Storage", "GB-Mo", "EBS:VolumeUsage.gp3", { volumeApiName: "gp3" }),
  row("ebs:io1:gb-month", "AmazonEC2", "Storage", "GB-Mo", "EBS:VolumeUsage.piops", { volumeApiName: "io1" }),
  row("ebs:gp2:gb-month", "AmazonEC2", "Storage", "GB-Mo", "EBS:VolumeUsage.gp2", { volumeApiName: "gp2" }),
  row("ebs:io1:iops-month", "AmazonEC2", "System Operation", "IOPS-Mo", "EBS:VolumeP-IOPS.piops", { volumeApiName: "io1" }),
  row("ebs:io2:iops-month", "AmazonEC2", "System Operation", "IOPS-Mo", "EBS:VolumeP-IOPS.io2", { volumeApiName: "io2" }),
  row("ebs:io2:iops-month:tier2", "AmazonEC2", "System Operation", "IOPS-Mo", "EBS:VolumeP-IOPS.io2.tier2", { volumeApiName: "io2" }),
  row("ebs:io2:iops-month:tier3", "AmazonEC2", "System Operation", "IOPS-Mo", "EBS:VolumeP-IOPS.io2.tier3", { volumeApiName: "io2" }),
  row("ebs:gp3:iops-month", "AmazonEC2", "System Operation", "IOPS-Mo", "EBS:VolumeP-IOPS.gp3", { volumeApiName: "gp3" }),
  row("ebs:gp3:mibps-month", "AmazonEC2", "Provisioned Throughput", "GiBps-mo", "EBS:VolumeP-Throughput.gp3", { volumeApiName: "gp3" }, [
    ["0", "Inf", "40.9600000000"],
  ]),
  row("ebs:snapshot:gb-month", "AmazonEC2", "Storage Snapshot", "GB-Mo", "EBS:SnapshotUsage"),
  database("aurora:db.r6g.2xlarge:standard", "InstanceUsage:db.r6g.2xl", { ...AURORA, ...standard }),
  database("aurora:db.r6g.2xlarge:io-optimized", "InstanceUsageIOOptimized:db.r6g.2xlarge", { ...AURORA, ...optimized }),
  database("aurora-mysql:db.r6g.2xlarge:standard", "InstanceUsage:db.r6g.2xl", { ...AURORA_MYSQL, ...standard }),
  row("aurora:storage:standard", "AmazonRDS", "Database Storage", "GB-Mo", "Aurora:StorageUsage", {
    databaseEngine: "Aurora PostgreSQL",
    volumeType: "General Purpose-Aurora",
  }),
  row("aurora-mysql:storage:standard", "AmazonRDS", "Database Storage", "GB-Mo", "Aurora:StorageUsage", {
    databaseEngine: "Any",
    volumeType: "General Purpose-Aurora",
  }),
  row("aurora:storage:io-optimized", "AmazonRDS", "Database Storage", "GB-Mo", "Aurora:IO-OptimizedStorageUsage", {
    databaseEngine: "Aurora PostgreSQL",
    volumeType: "IO Optimized-Aurora",
  }),
  row("aurora:io", "AmazonRDS", "System Operation", "IOs", "Aurora:StorageIOUsage", {
    databaseEngine: "Aurora PostgreSQL",
    group: "Aurora I/O Operation",
  }),
  row("aurora:backup", "AmazonRDS", "Storage Snapshot", "GB-Mo", "Aurora:BackupUsage", { databaseEngine: "Aurora PostgreSQL" }),
  database("rds:postgres:db.r6g.2xlarge:single-az", "InstanceUsage:db.r6g.2xl", { ...POSTGRES, ...standard }),
  database("rds:postgres:db.r6g.2xlarge:multi-az", "Multi-AZUsage:db.r6g.2xl", {
    ...POSTGRES,
    ...classOf("db.r6g.2xlarge", "Multi-AZ", "EBS Only"),
  }),
  database("rds:mysql:db.r6g.2xlarge:single-az", "InstanceUsage:db.r6g.2xl", { ...MYSQL, ...standard }),
  row("rds:postgres:gp3-gb-month:single-az", "AmazonRDS", "Database Storage", "GB-Mo", "RDS:GP3-Storage", {
    databaseEngine: "PostgreSQL",
    deploymentOption: "Single-AZ",
    volumeType: "General Purpose-GP3",
  }),
  row("rds:postgres:gp3-gb-month:multi-az", "AmazonRDS", "Database Storage", "GB-Mo", "RDS:Multi-AZ-GP3-Storage", {
    databaseEngine: "Any",
    deploymentOption: "Multi-AZ",
    volumeType: "General Purpose-GP3",
  }),
  row("rds:postgres:gp2-gb-month:single-az", "AmazonRDS", "Database Storage", "GB-Mo", "RDS:GP2-Storage", {
    databaseEngine: "PostgreSQL",
    deploymentOption: "Single-AZ",
    volumeType: "General Purpose",
  }),
  row("rds:postgres:io1-gb-month:single-az", "AmazonRDS", "Database Storage", "GB-Mo", "RDS:PIOPS-Storage", {
    databaseEngine: "PostgreSQL",
    deploymentOption: "Single-AZ",
    volumeType: "Provisioned IOPS",
  }),
  row("rds:postgres:io2-gb-month:multi-az", "AmazonRDS", "Database Storage", "GB-Mo", "RDS:Multi-AZ-PIOPS-Storage-IO2", {
    databaseEngine: "Any",
    deploymentOption: "Multi-AZ",
    volumeType: "Provisioned IOPS-IO2",
  }),
  row("rds:postgres:io1-iops-month:single-az", "AmazonRDS", "Provisioned IOPS", "IOPS-Mo", "RDS:PIOPS", {
    databaseEngine: "Any",
    deploymentOption: "Single-AZ",
  }),
  row("rds:postgres:io2-iops-month:multi-az", "AmazonRDS", "Provisioned IOPS", "IOPS-Mo", "RDS:Multi-AZ-IO2-PIOPS", {
    databaseEngine: "Any",
    deploymentOption: "Multi-AZ",
  }),
  row("rds:postgres:gp3-iops-month:single-az", "AmazonRDS", "Provisioned IOPS", "IOPS-Mo", "RDS:GP3-PIOPS", {
    databaseEngine: "Any",
    deploymentOption: "Single-AZ",
  }),
  row("rds:postgres:backup", "AmazonRDS", "Storage Snapshot", "GB-Mo", "RDS:ChargedBackupUsage", { databaseEngine: "PostgreSQL" }),
  cache("elasticache:cache.r6g.large", "Redis", "cache.r6g.large", { operation: "CreateCacheCluster:0002" }),
  cache("elasticache:cache.r6g.large:valkey", "Valkey", "cache.r6g.large"),
  table(
    "dynamodb:wcu-hour",
    "Provisioned IOPS",
    "WriteCapacityUnit-Hrs",
    "WriteCapacityUnit-Hrs",
    provisioned("DDB-WriteUnits"),
    FREE_TIER,
  ),
  table("dynamodb:rcu-hour", "Provisioned IOPS", "ReadCapacityUnit-Hrs", "ReadCapacityUnit-Hrs", provisioned("DDB-ReadUnits"), FREE_TIER),
  table("dynamodb:write-request", PER_REQUEST, "WriteRequestUnits", "WriteRequestUnits", onDemand("DDB-WriteUnits")),
  table("dynamodb:read-request", PER_REQUEST, "ReadRequestUnits", "ReadRequestUnits", onDemand("DDB-ReadUnits")),
  table("dynamodb:gb-month", "Database Storage", "GB-Mo", "TimedStorage-ByteHrs", {}, [["0", "25", "0.0000000000"], ["25", "Inf", "0.2500000000"]]), // biome-ignore format: a table
  table("dynamodb:pitr-gb-month", "Database Storage", "GB-Mo", "TimedPITRStorage-ByteHrs"),
  table("dynamodb:stream-read", "API Request", "Requests", "Streams-Requests", { group: "DDB-StreamsReadRequests" }),
  row("dax:dax.r5.large", "AmazonDAX", "DAX", "Hrs", "NodeUsage:dax.r5.large", { instanceType: "dax.r5.large" }),
  row("nat:hour", "AmazonEC2", "NAT Gateway", "Hrs", "NatGateway-Hours", { group: "NGW:NatGateway", operation: "NatGateway" }),
  row("nat:gb", "AmazonEC2", "NAT Gateway", "GB", "NatGateway-Bytes", { group: "NGW:NatGateway", operation: "NatGateway" }),
  balancer("alb:hour", "Application", "LoadBalancerUsage", "Hrs"),
  balancer("alb:lcu-hour", "Application", "LCUUsage", "LCU-Hrs"),
  balancer("nlb:hour", "Network", "LoadBalancerUsage", "Hrs"),
  balancer("nlb:lcu-hour", "Network", "LCUUsage", "LCU-Hrs"),
  row("transit-gateway:attachment-hour", "AmazonVPC", "", "hour", "TransitGateway-Hours", {
    operation: "TransitGatewayVPC",
    group: "AWSTransitGateway",
  }),
  row("transit-gateway:gb", "AmazonVPC", "", "GigaBytes", "TransitGateway-Bytes", {
    operation: "TransitGatewayVPC",
    group: "AWSTransitGateway",
  }),
  row("vpn:hour", "AmazonVPC", "Cloud Connectivity", "Hrs", "VPN-Usage-Hours:ipsec.1", { operation: "CreateVpnConnection" }),
  lambda("lambda:request", "AWS-Lambda-Requests", "Request", "Requests"),
  lambda("lambda:gb-second", "AWS-Lambda-Duration", "Lambda-GB-Second", "Lambda-GB-Second"),
  lambda("lambda:gb-second:arm", "AWS-Lambda-Duration-ARM", "Lambda-GB-Second-ARM", "Lambda-GB-Second"),
  lambda("lambda:provisioned-gb-second", "AWS-Lambda-Provisioned-Concurrency", "Lambda-Provisioned-Concurrency", "Lambda-GB-Second"),
  lambda("lambda:provisioned-duration-gb-second", "AWS-Lambda-Duration-Provisioned", "Lambda-Provisioned-GB-Second", "Lambda-GB-Second"),
  ml("sagemaker:endpoint:ml.g5.xlarge", "Host", "Hosting", "ml.g5.xlarge"),
  ml("sagemaker:training:ml.g5.xlarge", "Train", "Training", "ml.g5.xlarge"),
  row("kms:key-month", "awskms", "Encryption Key", "Keys", "KMS-Keys"),
  row("kms:request", "awskms", "API Request", "Requests", "KMS-Requests"),
  row("cloudwatch:metric-month", "AmazonCloudWatch", "Metric", "Metrics", "CW:MetricMonitorUsage"),
  row("cloudwatch:alarm-month", "AmazonCloudWatch", "Alarm", "Alarms", "CW:AlarmMonitorUsage", { alarmType: "Standard" }),
  row("cloudwatch:logs-gb", "AmazonCloudWatch", "Data Payload", "GB", "DataProcessing-Bytes", { group: "Ingested Logs" }),
  row("cloudwatch:logs-gb-month", "AmazonCloudWatch", "Storage Snapshot", "GB-Mo", "TimedStorage-ByteHrs"),
];

const wanted = (key: string): Row => {
  const found = WANTED.find((each) => each.key === key);
  if (found === undefined) throw new RangeError(`no row ${key}`);
  return found;
};

interface Difference extends Partial<Omit<Row, "attributes" | "key">> {
  readonly attributes?: Attributes;
}
const like = (key: string, { attributes, ...more }: Difference): Omit<Row, "key"> => {
  const base = wanted(key);
  return { ...base, ...more, attributes: { ...base.attributes, ...attributes } };
};

const linux = (attributes: Attributes) => like("ec2:c6i.large", { attributes });
const auroraOf = (attributes: Attributes) => like("aurora:db.r6g.2xlarge:standard", { attributes });
const redis = (attributes: Attributes) => like("elasticache:cache.r6g.large", { attributes });

/** Each is a row that is wanted but for what is named: what the real list has beside it, and what only a careless filter would take. */
const DECOYS: Readonly<Record<string, Omit<Row, "key">>> = {
  RHEL: linux({ operatingSystem: "RHEL", operation: "RunInstances:0010" }),
  SUSE: linux({ operatingSystem: "SUSE", operation: "RunInstances:000g" }),
  UBUNTUPRO: linux({ operatingSystem: "Ubuntu Pro", operation: "RunInstances:0g00" }),
  WINDOWSBYOL: linux({ operatingSystem: "Windows", operation: "RunInstances:0800", licenseModel: "Bring your own license" }),
  LINUXBYOL: linux({ licenseModel: "Bring your own license" }),
  SQLSERVER: linux({ preInstalledSw: "SQL Std", operation: "RunInstances:0004" }),
  HOST: linux({ tenancy: "Host", usagetype: "HostBoxUsage:c6i.large" }),
  UNUSED: linux({ capacitystatus: "UnusedCapacityReservation", usagetype: "UnusedBox:c6i.large" }),
  ALLOCATED: linux({ capacitystatus: "AllocatedCapacityReservation", usagetype: "Reservation:c6i.large" }),
  DEDICATEDRESERVATION: linux({ tenancy: "Dedicated", capacitystatus: "UnusedCapacityReservation", usagetype: "UnusedDed:c6i.large" }),
  SPOT: linux({ marketoption: "Spot", usagetype: "SpotUsage:c6i.large" }),
  SPOTASBOX: linux({ marketoption: "Spot" }),
  CAPACITYBLOCK: linux({ marketoption: "CapacityBlock" }),
  PREVIOUS: linux({ instanceType: "c5.large", currentGeneration: "No", usagetype: "BoxUsage:c5.large" }),
  METAL: { ...linux({ instanceType: "c6i.metal", usagetype: "BoxUsage:c6i.metal" }), family: "Compute Instance (bare metal)" },
  EBSOPTIMIZED: linux({ usagetype: "EBSOptimized:c6i.large" }),
  EMR: { ...linux({}), serviceCode: "ElasticMapReduce" },
  RESERVEDONLY: { ...linux({}), terms: ["Reserved"] },
  MAGNETIC: like("ebs:gp2:gb-month", { attributes: { volumeApiName: "standard", usagetype: "EBS:VolumeUsage" } }),
  IO1ASIO2: like("ebs:io2:iops-month", { attributes: { usagetype: "EBS:VolumeP-IOPS.piops" } }),
  SNAPSHOTARCHIVE: like("ebs:snapshot:gb-month", { attributes: { usagetype: "EBS:SnapshotArchiveStorage" } }),
  SNAPSHOTOUTPOSTS: like("ebs:snapshot:gb-month", { attributes: { usagetype: "EBS:SnapshotUsage.outposts" } }),
  AURORAORACLE: auroraOf({ databaseEngine: "Oracle", licenseModel: "License included" }),
  AURORABYOL: auroraOf({ licenseModel: "Bring your own license" }),
  AURORAPREVIOUS: auroraOf({ instanceType: "db.r4.2xlarge", usagetype: "InstanceUsage:db.r4.2xl", currentGeneration: "No" }),
  AURORAEXTENDED: auroraOf({ usagetype: "ExtendedSupport:Yr1-Yr2:AuroraPostgreSQL13" }),
  AURORASERVERLESS: auroraOf({ usagetype: "Aurora:ServerlessV2Usage" }),
  AURORAIOASEBS: auroraOf({ usagetype: "InstanceUsageIOOptimized:db.r6g.2xl" }),
  AURORAEBSASIO: auroraOf({ storage: "Aurora IO Optimization Mode" }),
  AURORASTORAGEPREVIEW: like("aurora:storage:io-optimized", {
    attributes: { usagetype: "Aurora:IO-OptimizedStorageUsage-LimitlessPreview" },
  }),
  AURORAIOPREVIEW: like("aurora:io", { attributes: { usagetype: "Aurora:StorageIOUsage-LimitlessPreview" } }),
  AURORASERVERLESSBACKUP: like("aurora:backup", { attributes: { usagetype: "Aurora:ServerlessBackupUsage" } }),
  STANDBYS: like("rds:postgres:db.r6g.2xlarge:multi-az", {
    attributes: { deploymentOption: "Multi-AZ (readable standbys)", usagetype: "Multi-AZClusterUsage:db.r6g.2xl" },
  }),
  MULTIAZASSINGLE: like("rds:postgres:db.r6g.2xlarge:multi-az", { attributes: { deploymentOption: "Single-AZ" } }),
  CUSTOM: like("rds:postgres:db.r6g.2xlarge:single-az", { attributes: { deploymentModel: "Custom", usagetype: "RDSCustom:db.r6g.2xl" } }),
  CUSTOMMODEL: like("rds:mysql:db.r6g.2xlarge:single-az", { attributes: { deploymentModel: "Custom" } }),
  MARIADB: like("rds:mysql:db.r6g.2xlarge:single-az", {
    attributes: { databaseEngine: "MariaDB", engineCode: "18", operation: "CreateDBInstance:0018" },
  }),
  RDSMAGNETIC: like("rds:postgres:gp2-gb-month:single-az", { attributes: { volumeType: "Magnetic", usagetype: "RDS:StorageUsage" } }),
  RDSIO2ASIO1: like("rds:postgres:io1-gb-month:single-az", { attributes: { volumeType: "Provisioned IOPS-IO2" } }),
  RDSMIRROR: like("rds:postgres:gp3-gb-month:multi-az", {
    attributes: { databaseEngine: "SQL Server", deploymentOption: "Multi-AZ (SQL Server Mirror)", usagetype: "RDS:Mirror-GP3-Storage" },
  }),
  RDSCLUSTERSTORAGE: like("rds:postgres:gp3-gb-month:multi-az", { attributes: { usagetype: "RDS:Multi-AZCluster-GP3-Storage" } }),
  RDSCLUSTERPIOPS: like("rds:postgres:io2-iops-month:multi-az", { attributes: { usagetype: "RDS:Multi-AZCluster-IO2-PIOPS" } }),
  CUSTOMBACKUP: like("rds:postgres:backup", { attributes: { usagetype: "RDSCustom:ChargedBackupUsage" } }),
  MEMCACHED: redis({ cacheEngine: "Memcached", operation: "CreateCacheCluster:0001" }),
  REDISEXTENDED: redis({ usagetype: "ExtendedSupport:Yr1-Yr2:cache.r6g.large" }),
  REDISTIERED: redis({ instanceType: "cache.r6gd.large", usagetype: "NodeUsage:cache.r6gd.large" }),
  REDISPREVIOUS: redis({ instanceType: "cache.r4.large", usagetype: "NodeUsage:cache.r4.large", currentGeneration: "No" }),
  REDISOUTPOSTSUSE: redis({ usagetype: "Outposts-NodeUsage:cache.r6g.large" }),
  WCUIA: like("dynamodb:wcu-hour", { attributes: { group: "DDB-WriteUnitsIA", usagetype: "IA-WriteCapacityUnit-Hrs" } }),
  WCUREPLICATED: like("dynamodb:wcu-hour", { attributes: { group: "DDB-ReplicatedWriteUnits", usagetype: "ReplWriteCapacityUnit-Hrs" } }),
  WRITEREPLICATED: like("dynamodb:write-request", { attributes: { usagetype: "ReplWriteRequestUnits" } }),
  WRITEIA: like("dynamodb:write-request", { attributes: { group: "DDB-WriteUnitsIA", usagetype: "IA-WriteRequestUnits" } }),
  TABLEIA: like("dynamodb:gb-month", { attributes: { usagetype: "IA-TimedStorage-ByteHrs" } }),
  TABLEBACKUP: like("dynamodb:gb-month", { attributes: { usagetype: "TimedBackupStorage-ByteHrs" } }),
  DAXR4: like("dax:dax.r5.large", { attributes: { instanceType: "dax.r4.large", usagetype: "NodeUsage:dax.r4.large" } }),
  NATPROVISIONED: like("nat:hour", { attributes: { group: "NGW:NatGateway", usagetype: "NatGateway-Prvd-Hours" } }),
  CLASSICBALANCER: { ...like("alb:hour", { attributes: { operation: "LoadBalancing" } }), family: "Load Balancer" },
  GATEWAYBALANCER: { ...like("nlb:hour", { attributes: { operation: "LoadBalancing:Gateway" } }), family: "Load Balancer-Gateway" },
  RESERVEDLCU: like("alb:lcu-hour", { attributes: { usagetype: "ReservedLCUUsage" } }),
  OUTPOSTSLCU: like("alb:lcu-hour", { attributes: { usagetype: "Outposts-LCUUsage" } }),
  TGWPEERING: like("transit-gateway:attachment-hour", { attributes: { operation: "TransitGatewayPeering" } }),
  TGWCONNECT: like("transit-gateway:attachment-hour", { attributes: { operation: "TransitGatewayConnect" } }),
  VPNLARGE: like("vpn:hour", { attributes: { usagetype: "VPN-large-Usage-Hours:ipsec.1" } }),
  VPNCONCENTRATOR: like("vpn:hour", { attributes: { usagetype: "VPN-concentrator-site-Usage-Hours:ipsec.1" } }),
  LAMBDAEDGE: like("lambda:gb-second", { attributes: { group: "AWS-Lambda-Edge-Duration", usagetype: "Lambda-Edge-GB-Second" } }),
  LAMBDAEDGEREQUEST: like("lambda:request", { attributes: { group: "AWS-Lambda-Edge-Requests", usagetype: "Lambda-Edge-Request" } }),
  LAMBDASTORAGE: like("lambda:gb-second", { attributes: { group: "AWS-Lambda-Storage-Duration", usagetype: "Lambda-Storage-GB-Second" } }),
  NOTEBOOK: like("sagemaker:endpoint:ml.g5.xlarge", { attributes: { component: "Notebook", usagetype: "Notebk:ml.g5.xlarge" } }),
  TRANSFORM: like("sagemaker:endpoint:ml.g5.xlarge", { attributes: { component: "Batch Transform", usagetype: "Tsform:ml.g5.xlarge" } }),
  ASYNCHRONOUS: like("sagemaker:endpoint:ml.g5.xlarge", { attributes: { component: "AsyncInf", usagetype: "AsyncInf:ml.g5.xlarge" } }),
  KMSASYMMETRIC: like("kms:request", { attributes: { usagetype: "KMS-Requests-Asymmetric" } }),
  ALARMHIGHRES: like("cloudwatch:alarm-month", { attributes: { usagetype: "CW:HighResAlarmMonitorUsage", alarmType: "High Resolution" } }),
  LOGSVENDED: like("cloudwatch:logs-gb", { attributes: { usagetype: "VendedLog-Bytes" } }),
  LOGSINFREQUENT: like("cloudwatch:logs-gb", { attributes: { usagetype: "DataProcessingIA-Bytes" } }),
};

interface Place {
  readonly name: string;
  readonly attributes: Attributes;
  readonly prefix: string;
}
const at = (name: string, regionCode: string, location: string, locationType: string, prefix: string): Place => ({
  name,
  attributes: { regionCode, location, locationType },
  prefix,
});
const HOME = at("VIRGINIA", "us-east-1", "US East (N. Virginia)", "AWS Region", "");
const OREGON = at("OREGON", "us-west-2", "US West (Oregon)", "AWS Region", "USW2-");
/** Places that share a region's code, or look as if they did. */
const EDGES: readonly Place[] = [
  at("OUTPOSTS", "us-east-1", "US East (N. Virginia)", "AWS Outposts", ""),
  at("BOSTON", "us-east-1-bos-1", "US East (Boston)", "AWS Local Zone", "BOS1-"),
  at("BOSTONASREGION", "us-east-1", "US East (Boston)", "AWS Region", "BOS1-"),
  at("WAVELENGTH", "us-east-1-wl1-bos-wlz-1", "US East (Verizon) - Boston", "AWS Wavelength Zone", "USE1-WL1-BOS1-"),
  at("OHIO", "us-east-2", "US East (Ohio)", "AWS Region", "USE2-"),
  at("IRELAND", "eu-west-1", "EU (Ireland)", "AWS Region", "EU-"),
];

const placed = (sku: string, { key: _, ...each }: Row | (Omit<Row, "key"> & { readonly key?: string }), place: Place): ItemOptions => ({
  ...each,
  sku: `${sku}-${place.name}`,
  attributes: { ...each.attributes, ...place.attributes, usagetype: `${place.prefix}${each.attributes.usagetype}` },
});

/** What is wanted of each key, in two regions. */
export const ANSWERS: readonly { readonly key: string; readonly region: string; readonly item: ItemOptions }[] = [HOME, OREGON].flatMap(
  (place) =>
    WANTED.map((each) => ({ key: each.key, region: place.attributes.regionCode ?? "", item: placed(skuOf(each.key), each, place) })),
);

function skuOf(key: string): string {
  return key.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}

const MALFORMED: readonly string[] = [
  "",
  "not JSON",
  "[]",
  "null",
  '{"product":{"sku":"CUT","attributes":{"instanceType":"c6i.4xlarge","usagetype":"BoxUsage:c6i.4xl',
  '{"product":{"attributes":{"usagetype":"BoxUsage:c6i.4xlarge"}},"terms":{}}',
];

/** The whole list: what is wanted, the decoys beside it, the same at the edges, and what cannot be read. */
export const PRICE_LIST: readonly string[] = [
  ...MALFORMED,
  ...ANSWERS.map((answer) => item(answer.item)),
  ...[HOME, OREGON].flatMap((place) => Object.entries(DECOYS).map(([sku, decoy]) => item(placed(sku, decoy, place)))),
  ...EDGES.flatMap((place) => WANTED.map((each) => item(placed(skuOf(each.key), each, place)))),
];
