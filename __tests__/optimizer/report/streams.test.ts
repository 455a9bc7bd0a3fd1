import { streamText } from "../../../optimizer/report/streams";
import type { TableStream } from "../../../optimizer/telemetry";

const DAY = 86_400;
const idle: TableStream = {
  table: "orders",
  region: "us-east-1",
  stream: "arn:s",
  consumers: [],
  activity: { fromEpoch: 0, toEpoch: 60 * DAY, calls: 0, records: 0, bytes: 0 },
  unknown: [],
};
const settle = { type: "lambda", name: "settle:live", arn: "arn:l", state: "Enabled" } as const;

describe("what is said of a table's stream", () => {
  it.each<[string, TableStream, readonly string[]]>([
    ["nobody, and no call", idle, ["  Stream of orders: no consumer is registered", "    GetRecords: no call in 60 days"]],
    [
      "a worker that only its calls tell of",
      { ...idle, activity: { fromEpoch: 0, toEpoch: 60 * DAY, calls: 9_000, records: 12, bytes: 3_000 } },
      ["  Stream of orders: no consumer is registered", "    GetRecords: 9000 calls and 12 records in 60 days"],
    ],
    [
      "consumers",
      { ...idle, consumers: [settle] },
      ["  Stream of orders: read by", "    lambda settle:live (Enabled)", "    GetRecords: no call in 60 days"],
    ],
    [
      "consumers, and what could not be read",
      { table: "orders", region: "us-east-1", stream: "arn:s", consumers: [settle], unknown: ["pipes: denied"] },
      ["  Stream of orders: read by these, and perhaps by others", "    lambda settle:live (Enabled)", "    not known: pipes: denied"],
    ],
    [
      "nothing at all",
      { table: "orders", region: "us-east-1", consumers: [], unknown: ["the table: denied"] },
      ["  Stream of orders: it is not known who reads it", "    not known: the table: denied"],
    ],
    ["no stream", { table: "orders", region: "us-east-1", stream: null, consumers: [], unknown: [] }, ["  Stream of orders: none"]],
  ])("%s", (_, stream, lines) => {
    expect(streamText(stream).split("\n")).toEqual(lines);
  });
});
