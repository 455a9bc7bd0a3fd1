import { normal, pareto, type Stream, uniform } from "../random";

const { exp, log, max } = Math;

/** How requests arrive and how long one keeps a server busy; time is measured in mean service times. */
export interface QueueSpec {
  /** Standard deviation of the service time's logarithm. */
  readonly serviceSigma: number;
  /** Share of requests whose service time is Pareto distributed instead. */
  readonly tailShare: number;
  /** Tail index of those; smaller is heavier. */
  readonly tailIndex: number;
  /** Rate of arrivals in a burst relative to the mean; 1 is Poisson. */
  readonly burstFactor: number;
  /** Share of time in bursts. */
  readonly burstShare: number;
}

/** Mean length of a burst, in mean service times. */
const BURST_LENGTH = 5;
const WARM_UP_SHARE = 0.1;

/**
 * Runs `arrivals` requests through a first-come-first-served queue with `servers` equal servers at utilisation `rho`.
 * Arrivals are a two-state Markov-modulated Poisson process, so they are bursty and correlated.
 * @returns response times (wait and service) after the warm-up, in mean service times.
 */
export function simulateQueue(spec: QueueSpec, servers: number, rho: number, arrivals: number, random: Stream): Float64Array {
  const free = new Float64Array(servers);
  const responses = new Float64Array(arrivals);
  const meanTail = spec.tailIndex / (spec.tailIndex - 1);
  const logOffset = -(spec.serviceSigma ** 2) / 2;
  const arrivalRate = servers * rho;
  const burstRate = arrivalRate * spec.burstFactor;
  const calmRate = (arrivalRate * (1 - spec.burstShare * spec.burstFactor)) / (1 - spec.burstShare);
  const calmLength = (BURST_LENGTH * (1 - spec.burstShare)) / spec.burstShare;

  let counter = 0;
  const exponential = (mean: number): number => -mean * log(uniform(random, counter++));
  let now = 0;
  let bursting = false;
  let switchAt = exponential(calmLength);
  for (let i = 0; i < arrivals; i++) {
    let work = exponential(1);
    for (;;) {
      const rate = bursting ? burstRate : max(calmRate, 1e-9);
      if (now + work / rate <= switchAt) {
        now += work / rate;
        break;
      }
      work -= (switchAt - now) * rate;
      now = switchAt;
      bursting = !bursting;
      switchAt = now + exponential(bursting ? BURST_LENGTH : calmLength);
    }
    const isTail = uniform(random, counter++) < spec.tailShare;
    const service = isTail
      ? pareto(random, counter++, spec.tailIndex) / meanTail
      : exp(logOffset + spec.serviceSigma * normal(random, counter++));
    const start = max(now, free[0] ?? 0);
    responses[i] = start + service - now;
    replaceLeast(free, start + service);
  }
  return responses.subarray(Math.floor(arrivals * WARM_UP_SHARE));
}

/** Puts a new value in place of the smallest of a binary heap. */
function replaceLeast(heap: Float64Array, value: number): void {
  let hole = 0;
  for (;;) {
    const left = 2 * hole + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const child = right < heap.length && (heap[right] ?? 0) < (heap[left] ?? 0) ? right : left;
    if ((heap[child] ?? 0) >= value) break;
    heap[hole] = heap[child] ?? 0;
    hole = child;
  }
  heap[hole] = value;
}
