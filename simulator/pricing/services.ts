import { flat, PLACES, type PriceStep, type Product, placed } from "./product";

type Row = readonly [
  serviceCode: string,
  family: string,
  usage: string,
  unit: string,
  price: number | readonly PriceStep[],
  attributes?: Readonly<Record<string, string>>,
];

const NAT = { group: "NGW:NatGateway", operation: "NatGateway" } as const;
const APPLICATION = { operation: "LoadBalancing:Application" } as const;
const NETWORK = { operation: "LoadBalancing:Network" } as const;
const TRANSIT = { operation: "TransitGatewayVPC", group: "AWSTransitGateway" } as const;
const storage = (deploymentOption: string, volumeType: string) => ({ databaseEngine: "PostgreSQL", deploymentOption, volumeType });
const provisioned = (deploymentOption: string) => ({ databaseEngine: "Any", deploymentOption });
const GP3 = "General Purpose-GP3";
const IO1 = "Provisioned IOPS";
const IO2 = "Provisioned IOPS-IO2";

/** us-east-1, from the services' pricing pages (2026-07); beside each price its neighbours, which only look like it. */
const ROWS: readonly Row[] = [
  ["AmazonEC2", "NAT Gateway", "NatGateway-Hours", "Hrs", 0.045, NAT],
  ["AmazonEC2", "NAT Gateway", "NatGateway-Bytes", "GB", 0.045, NAT],
  ["AmazonEC2", "NAT Gateway", "NatGateway-Prvd-Hours", "Hrs", 0.09, NAT],
  ["AmazonEC2", "Storage", "EBS:VolumeUsage.piops", "GB-Mo", 0.125, { volumeApiName: "io1" }],
  ["AmazonEC2", "System Operation", "EBS:VolumeP-IOPS.piops", "IOPS-Mo", 0.065, { volumeApiName: "io1" }],
  ["AmazonEC2", "System Operation", "EBS:VolumeP-IOPS.gp3", "IOPS-Mo", 0.005, { volumeApiName: "gp3" }],
  ["AmazonEC2", "Provisioned Throughput", "EBS:VolumeP-Throughput.gp3", "GiBps-mo", 40.96, { volumeApiName: "gp3" }],
  ["AmazonEC2", "Storage Snapshot", "EBS:SnapshotUsage", "GB-Mo", 0.05],
  ["AmazonEC2", "Storage Snapshot", "EBS:SnapshotArchiveStorage", "GB-Mo", 0.0125],
  ["AWSELB", "Load Balancer-Application", "LoadBalancerUsage", "Hrs", 0.0225, APPLICATION],
  ["AWSELB", "Load Balancer-Application", "LCUUsage", "LCU-Hrs", 0.008, APPLICATION],
  ["AWSELB", "Load Balancer-Application", "ReservedLCUUsage", "LCU-Hrs", 0.008, APPLICATION],
  ["AWSELB", "Load Balancer-Network", "LoadBalancerUsage", "Hrs", 0.0225, NETWORK],
  ["AWSELB", "Load Balancer-Network", "LCUUsage", "LCU-Hrs", 0.006, NETWORK],
  ["AWSELB", "Load Balancer", "LoadBalancerUsage", "Hrs", 0.025, { operation: "LoadBalancing" }],
  ["AmazonVPC", "Transit Gateway", "TransitGateway-Hours", "hour", 0.05, TRANSIT],
  ["AmazonVPC", "Transit Gateway", "TransitGateway-Bytes", "GigaBytes", 0.02, TRANSIT],
  ["AmazonVPC", "Transit Gateway", "TransitGateway-Hours", "hour", 0.05, { ...TRANSIT, operation: "TransitGatewayVPN" }],
  ["AmazonVPC", "Transit Gateway", "TransitGateway-Hours", "hour", 0.05, { ...TRANSIT, operation: "TransitGatewayPeering" }],
  ["AmazonVPC", "Cloud Connectivity", "VPN-Usage-Hours:ipsec.1", "Hrs", 0.05, { operation: "CreateVpnConnection" }],
  ["AmazonVPC", "Cloud Connectivity", "VPN-large-Usage-Hours:ipsec.1", "Hrs", 0.6, { operation: "CreateVpnConnection" }],
  ["AmazonRDS", "Database Storage", "RDS:GP3-Storage", "GB-Mo", 0.115, storage("Single-AZ", GP3)],
  ["AmazonRDS", "Database Storage", "RDS:Multi-AZ-GP3-Storage", "GB-Mo", 0.23, storage("Multi-AZ", GP3)],
  ["AmazonRDS", "Database Storage", "RDS:GP2-Storage", "GB-Mo", 0.115, storage("Single-AZ", "General Purpose")],
  ["AmazonRDS", "Database Storage", "RDS:Multi-AZ-GP2-Storage", "GB-Mo", 0.23, storage("Multi-AZ", "General Purpose")],
  ["AmazonRDS", "Database Storage", "RDS:PIOPS-Storage", "GB-Mo", 0.125, storage("Single-AZ", IO1)],
  ["AmazonRDS", "Database Storage", "RDS:Multi-AZ-PIOPS-Storage", "GB-Mo", 0.25, storage("Multi-AZ", IO1)],
  ["AmazonRDS", "Database Storage", "RDS:PIOPS-Storage-IO2", "GB-Mo", 0.125, storage("Single-AZ", IO2)],
  ["AmazonRDS", "Database Storage", "RDS:Multi-AZ-PIOPS-Storage-IO2", "GB-Mo", 0.25, storage("Multi-AZ", IO2)],
  ["AmazonRDS", "Provisioned IOPS", "RDS:GP3-PIOPS", "IOPS-Mo", 0.02, provisioned("Single-AZ")],
  ["AmazonRDS", "Provisioned IOPS", "RDS:Multi-AZ-GP3-PIOPS", "IOPS-Mo", 0.04, provisioned("Multi-AZ")],
  ["AmazonRDS", "Provisioned IOPS", "RDS:PIOPS", "IOPS-Mo", 0.1, provisioned("Single-AZ")],
  ["AmazonRDS", "Provisioned IOPS", "RDS:Multi-AZ-PIOPS", "IOPS-Mo", 0.2, provisioned("Multi-AZ")],
  ["AmazonRDS", "Provisioned IOPS", "RDS:IO2-PIOPS", "IOPS-Mo", 0.1, provisioned("Single-AZ")],
  ["AmazonRDS", "Provisioned IOPS", "RDS:Multi-AZ-IO2-PIOPS", "IOPS-Mo", 0.2, provisioned("Multi-AZ")],
  ["AmazonRDS", "Provisioned Throughput", "RDS:GP3-Throughput", "MBPS-Mo", 0.08, provisioned("Single-AZ")],
  ["AmazonRDS", "Provisioned Throughput", "RDS:Multi-AZ-GP3-Throughput", "MBPS-Mo", 0.16, provisioned("Multi-AZ")],
  ["AmazonRDS", "Storage Snapshot", "RDS:ChargedBackupUsage", "GB-Mo", 0.095, { databaseEngine: "PostgreSQL" }],
  ["AmazonRDS", "Storage Snapshot", "RDSCustom:ChargedBackupUsage", "GB-Mo", 0.095, { databaseEngine: "PostgreSQL" }],
  ["AmazonRDS", "Storage Snapshot", "Aurora:BackupUsage", "GB-Mo", 0.021, { databaseEngine: "Aurora PostgreSQL" }],
  ["AmazonRDS", "Storage Snapshot", "Aurora:BackupUsage", "GB-Mo", 0.021, { databaseEngine: "Aurora MySQL" }],
  ["AmazonDynamoDB", "Database Storage", "TimedStorage-ByteHrs", "GB-Mo", steps([0, 25], [0.25, Number.POSITIVE_INFINITY])],
  ["AmazonDynamoDB", "Database Storage", "IA-TimedStorage-ByteHrs", "GB-Mo", 0.1],
  ["AmazonDynamoDB", "Database Storage", "TimedPITRStorage-ByteHrs", "GB-Mo", 0.2],
  [
    "AmazonDynamoDB",
    "API Request",
    "Streams-Requests",
    "Requests",
    steps([0, 2.5e6], [0.2e-6, Number.POSITIVE_INFINITY]),
    { group: "DDB-StreamsReadRequests" },
  ],
  ["AWSLambda", "Serverless", "Request", "Requests", 0.2e-6, { group: "AWS-Lambda-Requests" }],
  [
    "AWSLambda",
    "Serverless",
    "Lambda-GB-Second",
    "Lambda-GB-Second",
    steps([16.6667e-6, 6e9], [15e-6, 15e9], [13.3334e-6, Number.POSITIVE_INFINITY]),
    { group: "AWS-Lambda-Duration" },
  ],
  ["AWSLambda", "Serverless", "Lambda-GB-Second-ARM", "Lambda-GB-Second", 13.3334e-6, { group: "AWS-Lambda-Duration-ARM" }],
  ["AWSLambda", "Serverless", "Lambda-Edge-GB-Second", "Lambda-GB-Second", 50.01e-6, { group: "AWS-Lambda-Edge-Duration" }],
  [
    "AWSLambda",
    "Serverless",
    "Lambda-Provisioned-Concurrency",
    "Lambda-GB-Second",
    4.1667e-6,
    { group: "AWS-Lambda-Provisioned-Concurrency" },
  ],
  ["AWSLambda", "Serverless", "Lambda-Provisioned-GB-Second", "Lambda-GB-Second", 9.7222e-6, { group: "AWS-Lambda-Duration-Provisioned" }],
  ["awskms", "Encryption Key", "KMS-Keys", "Keys", 1],
  ["awskms", "API Request", "KMS-Requests", "Requests", 3e-6],
  ["awskms", "API Request", "KMS-Requests-Asymmetric", "Requests", 15e-6],
  [
    "AmazonCloudWatch",
    "Metric",
    "CW:MetricMonitorUsage",
    "Metrics",
    steps([0.3, 1e4], [0.1, 2.5e5], [0.05, 1e6], [0.02, Number.POSITIVE_INFINITY]),
  ],
  ["AmazonCloudWatch", "Alarm", "CW:AlarmMonitorUsage", "Alarms", 0.1, { alarmType: "Standard" }],
  ["AmazonCloudWatch", "Alarm", "CW:HighResAlarmMonitorUsage", "Alarms", 0.3, { alarmType: "High Resolution" }],
  ["AmazonCloudWatch", "Data Payload", "DataProcessing-Bytes", "GB", 0.5, { group: "Ingested Logs" }],
  ["AmazonCloudWatch", "Storage Snapshot", "TimedStorage-ByteHrs", "GB-Mo", 0.03],
  ["AmazonCloudWatch", "API Request", "CW:GMD-Metrics", "Metrics", 0.01e-3],
];

/** SageMaker's instance hours; every use of an instance is a product of its own. https://aws.amazon.com/sagemaker/ai/pricing/ */
const ML_HOURLY: Readonly<Record<string, number>> = {
  "ml.g4dn.xlarge": 0.7364,
  "ml.g5.xlarge": 1.408,
  "ml.g5.2xlarge": 1.515,
  "ml.g6.xlarge": 1.127,
  "ml.p3.2xlarge": 3.825,
};
const ML_USES = [
  ["Hosting", "Host"],
  ["Training", "Train"],
  ["Notebook", "Notebk"],
  ["Batch Transform", "Tsform"],
] as const;

const ML_ROWS: readonly Row[] = Object.entries(ML_HOURLY).flatMap(([instanceName, usd]) =>
  ML_USES.map(
    ([component, usage]): Row => [
      "AmazonSageMaker",
      "ML Instance",
      `${usage}:${instanceName}`,
      "Hrs",
      usd,
      { instanceName, instanceType: `${instanceName}-${component}`, component, operation: "RunInstance" },
    ],
  ),
);

function steps(...each: readonly (readonly [usd: number, upTo: number])[]): readonly PriceStep[] {
  return each.map(([usd, upTo]) => ({ usd, upTo }));
}

/** What neither an instance nor a cache nor a table's capacity is: network, storage, functions, models, keys, monitoring. */
export function serviceProducts(): readonly Product[] {
  return PLACES.filter(({ locationType }) => locationType === "AWS Region").flatMap((place) =>
    [...ROWS, ...ML_ROWS].map(([serviceCode, productFamily, usage, unit, price, attributes = {}]) => ({
      serviceCode,
      productFamily,
      attributes: { ...placed(place), ...attributes, servicecode: serviceCode, usagetype: `${place.prefix}${usage}` },
      unit,
      steps: (typeof price === "number" ? flat(price) : price).map(({ usd, upTo }) => ({ usd: usd * place.factor, upTo })),
      description: `per ${unit} of ${usage}`,
    })),
  );
}
