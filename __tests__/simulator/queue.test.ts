import fc from "fast-check";
import { HIGHEST_RHO, percentile, type QueueSpec, queueTable } from "../../simulator/queue";
import { simulateQueue } from "../../simulator/queue/events";
import { stream } from "../../simulator/random";
import { mean } from "./client";

const POISSON: QueueSpec = { serviceSigma: 1e-6, tailShare: 0, tailIndex: 3, burstFactor: 1, burstShare: 0.5 };
const BURSTY: QueueSpec = { serviceSigma: 0.5, tailShare: 0.002, tailIndex: 2.2, burstFactor: 1.6, burstShare: 0.15 };
const SEED = 7;

describe("the simulated queue", () => {
  it.each([0.3, 0.5, 0.7])("M/D/1 at %f waits as Pollaczek and Khinchine say", (rho) => {
    const responses = simulateQueue(POISSON, 1, rho, 200_000, stream(SEED, "m/d/1"));
    expect(mean([...responses]) - 1).toBeCloseTo(rho / (2 * (1 - rho)), 1);
  });

  it("service times have mean 1 and a heavy tail", () => {
    const responses = simulateQueue(BURSTY, 64, 0.05, 200_000, stream(SEED, "service"));
    expect(mean([...responses])).toBeCloseTo(1, 1);
    expect(responses.reduce((a, b) => Math.max(a, b))).toBeGreaterThan(6);
  });

  it("bursts make waits longer", () => {
    const calm = simulateQueue({ ...BURSTY, burstFactor: 1 }, 8, 0.8, 100_000, stream(SEED, "calm"));
    const bursty = simulateQueue(BURSTY, 8, 0.8, 100_000, stream(SEED, "calm"));
    expect(mean([...bursty])).toBeGreaterThan(mean([...calm]) * 1.2);
  });
});

describe("the table of responses", () => {
  const tables = new Map([2, 8].map((servers) => [servers, queueTable(BURSTY, servers, SEED)]));
  const p99 = (servers: number, rho: number) => {
    const table = tables.get(servers);
    if (table === undefined) throw new RangeError("no such table");
    const minute = { requests: Float64Array.of(1), logScale: Float64Array.of(0), table: Uint8Array.of(0), tables: [table] };
    return percentile({ ...minute, position: Float64Array.of(table.position(rho)) }, 0.99, 0, 1);
  };

  it("responses never get shorter with more load", () => {
    const load = fc.double({ min: 0.01, max: HIGHEST_RHO, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(2, 8), load, load, (servers, a, b) => {
        expect(p99(servers, Math.max(a, b))).toBeGreaterThanOrEqual(p99(servers, Math.min(a, b)) - 1e-6);
      }),
    );
  });

  it("many servers wait less than few at the same utilisation", () => {
    expect(p99(8, 0.7)).toBeLessThan(p99(2, 0.7));
  });

  it("the percentile of a mixture counts each minute by its requests", () => {
    const table = tables.get(8);
    const mixture = (requests: Float64Array) =>
      percentile(
        {
          requests,
          logScale: Float64Array.of(0, Math.log(10)),
          position: Float64Array.of(0, 0),
          table: Uint8Array.of(0, 0),
          tables: table === undefined ? [] : [table],
        },
        0.5,
        0,
        2,
      );
    expect(mixture(Float64Array.of(99, 1))).toBeLessThan(1.2);
    expect(mixture(Float64Array.of(1, 99))).toBeGreaterThan(8);
    expect(mixture(Float64Array.of(0, 0))).toBeNaN();
  });
});
