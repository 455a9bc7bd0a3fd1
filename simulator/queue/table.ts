import { stream } from "../random";
import { type QueueSpec, simulateQueue } from "./events";

const { floor } = Math;

/** Utilisations that are simulated; in between, distributions are mixed. Over the last one a backlog grows and is counted elsewhere. */
const RHO = [0.05, 0.2, 0.35, 0.5, 0.6, 0.7, 0.78, 0.85, 0.9, 0.94, 0.97] as const;
export const HIGHEST_RHO = 0.97;
/** Enough arrivals that hundreds of bursts pass, whatever the number of servers. */
const arrivalsFor = (servers: number): number => 30_000 + 3_000 * servers;

/** Responses are counted in bins that are equally wide in the logarithm. */
const BINS = 320;
const LOG_LOWEST = Math.log(0.02);
const LOG_HIGHEST = Math.log(400);
const LOG_WIDTH = (LOG_HIGHEST - LOG_LOWEST) / BINS;

/** Distribution of response times by utilisation, for one number of servers. Times are in mean service times. */
export class QueueTable {
  /** Cumulative share of responses up to the end of each bin, one row of `BINS + 1` for each utilisation. */
  private readonly cumulative: Float64Array;
  private readonly means: Float64Array;

  constructor(spec: QueueSpec, servers: number, seed: number) {
    this.cumulative = new Float64Array(RHO.length * (BINS + 1));
    this.means = new Float64Array(RHO.length);
    RHO.forEach((rho, row) => {
      const responses = simulateQueue(spec, servers, rho, arrivalsFor(servers), stream(seed, `queue/${servers}`));
      const counts = new Float64Array(BINS);
      let total = 0;
      for (const response of responses) {
        const bin = floor((Math.log(response) - LOG_LOWEST) / LOG_WIDTH);
        const clamped = Math.min(BINS - 1, Math.max(0, bin));
        counts[clamped] = (counts[clamped] ?? 0) + 1;
        total += response;
      }
      let seen = 0;
      for (let bin = 0; bin < BINS; bin++) {
        seen += counts[bin] ?? 0;
        // More load never makes responses shorter; what the sample says against it is noise.
        const atLowerRho = row === 0 ? 1 : (this.cumulative[(row - 1) * (BINS + 1) + bin + 1] ?? 1);
        this.cumulative[row * (BINS + 1) + bin + 1] = Math.min(seen / responses.length, atLowerRho);
      }
      this.means[row] = Math.max(total / responses.length, this.means[row - 1] ?? 0);
    });
  }

  /** Where a utilisation lies between the simulated ones: row + share of the next row. */
  position(rho: number): number {
    const last = RHO.length - 1;
    if (rho <= RHO[0]) return 0;
    for (let row = 1; row <= last; row++) {
      const high = RHO[row] ?? 1;
      const low = RHO[row - 1] ?? 0;
      if (rho <= high) return row - 1 + (rho - low) / (high - low);
    }
    return last;
  }

  mean(position: number): number {
    const row = floor(position);
    const low = this.means[row] ?? 0;
    return low + ((this.means[row + 1] ?? low) - low) * (position - row);
  }

  /** P(response ≤ e^logTime). */
  share(logTime: number, position: number): number {
    const at = (logTime - LOG_LOWEST) / LOG_WIDTH;
    if (at <= 0) return 0;
    if (at >= BINS) return 1;
    const bin = floor(at);
    const row = floor(position);
    const within = at - bin;
    const low = this.shareInRow(row, bin, within);
    const weight = position - row;
    return weight === 0 ? low : low + (this.shareInRow(row + 1, bin, within) - low) * weight;
  }

  private shareInRow(row: number, bin: number, within: number): number {
    const start = row * (BINS + 1) + bin;
    const low = this.cumulative[start] ?? 1;
    return low + ((this.cumulative[start + 1] ?? 1) - low) * within;
  }
}

export const LOG_TIME_RANGE = { lowest: LOG_LOWEST, highest: LOG_HIGHEST } as const;

/** Tables are pure functions of their key, so one process may share them. */
const tables = new Map<string, QueueTable>();

export function queueTable(spec: QueueSpec, servers: number, seed: number): QueueTable {
  const key = JSON.stringify([spec, servers, seed]);
  const known = tables.get(key);
  if (known !== undefined) return known;
  const table = new QueueTable(spec, servers, seed);
  tables.set(key, table);
  return table;
}

/** Tables of one kind of request by number of servers, at hand without a key to build: for what asks every minute. */
export function queueTables(spec: QueueSpec, seed: number): (servers: number) => QueueTable {
  const known = new Map<number, QueueTable>();
  return (servers) => {
    const table = known.get(servers) ?? queueTable(spec, servers, seed);
    known.set(servers, table);
    return table;
  };
}
