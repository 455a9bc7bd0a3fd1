import { z } from "zod";
import { SECONDS_PER_DAY } from "../../contract";
import type { Evidence } from "../evidence";
import { proposal } from "../plan/proposal";
import { finding } from "./finding";
import { rule } from "./rule";

const parameters = z.strictObject({
  /** Fewer calls than this on each day. Only their sum is known, so all of them count as made on one day. */
  getRecordsPerDayBelow: z.number().positive(),
});
type Parameters = z.infer<typeof parameters>;

/** Unlike elsewhere what is not known declines here: no guard knows who reads a stream. */
function whyKept({ current, stream, startEpoch, endEpoch }: Evidence, { getRecordsPerDayBelow }: Parameters): string | undefined {
  if (current.stream !== true) return "the stream is off already";
  if (stream === undefined) return "the account was not asked who reads the stream";
  const { consumers, activity, unknown } = stream;
  if (consumers.length > 0)
    return `the stream is read by ${consumers.map(({ type, name, state }) => `${type} ${name} (${state})`).join(", ")}`;
  if (unknown.length > 0) return `it is not known who reads the stream: ${unknown.join("; ")}`;
  if (stream.stream === null) return "the table has no stream, though its settings say so: apply the stack first";
  if (stream.stream === undefined || activity === undefined) return "it is not known whether anybody calls GetRecords on the stream";
  if (activity.fromEpoch > startEpoch || activity.toEpoch < endEpoch) return "calls of GetRecords are known for a part of the window only";
  if (activity.calls >= getRecordsPerDayBelow)
    return `somebody reads the stream without being registered: ${activity.calls} calls of GetRecords in ${daysIn(activity)} days, fewer than ${getRecordsPerDayBelow} on any day needed`;
  return undefined;
}

const daysIn = ({ fromEpoch, toEpoch }: { readonly fromEpoch: number; readonly toEpoch: number }): number =>
  Math.round((toEpoch - fromEpoch) / SECONDS_PER_DAY);

/** Off where no function, pipe, replica or Kinesis stream takes the changes, and nobody called GetRecords in the whole window. */
export const dynamodbStream = rule({
  name: "dynamodb-stream",
  kinds: ["dynamodb-table"],
  parameters,
  declines: whyKept,
  propose: (e, p) => {
    const calls = e.stream?.activity?.calls;
    if (whyKept(e, p) !== undefined || calls === undefined || !e.turns("stream")) return [];
    return [
      proposal(e, {
        rule: "dynamodb-stream",
        direction: "down",
        unused: true,
        to: { ...e.current, stream: false },
        reason: `nobody reads the stream: no event source mapping, pipe, replica or Kinesis destination, and fewer than ${p.getRecordsPerDayBelow} calls of GetRecords on any day of the window; a stream that nobody reads costs nothing, so no saving is claimed`,
        findings: [
          finding(e, [], {
            metric: `GetRecords calls on the stream of ${e.stream?.table ?? e.component}`,
            statistic: "sum of the window's whole days",
            value: calls,
            unit: "count",
          }),
        ],
      }),
    ];
  },
});
