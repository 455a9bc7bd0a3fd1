import type { StreamReaders } from "../../scenario/streams";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import type { MinuteBlock } from "../block";
import { isOn, type NamedSource, type Segment, segmentAt } from "../system";

/** Names the one stream that a table has had: on since before any window. */
export const STREAM_LABEL = "2025-01-06T09:00:00.000";

/**
 * Polls a second of the stream's one shard. Lambda and pipes: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html; a worker of the
 * Kinesis Client Library waits a second between two reads by default.
 */
const POLLS_PER_SECOND = { service: 4, worker: 1 } as const;
const LATENCY_MS = { least: 3, mean: 8, most: 40 } as const;
const BYTES_PER_RECORD = 1_024;

interface StreamParameters {
  readonly table: string;
  readonly readers: StreamReaders;
  readonly settings: (day: Day) => readonly Segment[];
  /** Items that are written, per second, by minute. */
  readonly writes: (day: Day) => Float64Array;
}

/** What GetRecords does on the stream, as DynamoDB publishes it: on use only, and also for calls that find nothing. */
export function streamSources({ table, readers, settings, writes }: StreamParameters): readonly NamedSource[] {
  const services = readers.functions.length + readers.pipes.length;
  const polls = SECONDS_PER_MINUTE * (services * POLLS_PER_SECOND.service + readers.workers * POLLS_PER_SECOND.worker);
  if (polls === 0) return [];
  const counts = (day: Day): Float64Array => {
    const segments = settings(day);
    return Float64Array.from({ length: MINUTES_PER_DAY }, (_, minute) => (isOn(segmentAt(segments, minute), "stream") ? polls : 0));
  };
  /** Every reader gets every record. */
  const records = (day: Day): Float64Array =>
    writes(day).map((perSecond) => Math.round(perSecond * SECONDS_PER_MINUTE) * (services + readers.workers));
  const dimensions = { TableName: table, StreamLabel: STREAM_LABEL, Operation: "GetRecords" };
  const of = (metricName: string, day: (day: Day) => MinuteBlock): NamedSource => ({
    name: `stream/${metricName}`,
    namespace: "AWS/DynamoDB",
    metricName,
    dimensions,
    day,
  });
  return [
    of("SuccessfulRequestLatency", (day) => latencies(counts(day))),
    of("ReturnedRecordsCount", (day) => spread(records(day), counts(day))),
    of("ReturnedBytes", (day) =>
      spread(
        records(day).map((count) => count * BYTES_PER_RECORD),
        counts(day),
      ),
    ),
  ];
}

const latencies = (count: Float64Array): MinuteBlock => ({
  count,
  sum: count.map((calls) => calls * LATENCY_MS.mean),
  min: count.map(() => LATENCY_MS.least),
  max: count.map(() => LATENCY_MS.most),
});

/** A total of a minute over its calls, one like the other. */
function spread(total: Float64Array, count: Float64Array): MinuteBlock {
  const each = total.map((sum, i) => sum / Math.max(1, count[i] ?? 0));
  return { count, sum: total, min: each, max: each };
}
