import { GB_MONTHS, type KeylessQuery, type PriceFamily, REQUESTS, tableFamily } from "./query";

const serviceCode = "AmazonDynamoDB";

const provisioned = (group: string, what: "Write" | "Read"): KeylessQuery => ({
  serviceCode,
  attributes: { productFamily: "Provisioned IOPS", group },
  ifStated: { operation: ["CommittedThroughput"] },
  usage: [`${what}CapacityUnit-Hrs`],
  awsUnits: { [`${what}CapacityUnit-Hrs`]: 1, Hrs: 1 },
  unit: "unit-hour",
  source: "https://aws.amazon.com/dynamodb/pricing/provisioned/",
});

const onDemand = (group: string, what: "Write" | "Read"): KeylessQuery => ({
  serviceCode,
  attributes: { productFamily: "Amazon DynamoDB PayPerRequest Throughput", group },
  ifStated: { operation: ["PayPerRequestThroughput"] },
  usage: [`${what}RequestUnits`],
  awsUnits: { [`${what}RequestUnits`]: 1 },
  unit: "request",
  source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
});

const stored = (usage: string): KeylessQuery => ({
  serviceCode,
  attributes: { productFamily: "Database Storage" },
  usage: [usage],
  awsUnits: GB_MONTHS,
  unit: "gb-month",
  source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
});

const streamReads: KeylessQuery = {
  serviceCode,
  attributes: { productFamily: "API Request", group: "DDB-StreamsReadRequests" },
  usage: ["Streams-Requests"],
  awsUnits: REQUESTS,
  unit: "request",
  source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
};

/**
 * `dynamodb:wcu-hour|rcu-hour|write-request|read-request|gb-month|pitr-gb-month|stream-read`.
 * Standard table class; the Infrequent Access class and replicated writes have groups and usage types of their own.
 */
export const dynamodb: PriceFamily = tableFamily("dynamodb", {
  "wcu-hour": provisioned("DDB-WriteUnits", "Write"),
  "rcu-hour": provisioned("DDB-ReadUnits", "Read"),
  "write-request": onDemand("DDB-WriteUnits", "Write"),
  "read-request": onDemand("DDB-ReadUnits", "Read"),
  "gb-month": stored("TimedStorage-ByteHrs"),
  "pitr-gb-month": stored("TimedPITRStorage-ByteHrs"),
  "stream-read": streamReads,
});
