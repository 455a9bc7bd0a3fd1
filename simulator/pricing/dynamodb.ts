import { flat, PLACES, type PriceStep, type Product, placed } from "./product";

/** us-east-1. https://aws.amazon.com/dynamodb/pricing/provisioned/ and /on-demand/ */
const ROWS: readonly (readonly [
  family: string,
  group: string,
  operation: string,
  usage: string,
  unit: string,
  steps: readonly PriceStep[],
])[] = [
  ["Provisioned IOPS", "DDB-WriteUnits", "CommittedThroughput", "WriteCapacityUnit-Hrs", "WriteCapacityUnit-Hrs", afterFreeTier(0.00065)],
  ["Provisioned IOPS", "DDB-ReadUnits", "CommittedThroughput", "ReadCapacityUnit-Hrs", "ReadCapacityUnit-Hrs", afterFreeTier(0.00013)],
  ["Provisioned IOPS", "DDB-WriteUnitsIA", "CommittedThroughput", "IA-WriteCapacityUnit-Hrs", "WriteCapacityUnit-Hrs", flat(0.00081)],
  ["Provisioned IOPS", "DDB-ReadUnitsIA", "CommittedThroughput", "IA-ReadCapacityUnit-Hrs", "ReadCapacityUnit-Hrs", flat(0.00016)],
  [
    "DDB-Operation-ReplicatedWrite",
    "DDB-ReplicatedWriteUnits",
    "CommittedThroughput",
    "ReplWriteCapacityUnit-Hrs",
    "ReplicatedWriteCapacityUnit-Hrs",
    flat(0.000975),
  ],
  [
    "Amazon DynamoDB PayPerRequest Throughput",
    "DDB-WriteUnits",
    "PayPerRequestThroughput",
    "WriteRequestUnits",
    "WriteRequestUnits",
    flat(0.625e-6),
  ],
  [
    "Amazon DynamoDB PayPerRequest Throughput",
    "DDB-ReadUnits",
    "PayPerRequestThroughput",
    "ReadRequestUnits",
    "ReadRequestUnits",
    flat(0.125e-6),
  ],
  [
    "Amazon DynamoDB PayPerRequest Throughput",
    "DDB-WriteUnitsIA",
    "PayPerRequestThroughput",
    "IA-WriteRequestUnits",
    "WriteRequestUnits",
    flat(0.78e-6),
  ],
  [
    "Amazon DynamoDB PayPerRequest Throughput",
    "DDB-ReadUnitsIA",
    "PayPerRequestThroughput",
    "IA-ReadRequestUnits",
    "ReadRequestUnits",
    flat(0.155e-6),
  ],
];

/** The first 25 units are free for a month. */
function afterFreeTier(usd: number): readonly PriceStep[] {
  return [
    { usd: 0, upTo: 18_600 },
    { usd, upTo: Number.POSITIVE_INFINITY },
  ];
}

export function dynamodbProducts(): readonly Product[] {
  return PLACES.filter(({ locationType }) => locationType === "AWS Region").flatMap((place) =>
    ROWS.map(([productFamily, group, operation, usage, unit, steps]) => ({
      serviceCode: "AmazonDynamoDB",
      productFamily,
      attributes: { ...placed(place), servicecode: "AmazonDynamoDB", group, operation, usagetype: `${place.prefix}${usage}` },
      unit,
      steps: steps.map(({ usd, upTo }) => ({ usd: usd * place.factor, upTo })),
      description: `per ${unit} (${group})`,
    })),
  );
}
