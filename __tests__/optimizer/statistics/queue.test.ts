import fc from "fast-check";
import { erlangC, queueingDelay, responseQuantile, responseTail } from "../../../optimizer/statistics";

const servers = fc.integer({ min: 1, max: 64 });
const busy = fc.double({ min: 0.01, max: 0.98, noNaN: true });

describe("Erlang C", () => {
  test.each([
    [1, 0.7, 0.7],
    [2, 0.5, 1 / 3],
    [10, 0.8, 0.4092],
    [32, 0.7, 0.0381],
  ])("with %d servers %d busy: %d wait", (k, utilization, expected) => {
    expect(erlangC(k, utilization)).toBeCloseTo(expected, 3);
  });

  test("lies between 0 and 1, and rises with utilisation", () => {
    fc.assert(
      fc.property(servers, busy, (k, utilization) => {
        const wait = erlangC(k, utilization);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(erlangC(k, utilization + 0.01));
      }),
    );
  });
});

/** t at which P(W > t) = 1 % by the method's formula, in service times. */
const p99Wait = (k: number, utilization: number): number => Math.log(erlangC(k, utilization) / 0.01) / (k * (1 - utilization));

describe("the wait at 70 % utilisation", () => {
  test.each([
    [32, 0.14],
    [16, 0.53],
  ])("of %d servers has its 99th percentile at %d service times", (k, expected) => {
    expect(p99Wait(k, 0.7)).toBeCloseTo(expected, 1);
  });
});

describe("the response time", () => {
  test("of an idle server is its exponential service time", () => {
    expect(responseQuantile(4, 0, 0.99)).toBeCloseTo(Math.log(100), 6);
  });

  test("of a single server is exponential with mean 1 / (1 − utilisation)", () => {
    fc.assert(
      fc.property(busy, (utilization) => {
        expect(responseQuantile(1, utilization, 0.99)).toBeCloseTo(Math.log(100) / (1 - utilization), 4);
      }),
    );
  });

  test("has a tail that is a probability and never rises", () => {
    fc.assert(
      fc.property(servers, busy, fc.double({ min: 0, max: 50, noNaN: true }), (k, utilization, t) => {
        const tail = responseTail(k, utilization, 1, t);
        expect(tail).toBeGreaterThanOrEqual(0);
        expect(tail).toBeLessThanOrEqual(1 + 1e-9);
        expect(responseTail(k, utilization, 1, t + 1)).toBeLessThanOrEqual(tail + 1e-12);
      }),
    );
  });
});

describe("the tabulated queueing delay", () => {
  const delay = queueingDelay(8, 0.99);

  test("agrees with the formula between its points", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.9, noNaN: true }), (utilization) => {
        expect(delay(utilization)).toBeCloseTo(responseQuantile(8, utilization, 0.99) - Math.log(100), 2);
      }),
    );
  });

  test("never falls, not even past 99 %", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2, noNaN: true }), (utilization) => {
        expect(delay(utilization + 0.01)).toBeGreaterThanOrEqual(delay(utilization));
      }),
    );
  });
});
