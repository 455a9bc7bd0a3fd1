import { GB, GB_MONTHS, type PriceFamily, REQUESTS, tableFamily } from "./query";

const KMS = { serviceCode: "awskms", source: "https://aws.amazon.com/kms/pricing/" } as const;
const CLOUDWATCH = { serviceCode: "AmazonCloudWatch", source: "https://aws.amazon.com/cloudwatch/pricing/" } as const;

/** `kms:key-month`, `kms:request` (symmetric) */
export const kms: PriceFamily = tableFamily("kms", {
  "key-month": {
    ...KMS,
    attributes: { productFamily: "Encryption Key" },
    usage: ["KMS-Keys"],
    awsUnits: { Keys: 1, Key: 1, "Key-Mo": 1, months: 1 },
    unit: "key-month",
  },
  request: { ...KMS, attributes: { productFamily: "API Request" }, usage: ["KMS-Requests"], awsUnits: REQUESTS, unit: "request" },
});

/** `cloudwatch:metric-month`, `cloudwatch:alarm-month` (standard resolution), `cloudwatch:logs-gb`, `cloudwatch:logs-gb-month`, `cloudwatch:read-metric` */
export const cloudwatch: PriceFamily = tableFamily("cloudwatch", {
  "metric-month": {
    ...CLOUDWATCH,
    attributes: { productFamily: "Metric" },
    usage: ["CW:MetricMonitorUsage"],
    awsUnits: { Metrics: 1 },
    unit: "metric-month",
  },
  "alarm-month": {
    ...CLOUDWATCH,
    attributes: { productFamily: "Alarm" },
    ifStated: { alarmType: ["Standard"] },
    usage: ["CW:AlarmMonitorUsage"],
    awsUnits: { Alarms: 1 },
    unit: "alarm-month",
  },
  "logs-gb": {
    ...CLOUDWATCH,
    attributes: { productFamily: "Data Payload" },
    ifStated: { group: ["Ingested Logs"] },
    usage: ["DataProcessing-Bytes"],
    awsUnits: GB,
    unit: "gb",
  },
  "logs-gb-month": {
    ...CLOUDWATCH,
    attributes: { productFamily: "Storage Snapshot" },
    usage: ["TimedStorage-ByteHrs"],
    awsUnits: GB_MONTHS,
    unit: "gb-month",
  },
  "read-metric": {
    ...CLOUDWATCH,
    attributes: {},
    usage: ["CW:GMD-Metrics"],
    awsUnits: { Metrics: 1 },
    unit: "metric",
  },
});
