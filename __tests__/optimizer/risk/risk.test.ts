import { PRIOR, riskOf } from "../../../optimizer/risk";

const DAY = 86_400;
const steady = (level: number, days = 28) => ({
  need: [{ grid: { periodSeconds: 300 as const, startEpoch: 0, length: days * 288 }, values: new Float64Array(days * 288).fill(level) }],
  endEpoch: days * DAY,
  dayOf: (epoch: number) => Math.floor(epoch / DAY),
});

describe("the risk of a size", () => {
  test("is a probability that rises with what was needed of it", () => {
    const risks = [0.1, 0.3, 0.5, 0.7, 0.79, 0.9].map((level) => riskOf(steady(level)) ?? Number.NaN);
    expect(risks.every((risk) => risk > 0 && risk < 1)).toBe(true);
    expect([...risks].sort((a, b) => a - b)).toEqual(risks);
  });

  test("is next to certain where it was exceeded every day", () => {
    expect(riskOf(steady(1.2))).toBeGreaterThan(0.9);
  });

  test("is not known where the last week is not", () => {
    expect(riskOf({ ...steady(0.1), endEpoch: 60 * DAY })).toBeUndefined();
  });
});

describe("the prior", () => {
  test("beats the base rate on machines that it was not fitted on", () => {
    expect(1 - PRIOR.fit.brier / PRIOR.fit.brierBaseRate).toBeGreaterThan(0.7);
  });

  test("states what happens: within two points where decisions are made", () => {
    for (const { stated, actual } of PRIOR.fit.calibration.filter((bin) => bin.stated < 0.1)) {
      expect(Math.abs(stated - actual)).toBeLessThan(0.02);
    }
  });
});
