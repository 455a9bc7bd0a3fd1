import { erlangC } from "./erlang-c";
import { isMissing } from "./missing";

/** Share of the busiest utilisation up to which the table is kept; beyond it a queue has no steady state worth a number. */
const HIGHEST = 0.99;
const STEPS = 396;

/** P(wait + service > t) in GI/G/k with service times exponential in the tail; t in mean service times. */
export function responseTail(servers: number, utilization: number, variability: number, t: number): number {
  const wait = erlangC(servers, utilization);
  // Allen–Cunneen: the wait of those who wait is taken as exponential with this mean (Whitt 1993, eq. 2.24).
  const tau = variability / (servers * (1 - utilization));
  const convolved = Math.abs(tau - 1) < 1e-6 ? (1 + t) * Math.exp(-t) : (tau * Math.exp(-t / tau) - Math.exp(-t)) / (tau - 1);
  return (1 - wait) * Math.exp(-t) + wait * convolved;
}

/**
 * Quantile of the response time (wait convolved with service) of a multi-server queue, in mean service times.
 * @param variability (Ca² + Cs²) / 2: 1 for Poisson arrivals and exponential service
 */
export function responseQuantile(servers: number, utilization: number, q: number, variability = 1): number {
  if (utilization >= 1) return Number.POSITIVE_INFINITY;
  const tail = 1 - q;
  let high = 1;
  while (responseTail(servers, utilization, variability, high) > tail) high *= 2;
  let low = 0;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (responseTail(servers, utilization, variability, middle) > tail) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * By how much queueing lengthens the quantile, in mean service times, tabulated for quick replay.
 * Over 99 % busy it is what it is at 99 %, times as much as the load exceeds it: finite, and never falling.
 */
export function queueingDelay(servers: number, q: number, variability = 1): (utilization: number) => number {
  const key = `${servers} ${q} ${variability}`;
  const known = DELAYS.get(key) ?? tabulated(servers, q, variability);
  DELAYS.set(key, known);
  return known;
}

/** A table takes milliseconds, and a stack has few kinds of servers. */
const DELAYS = new Map<string, (utilization: number) => number>();

function tabulated(servers: number, q: number, variability: number): (utilization: number) => number {
  const idle = responseQuantile(servers, 0, q, variability);
  const table = Float64Array.from({ length: STEPS + 1 }, (_, i) => responseQuantile(servers, (i / STEPS) * HIGHEST, q, variability) - idle);
  const last = table[STEPS] ?? 0;
  return (utilization) => {
    if (isMissing(utilization)) return Number.NaN;
    if (utilization <= 0) return 0;
    if (utilization >= HIGHEST) return last * (1 + (utilization - HIGHEST) / (1 - HIGHEST));
    const position = (utilization / HIGHEST) * STEPS;
    const below = Math.floor(position);
    const low = table[below] ?? 0;
    return low + ((table[below + 1] ?? low) - low) * (position - below);
  };
}
