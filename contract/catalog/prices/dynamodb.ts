import type { PriceFamily, PriceQuery } from "./query";

const serviceCode = "AmazonDynamoDB";

const provisioned = (group: string, usage: string): Omit<PriceQuery, "key"> => ({
  serviceCode,
  attributes: { productFamily: "Provisioned IOPS", group },
  usage,
  awsUnits: ["WriteCapacityUnit-Hrs", "ReadCapacityUnit-Hrs", "Hrs"],
  unit: "unit-hour",
  source: "https://aws.amazon.com/dynamodb/pricing/provisioned/",
});

const onDemand = (group: string, usage: string): Omit<PriceQuery, "key"> => ({
  serviceCode,
  attributes: { productFamily: "Amazon DynamoDB PayPerRequest Throughput", group },
  usage,
  awsUnits: ["WriteRequestUnits", "ReadRequestUnits"],
  unit: "request",
  source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
});

/** Standard table class; the Infrequent Access class and replicated writes have groups and usage types of their own. */
const QUERIES: ReadonlyMap<string, Omit<PriceQuery, "key">> = new Map([
  ["wcu-hour", provisioned("DDB-WriteUnits", "WriteCapacityUnit-Hrs")],
  ["rcu-hour", provisioned("DDB-ReadUnits", "ReadCapacityUnit-Hrs")],
  ["write-request", onDemand("DDB-WriteUnits", "WriteRequestUnits")],
  ["read-request", onDemand("DDB-ReadUnits", "ReadRequestUnits")],
]);

/** `dynamodb:wcu-hour`, `dynamodb:rcu-hour`, `dynamodb:write-request`, `dynamodb:read-request` */
export const dynamodb: PriceFamily = {
  prefix: "dynamodb",
  query: ([what, ...more]) => (what === undefined || more.length > 0 ? undefined : QUERIES.get(what)),
};
