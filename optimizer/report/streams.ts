import { SECONDS_PER_DAY } from "../../contract";
import type { StreamActivity, TableStream } from "../telemetry";

/** Who reads a table's stream, and what could not be found out, in lines of plain text. */
export function streamText({ table, stream, consumers, activity, unknown }: TableStream): string {
  const named = consumers.map(({ type, name, state }) => `    ${type} ${name} (${state})`);
  return [
    `  Stream of ${table}: ${heading(stream, consumers.length, unknown.length)}`,
    ...named,
    ...(activity === undefined ? [] : [`    GetRecords: ${calls(activity)}`]),
    ...unknown.map((reason) => `    not known: ${reason}`),
  ].join("\n");
}

function heading(stream: TableStream["stream"], consumers: number, unknown: number): string {
  if (stream === null) return consumers === 0 ? "none" : "none, but changes go to";
  if (consumers > 0) return unknown > 0 ? "read by these, and perhaps by others" : "read by";
  return unknown > 0 ? "it is not known who reads it" : "no consumer is registered";
}

const calls = ({ calls, records, fromEpoch, toEpoch }: StreamActivity): string => {
  const days = Math.round((toEpoch - fromEpoch) / SECONDS_PER_DAY);
  return calls === 0 ? `no call in ${days} days` : `${calls} calls and ${records} records in ${days} days`;
};
