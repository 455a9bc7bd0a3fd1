import { z } from "zod";
import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import { CREATED_EPOCH, type KnownTable, knownTables, type StreamAccount } from "./account";

/** Prefix of `X-Amz-Target` for DynamoDB. */
export const DYNAMODB_TARGET = "DynamoDB_20120810";

const request = z.strictObject({ TableName: z.string() });
const OPERATIONS = ["DescribeTable", "DescribeKinesisStreamingDestination"] as const;

/** Answers one operation about a table of the inventory; the result is the body as JSON. @param region that the request is signed for */
export function dynamodb(operation: string, body: unknown, account: StreamAccount, region: string): Buffer {
  const known = OPERATIONS.find((each) => each === operation);
  if (known === undefined) {
    throw new ServiceError("UnknownOperationException", `this stand-in does not answer ${operation} of DynamoDB`);
  }
  const { TableName } = parseRequest(request, body, "ValidationException");
  const table = knownTables(account).find((each) => each.region === region && (each.name === TableName || each.arn === TableName));
  if (table === undefined) {
    throw new ServiceError("ResourceNotFoundException", `Requested resource not found: Table: ${TableName} not found`);
  }
  return Buffer.from(JSON.stringify(known === "DescribeTable" ? described(table) : destinations(table, account.contract.account)));
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html, as far as it tells of streams, keys and contents. */
const described = ({ name, arn, stream, layout }: KnownTable) => ({
  Table: {
    TableName: name,
    TableArn: arn,
    TableStatus: "ACTIVE",
    CreationDateTime: CREATED_EPOCH,
    ...(stream === undefined
      ? {}
      : {
          StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
          LatestStreamArn: stream.arn,
          LatestStreamLabel: stream.label,
        }),
    ...(layout === undefined ? {} : keysAndContents(layout)),
  },
});

const KEY_TYPES = ["HASH", "RANGE"] as const;

function keysAndContents({ key, indexes, items, meanItemBytes }: NonNullable<KnownTable["layout"]>) {
  const schema = (names: readonly string[]) => names.map((AttributeName, i) => ({ AttributeName, KeyType: KEY_TYPES[i] }));
  const attributes = [...new Set([...key, ...Object.values(indexes).flat()])];
  return {
    KeySchema: schema(key),
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, names]) => ({
      IndexName,
      IndexStatus: "ACTIVE",
      KeySchema: schema(names),
    })),
    ItemCount: items,
    TableSizeBytes: Math.round(items * meanItemBytes),
  };
}

const destinations = ({ name, region, readers }: KnownTable, account: string) => ({
  TableName: name,
  KinesisDataStreamDestinations: readers.kinesis.map((stream) => ({
    StreamArn: `arn:aws:kinesis:${region}:${account}:stream/${stream}`,
    DestinationStatus: "ACTIVE",
  })),
});
