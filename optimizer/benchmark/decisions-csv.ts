import type { Decision } from "./score";
import { epochOf, type Trace } from "./trace";

/** Digits that nobody needs more of, and that every machine agrees on. */
const DIGITS = 6;

/** `vm,decision_time,capacity,risk`: capacities in units of the present one, times in UTC. */
export function decisionsCsv(decisions: ReadonlyMap<Trace, readonly Decision[]>): string {
  const lines = [...decisions].flatMap(([trace, made]) =>
    made.map(({ index, capacity, risk }) =>
      [trace.vm, isoSeconds(epochOf(trace, index)), rounded(capacity), risk === undefined ? "" : rounded(risk)].join(","),
    ),
  );
  return `${["vm,decision_time,capacity,risk", ...lines].join("\n")}\n`;
}

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
const isoSeconds = (epoch: number): string => new Date(epoch * 1000).toISOString().replace(".000Z", "Z");
