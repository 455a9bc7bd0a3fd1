import { pointsIn, windowOf } from "../../../../optimizer/telemetry/csv/window";
import type { TierPeriod } from "../../../../optimizer/telemetry/snapshot";

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = 1_700_006_400;
const END = START + 30 * DAY;

/** A file whose rows are so many seconds apart, from hour to hour. */
function file(...parts: readonly (readonly [period: TierPeriod, fromHour: number, toHour: number])[]) {
  const times = parts.flatMap(([period, from, to]) =>
    Array.from({ length: ((to - from) * HOUR) / period }, (_, i) => START + from * HOUR + i * period),
  );
  return {
    points: { times: Float64Array.from(times), values: new Float64Array(times.length) },
    dropped: { duplicate: 0, outOfOrder: 0, notFinite: 0 },
    periodSeconds: parts[0]?.[0] ?? 60,
  };
}
const tiersOf = (...files: readonly ReturnType<typeof file>[]) =>
  windowOf(files).tiers.map(({ periodSeconds, startEpoch, length }) => [
    periodSeconds,
    (startEpoch - START) / HOUR,
    (startEpoch - START + length * periodSeconds) / HOUR,
  ]);

describe("the window of files is cut as CloudWatch's retention cuts an export", () => {
  const whole = file([60, 0, 720]);
  const export60 = file([300, 0, 360], [60, 360, 720]);

  test.each<[string, readonly ReturnType<typeof file>[], readonly (readonly number[])[]]>([
    ["minutes throughout are one tier", [whole], [[60, 0, 720]]],
    ["five minutes throughout are one tier", [file([300, 0, 720])], [[300, 0, 720]]],
    ["hours throughout are one tier", [file([3600, 0, 720])], [[3600, 0, 720]]],
    ["minutes after five minutes are two", [export60], [[300, 0, 360], [60, 360, 720]]], // biome-ignore format: a table
    [
      "hours, five minutes and minutes are three",
      [file([3600, 0, 100], [300, 100, 360], [60, 360, 720])],
      [[3600, 0, 100], [300, 100, 360], [60, 360, 720]], // biome-ignore format: a table
    ],
    ["the border lies where the last file gets closer", [export60, file([300, 0, 400], [60, 400, 720])], [[300, 0, 400], [60, 400, 720]]], // biome-ignore format: a table
    ["a file of minutes beside an export adapts to it", [export60, whole], [[300, 0, 360], [60, 360, 720]]], // biome-ignore format: a table
    ["a file that begins late moves no border", [whole, file([60, 30, 720])], [[60, 0, 720]]],
    ["a file that stays coarse moves no border", [whole, file([300, 0, 720])], [[60, 0, 720]]],
    ["a gap moves no border", [file([60, 0, 100], [60, 200, 720])], [[60, 0, 720]]],
  ])("%s", (_case, files, tiers) => {
    expect(tiersOf(...files)).toEqual(tiers);
  });

  test("a look-back shorter than the minutes leaves the minutes alone", () => {
    expect(windowOf([export60], 10)).toEqual({
      startEpoch: END - 10 * DAY,
      endEpoch: END,
      tiers: [{ periodSeconds: 60, startEpoch: END - 10 * DAY, length: 10 * 1440 }],
    });
  });

  test("every row of the window lies in exactly one tier", () => {
    const { tiers } = windowOf([export60, whole]);
    const counts = tiers.map((tier) => pointsIn(whole.points, tier).times.length);
    expect(counts).toEqual([360 * 60, 360 * 60]);
  });
});
