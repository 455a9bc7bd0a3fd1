import fc from "fast-check";
import { resetsOfRunningTotal } from "../../../../optimizer/telemetry/snapshot/running-total";

const DAY = 1_440;
const series = (length: number, value: (minute: number) => number): Float64Array => Float64Array.from({ length }, (_, i) => value(i));
/** Uneven, and never negative. */
const noise = (minute: number): number => (Math.imul(minute, 0x9e3779b1) >>> 8) % 100;
const total = (minute: number): number => 50 * minute + noise(minute) / 100;

describe("what is counted since a process began", () => {
  it.each<[string, Float64Array, number | undefined]>([
    ["a total that nobody set back", series(DAY, total), 0],
    ["one that began anew three times", series(DAY, (minute) => total(minute % 400)), 3],
    ["one that rests at night", series(DAY, (minute) => total(Math.min(minute, 900))), 0],
    ["requests of each minute", series(DAY, (minute) => 1_000 + noise(minute)), undefined],
    ["demand that grows all the time", series(DAY, (minute) => 10 * noise(minute) + minute), undefined],
    ["a wave without any noise", series(DAY, (minute) => 500 + 400 * Math.sin((2 * Math.PI * minute) / DAY)), undefined],
    ["always the same", series(DAY, () => 7), undefined],
    ["rare events", series(DAY, (minute) => (minute % 97 === 0 ? 1 : 0)), undefined],
    ["too few points to tell", series(299, total), undefined],
  ])("%s", (_, values, resets) => {
    expect(resetsOfRunningTotal(values)).toBe(resets);
  });

  it("is told from the running sum of any counts, however often it began anew", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 400, maxLength: 600 });
    fc.assert(
      fc.property(counts, fc.subarray([50, 120, 300], { maxLength: 2 }), (steps, resets) => {
        let sum = 2_000;
        const totals = steps.map((step, i) => {
          sum = resets.includes(i) ? 0 : sum + step;
          return sum;
        });
        expect(resetsOfRunningTotal(Float64Array.from(totals))).toBe(resets.length);
      }),
    );
  });
});
