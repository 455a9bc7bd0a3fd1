import { type Product, productSchema } from "../../../../optimizer/telemetry/pricing";

type Attributes = Readonly<Record<string, string>>;
type Range = readonly [begin: string, end: string, usd: string, description?: string];

const PLACES = [
  { regionCode: "us-east-1", locationType: "AWS Region", location: "US East (N. Virginia)", prefix: "" },
  { regionCode: "us-west-2", locationType: "AWS Region", location: "US West (Oregon)", prefix: "USW2-" },
  { regionCode: "us-east-1", locationType: "AWS Outposts", location: "US East (N. Virginia)", prefix: "" },
] as const;

/** An item of GetProducts' PriceList, with the fields that the real API has and this one does not need left out. */
export function product(
  sku: string,
  family: string,
  attributes: Attributes,
  unit: string,
  ranges: readonly Range[] = [["0", "Inf", "1.0000000000"]],
): Product {
  const priceDimensions = Object.fromEntries(
    ranges.map(([beginRange, endRange, USD, description = ""], i) => {
      const rateCode = `${sku}.JRTCKXETXF.R${i}`;
      return [rateCode, { rateCode, unit, beginRange, endRange, description, pricePerUnit: { USD }, appliesTo: [] }];
    }),
  );
  return productSchema.parse({
    serviceCode: attributes.servicecode,
    product: { sku, productFamily: family, attributes },
    terms: {
      OnDemand: { [`${sku}.JRTCKXETXF`]: { sku, effectiveDate: "2026-07-01T00:00:00Z", offerTermCode: "JRTCKXETXF", priceDimensions } },
    },
  });
}

const ec2 = (more: Attributes, usage = "BoxUsage"): readonly [string, Attributes, string] => [
  "Compute Instance",
  {
    servicecode: "AmazonEC2",
    instanceType: "c6i.large",
    operatingSystem: "Linux",
    tenancy: "Shared",
    preInstalledSw: "NA",
    capacitystatus: "Used",
    licenseModel: "No License required",
    operation: "RunInstances",
    ...more,
    usagetype: `${usage}:${more.instanceType ?? "c6i.large"}`,
  },
  "Hrs",
];

const rds = (family: string, usagetype: string, more: Attributes, unit = "Hrs"): readonly [string, Attributes, string] => [
  family,
  { servicecode: "AmazonRDS", databaseEngine: "Aurora PostgreSQL", ...more, usagetype },
  unit,
];
const auroraInstance = { instanceType: "db.r6g.large", deploymentOption: "Single-AZ" };

const cache = (cacheEngine: string, usagetype: string): readonly [string, Attributes, string] => [
  "Cache Instance",
  { servicecode: "AmazonElastiCache", instanceType: "cache.r6g.large", cacheEngine, usagetype },
  "Hrs",
];

const dynamodb = (family: string, group: string, usagetype: string, unit: string): readonly [string, Attributes, string] => [
  family,
  { servicecode: "AmazonDynamoDB", group, usagetype },
  unit,
];
const PROVISIONED = "Provisioned IOPS";
const ON_DEMAND = "Amazon DynamoDB PayPerRequest Throughput";

/** What each key's query must find, and beside it what it must not: other systems, tenancies, engines, storage modes, table classes, previews. */
const ROWS: readonly (readonly [name: string, ...row: readonly [string, Attributes, string]])[] = [
  ["EC2LINUX", ...ec2({})],
  ["EC2WINDOWS", ...ec2({ operatingSystem: "Windows", operation: "RunInstances:0002" })],
  ["EC2DEDICATED", ...ec2({ tenancy: "Dedicated" }, "DedicatedUsage")],
  ["EC2SQL", ...ec2({ preInstalledSw: "SQL Std", operation: "RunInstances:0004" })],
  ["EC2UNUSED", ...ec2({ capacitystatus: "UnusedCapacityReservation" }, "UnusedBox")],
  ["EC2RESERVED", ...ec2({ capacitystatus: "AllocatedCapacityReservation" }, "Reservation")],
  ["EC2XLARGE", ...ec2({ instanceType: "c6i.xlarge" })],
  ["IO2", "Storage", { servicecode: "AmazonEC2", volumeApiName: "io2", usagetype: "EBS:VolumeUsage.io2" }, "GB-Mo"],
  ["IO1", "Storage", { servicecode: "AmazonEC2", volumeApiName: "io1", usagetype: "EBS:VolumeUsage.piops" }, "GB-Mo"],
  ["IOPS1", "System Operation", { servicecode: "AmazonEC2", volumeApiName: "io2", usagetype: "EBS:VolumeP-IOPS.io2" }, "IOPS-Mo"],
  ["IOPS2", "System Operation", { servicecode: "AmazonEC2", volumeApiName: "io2", usagetype: "EBS:VolumeP-IOPS.io2.tier2" }, "IOPS-Mo"],
  ["IOPS3", "System Operation", { servicecode: "AmazonEC2", volumeApiName: "io2", usagetype: "EBS:VolumeP-IOPS.io2.tier3" }, "IOPS-Mo"],
  ["AURORA", ...rds("Database Instance", "InstanceUsage:db.r6g.large", { ...auroraInstance, storage: "EBS Only" })],
  [
    "AURORAIO",
    ...rds("Database Instance", "InstanceUsageIOOptimized:db.r6g.large", { ...auroraInstance, storage: "Aurora IO Optimization Mode" }),
  ],
  [
    "AURORAMYSQL",
    ...rds("Database Instance", "InstanceUsage:db.r6g.large", { ...auroraInstance, databaseEngine: "Aurora MySQL", storage: "EBS Only" }),
  ],
  [
    "POSTGRES",
    ...rds("Database Instance", "InstanceUsage:db.r6g.large", { ...auroraInstance, databaseEngine: "PostgreSQL", storage: "EBS Only" }),
  ],
  ["EXTENDED", ...rds("Database Instance", "ExtendedSupport:Yr1-Yr2:AuroraPostgreSQL13", { ...auroraInstance, storage: "EBS Only" })],
  ["VOLUME", ...rds("Database Storage", "Aurora:StorageUsage", { volumeType: "General Purpose-Aurora" }, "GB-Mo")],
  ["VOLUMEIO", ...rds("Database Storage", "Aurora:IO-OptimizedStorageUsage", { volumeType: "IO Optimized-Aurora" }, "GB-Mo")],
  [
    "VOLUMEPREVIEW",
    ...rds("Database Storage", "Aurora:IO-OptimizedStorageUsage-LimitlessPreview", { volumeType: "IO Optimized-Aurora" }, "GB-Mo"),
  ],
  ["REQUESTS", ...rds("System Operation", "Aurora:StorageIOUsage", { group: "Aurora I/O Operation" }, "IOs")],
  ["REQUESTSPREVIEW", ...rds("System Operation", "Aurora:StorageIOUsage-LimitlessPreview", { group: "Aurora I/O Operation" }, "IOs")],
  ["MEMCACHED", ...cache("Memcached", "NodeUsage:cache.r6g.large")],
  ["VALKEY", ...cache("Valkey", "NodeUsage:cache.r6g.large")],
  ["REDISEXTENDED", ...cache("Redis", "ExtendedSupport:Yr1-Yr2:cache.r6g.large")],
  ["WCUIA", ...dynamodb(PROVISIONED, "DDB-WriteUnitsIA", "IA-WriteCapacityUnit-Hrs", "WriteCapacityUnit-Hrs")],
  ["WRITES", ...dynamodb(ON_DEMAND, "DDB-WriteUnits", "WriteRequestUnits", "WriteRequestUnits")],
  ["WRITESREPLICATED", ...dynamodb(ON_DEMAND, "DDB-WriteUnits", "ReplWriteRequestUnits", "ReplicatedWriteRequestUnits")],
  ["READS", ...dynamodb(ON_DEMAND, "DDB-ReadUnits", "ReadRequestUnits", "ReadRequestUnits")],
  ["DAX", "DAX", { servicecode: "AmazonDAX", instanceType: "dax.r5.large", usagetype: "NodeUsage:dax.r5.large" }, "Hrs"],
];

/** Items whose prices come in several parts. */
const TIERED: readonly (readonly [name: string, row: readonly [string, Attributes, string], ranges: readonly Range[]])[] = [
  [
    "WCU",
    dynamodb(PROVISIONED, "DDB-WriteUnits", "WriteCapacityUnit-Hrs", "WriteCapacityUnit-Hrs"),
    [["18600", "Inf", "0.0006500000"], ["0", "18600", "0.0000000000", "(free tier)"]], // biome-ignore format: a table
  ],
  [
    "REDIS",
    cache("Redis", "NodeUsage:cache.r6g.large"),
    [["0", "Inf", "0.0000000000", "Redis, cache.r6g.large reserved instance applied"], ["0", "Inf", "0.2060000000", "$0.206 per node-hour"]], // biome-ignore format: a table
  ],
];

/** Over sixty items: everything above in two regions and on Outposts. */
export const PRICE_LIST: readonly Product[] = PLACES.flatMap(({ prefix, ...place }) => {
  const at = (attributes: Attributes): Attributes => ({ ...attributes, ...place, usagetype: `${prefix}${attributes.usagetype}` });
  const sku = (name: string): string => `${name}-${place.regionCode}-${place.locationType.slice(4)}`;
  return [
    ...ROWS.map(([name, family, attributes, unit]) => product(sku(name), family, at(attributes), unit)),
    ...TIERED.map(([name, [family, attributes, unit], ranges]) => product(sku(name), family, at(attributes), unit, ranges)),
  ];
});
