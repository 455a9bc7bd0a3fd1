import fc from "fast-check";
import { Market } from "../../simulator/demand";
import { normal, pareto, poisson, stream, uniform } from "../../simulator/random";
import { SECONDS_PER_DAY, WallClock } from "../../simulator/time";
import { asRead, LONGEST_NUMBER, writeNumber } from "../../simulator/wire/numbers";
import { contract, mean, overprovisioned } from "./client";

describe("numbers on the wire", () => {
  const written = (value: number): string => {
    const into = Buffer.alloc(LONGEST_NUMBER);
    return into.toString("latin1", 0, writeNumber(into, 0, value));
  };

  it.each([
    [0, "0"],
    [-0.5, "-0.5"],
    [1764000000, "1764000000"],
    [9999.99996, "10000"],
    [100_000_001, "100000001"],
    [12.3, "12.3"],
    [0.0001, "0.0001"],
    [0.1, "0.1"],
    [0.003456789, "0.00345679"],
    [-0.0004567, "-0.0004567"],
    [0.0000000345678, "0.000000034568"],
    [2e-12, "0.000000000002"],
    [9e-13, "0"],
    [0.00009999999999, "0.000099999999"],
    [59_732_675_592, "59732675592"],
  ])("%f is %s", (value, text) => {
    expect(written(value)).toBe(text);
  });

  it("read back as JSON, they are the number to four places, and a small one to four digits at least", () => {
    const small = fc.double({ min: 1e-12, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(fc.double({ min: -1e11, max: 1e11, noNaN: true }), small), (value) => {
        const read: unknown = JSON.parse(written(value));
        const error = Math.abs(Number(read) - value);
        expect(error).toBeLessThanOrEqual(0.5001e-4);
        if (Math.abs(value) >= 1e-12) expect(error).toBeLessThanOrEqual(0.5001e-3 * Math.abs(value));
      }),
    );
  });

  it("what is said to be left of a number is what is read back", () => {
    const small = fc.double({ min: 1e-13, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(fc.double({ min: -1e14, max: 1e14, noNaN: true }), small), (value) => {
        expect(asRead(value) + 0).toBe(Number(JSON.parse(written(value))) + 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("randomness", () => {
  const draws = Array.from({ length: 20_000 }, (_, i) => i);
  it.each([0.05, 0.5, 3, 29, 31, 400])(
    "counts rare events of which %d are expected: whole, as many on average, and as far apart as Poisson's",
    (expected) => {
      const counts = draws.map((i) => poisson(stream(1, "events"), i, expected));
      expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
      expect(mean(counts) / expected).toBeCloseTo(1, 1);
      expect(mean(counts.map((count) => (count - expected) ** 2)) / expected).toBeCloseTo(1, 1);
    },
  );
  it.each([0, -1, Number.NaN])("of %d events none comes", (expected) => {
    expect(draws.some((i) => poisson(stream(1, "events"), i, expected) !== 0)).toBe(false);
  });
  it("is uniform, normal and Pareto as named", () => {
    const of = stream(1, "test");
    const uniforms = draws.map((i) => uniform(of, i));
    const normals = draws.map((i) => normal(of, i));
    expect(mean(uniforms)).toBeCloseTo(0.5, 1);
    expect(mean(normals.map((z) => z * z))).toBeCloseTo(1, 1);
    expect(draws.filter((i) => pareto(of, i, 2) > 2).length / draws.length).toBeCloseTo(0.25, 1);
  });

  it("neighbours and streams are independent", () => {
    const [a, b] = [stream(1, "a"), stream(1, "b")];
    expect(Math.abs(mean(draws.map((i) => normal(a, i) * normal(a, i + 1))))).toBeLessThan(0.03);
    expect(Math.abs(mean(draws.map((i) => normal(a, i) * normal(b, i))))).toBeLessThan(0.03);
  });
});

describe("the market's day", () => {
  const market = new Market(overprovisioned.market, contract.policy.calendar, contract.policy.timeZone, overprovisioned.seed, 20_775);
  const dayOf = (date: string) => market.day(Date.parse(`${date}T00:00:00Z`) / 1000 / SECONDS_PER_DAY);
  const greatest = (values: Float64Array): number => values.indexOf(Math.max(...values));

  it("opens at 09:30 in New York, in summer and in winter", () => {
    expect(greatest(dayOf("2026-07-15").session)).toBe(13 * 60 + 30);
    expect(greatest(dayOf("2026-11-17").session)).toBe(14 * 60 + 30);
  });

  it.each(["2026-11-14", "2026-11-15", "2026-09-07", "2025-12-25"])("%s is no exchange day", (date) => {
    expect(Math.max(...dayOf(date).session.subarray(600, 1300))).toBe(0);
  });

  it("the last exchange day of a month and of a quarter is busier, the one before it is not", () => {
    const calm = new Market({ ...overprovisioned.market, dayVariation: 0, growthPerYear: 0 }, contract.policy.calendar, "UTC", 1, 20_775);
    const level = (date: string) => calm.day(Date.parse(`${date}T00:00:00Z`) / 1000 / SECONDS_PER_DAY).level[900];
    const { monthEnd, quarterEnd } = overprovisioned.market;
    expect(["2026-10-29", "2026-10-30", "2026-10-31", "2026-09-30"].map(level)).toEqual([1, monthEnd, 1, quarterEnd]);
  });

  it("knows the hour that is missing in March", () => {
    const clock = new WallClock("America/New_York");
    const before = clock.at(Date.parse("2026-03-08T06:59:00Z") / 60_000);
    const after = clock.at(Date.parse("2026-03-08T07:00:00Z") / 60_000);
    expect([before.minuteOfDay, after.minuteOfDay]).toEqual([119, 180]);
  });
});
