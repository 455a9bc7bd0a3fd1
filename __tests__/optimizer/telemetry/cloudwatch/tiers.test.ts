import fc from "fast-check";
import { InputError, SECONDS_PER_DAY } from "../../../../contract";
import { RETENTION_DAYS, stitchedWindow } from "../../../../optimizer/telemetry/cloudwatch/tiers";

const NOW = 1_790_000_000;
const HOUR = 3600;
const anyNow = fc.integer({ min: 1_600_000_000, max: 2_000_000_000 });
const anyDays = fc.integer({ min: 1, max: 455 });

describe("stitched tiers", () => {
  it("cover the window without gap or overlap, whatever the time and the days", () => {
    fc.assert(
      fc.property(anyNow, anyDays, (now, days) => {
        const { startEpoch, endEpoch, tiers } = stitchedWindow(now, days);
        let border = startEpoch;
        for (const tier of tiers) {
          expect(tier.startEpoch).toBe(border);
          border += tier.length * tier.periodSeconds;
        }
        // Only a tier of whole hours may reach past an end that lies within one.
        expect(border - endEpoch).toBeGreaterThanOrEqual(0);
        expect(border - endEpoch).toBeLessThan(tiers.at(-1)?.periodSeconds ?? 0);
      }),
    );
  });

  it("ask for nothing that CloudWatch no longer keeps, even a quarter of an hour later", () => {
    fc.assert(
      fc.property(anyNow, anyDays, (now, days) => {
        for (const { periodSeconds, startEpoch } of stitchedWindow(now, days).tiers) {
          const kept = RETENTION_DAYS.find((tier) => tier.periodSeconds === periodSeconds)?.days ?? 0;
          expect(now + 900 - startEpoch).toBeLessThanOrEqual(kept * SECONDS_PER_DAY);
        }
      }),
    );
  });

  it("have borders on whole hours", () => {
    fc.assert(
      fc.property(anyNow, anyDays, (now, days) => {
        for (const { startEpoch } of stitchedWindow(now, days).tiers) expect(startEpoch % HOUR).toBe(0);
      }),
    );
  });

  it.each([
    [1, [60]],
    [14, [60]],
    [30, [300, 60]],
    [62, [300, 60]],
    [90, [3600, 300, 60]],
    [400, [3600, 300, 60]],
  ])("%i days take the tiers %j", (days, periods) => {
    expect(stitchedWindow(NOW, days).tiers.map(({ periodSeconds }) => periodSeconds)).toEqual(periods);
  });

  it.each([0, -3, 456, Number.NaN])("refuse %d days", (days) => {
    expect(() => stitchedWindow(NOW, days)).toThrow(InputError);
  });
});
