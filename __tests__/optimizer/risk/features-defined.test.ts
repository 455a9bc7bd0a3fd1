import fc from "fast-check";
import type { DailyNeed } from "../../../optimizer/risk";
import { COLUMNS, columnsInto, pastOf } from "../../../optimizer/risk/features";
import { largest, logistic, mean, quantile, seededRandom } from "../../../optimizer/statistics";

/** Of each day, the newest last; NaN where it is not known. */
type Days = readonly number[];
const known = (days: Days): Days => days.filter((day) => !Number.isNaN(day));
const last = (days: Days, count: number): Days => days.slice(-count);
const or = (value: number, otherwise: number): number => (Number.isNaN(value) ? otherwise : value);
const within = (limit: number, value: number): number => Math.min(limit, Math.max(-limit, value));
const deviation = (values: Days): number => Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / values.length);
const newestFirst = (days: Days): Days => [...days].reverse();
const share = (part: number, whole: number): number => part / Math.max(1, whole);

/** Every feature by its name, written down from its definition: slow, and once for each day and size. */
function defined({ level, peak, high, mean: average }: Readonly<Record<keyof DailyNeed, Days>>, size: number): ReadonlyMap<string, number> {
  const top = largest(level);
  const month = known(last(level, 28)).length === 0 ? [top] : known(last(level, 28));
  const longer = known(last(level, 56)).length === 0 ? month : known(last(level, 56));
  const greatest = (days: Days, count: number): number => or(largest(last(days, count)), top);
  const highOfMonth = or(mean(last(high, 28)), top);
  const weeks = Array.from({ length: Math.min(12, Math.ceil(level.length / 7)) }, (_, i) =>
    largest(level.slice(Math.max(0, level.length - 7 * (i + 1)), level.length - 7 * i)),
  );
  const weekly = known(weeks).length === 0 ? [top] : known(weeks);
  const age = (days: Days, over: number): number => {
    const at = newestFirst(days).findIndex((day) => day > over);
    return Math.log(at < 0 ? 100 : at + 1);
  };
  const exceeded = (days: Days): number => days.filter((day) => day > size).length;
  const room = (need: number): number => within(4, size - need);
  const distance = (need: number, spread: number): number => within(8, (size - need) / (spread + 0.1));
  const slope = (): number => {
    const oldestFirst = newestFirst(weekly);
    const middle = (weekly.length - 1) / 2;
    const spread = oldestFirst.reduce((sum, _, x) => sum + (x - middle) ** 2, 0);
    return weekly.length < 3 ? 0 : oldestFirst.reduce((sum, week, x) => sum + (x - middle) * (week - mean(weekly)), 0) / spread;
  };
  const steps = month.slice(1).map((day, i) => Math.abs(day - (month[i] ?? Number.NaN)));
  const runs = newestFirst(level)
    .slice(0, 28)
    .filter((day, i, days) => day > size && !((days[i - 1] ?? Number.NaN) > size)).length;
  const stillness = (): number => {
    const peaks = known(last(peak, 56));
    return peaks.length === 0 ? 0 : Math.exp(-((deviation(peaks) / 0.06) ** 2)) * Math.min(1, peaks.length / 28);
  };
  const fading = (halfLife: number): number => {
    const weights = newestFirst(level).map((day, i) => (Number.isNaN(day) ? 0 : 0.5 ** ((i + 1) / halfLife)));
    const over = weights.filter((_, i) => (newestFirst(level)[i] ?? Number.NaN) > size);
    // Of days that are all but forgotten little is said.
    return (
      over.reduce((a, b) => a + b, 0) /
      Math.max(
        1e-9,
        weights.reduce((a, b) => a + b, 0),
      )
    );
  };
  const sameWeekday = largest([7, 14, 21, 28].map((back) => level[level.length - back] ?? Number.NaN));
  return new Map<string, number>([
    ...[1, 3, 7, 14, 21, 28, 42, 56].map((days) => [`room over level, ${days} d`, room(greatest(level, days))] as const),
    ["room over level, all days", room(top)],
    ...[1, 7, 14, 28, 56].map((days) => [`room over peak, ${days} d`, room(greatest(peak, days))] as const),
    ["room over peak, all days", room(or(largest(peak), top))],
    ...[2, 7, 21, 60].map((halfLife) => [`share exceeded, half-life ${halfLife} d`, fading(halfLife)] as const),
    ...[3, 7, 14, 28, 56].map(
      (days) => [`share exceeded, ${days} d`, share(exceeded(last(level, days)), known(last(level, days)).length)] as const,
    ),
    ["share exceeded, all days", share(exceeded(level), known(level).length)],
    ...[7, 28].map((days) => [`share of peaks exceeding, ${days} d`, share(exceeded(last(peak, days)), last(peak, days).length)] as const),
    ["share of peaks exceeding, all days", share(exceeded(peak), peak.length)],
    ["side of still peaks, 56 d", stillness() * Math.min(1, Math.max(-1, (size - greatest(peak, 56)) / 0.05))],
    ["ln days since exceeded", age(level, size)],
    ["ln days since peak exceeded", age(peak, size)],
    ["ln days since nearly exceeded", age(level, size - 0.3)],
    ["share nearly exceeded, 28 d", last(level, 28).filter((day) => day > size - 0.3).length / 28],
    ["runs exceeded, 28 d", runs],
    ...[0.25, 0.5, 0.75, 0.9, 0.96].map((q) => [`room over P${Math.round(q * 100)} of levels, 28 d`, room(quantile(month, q))] as const),
    ...[0.5, 0.9].map((q) => [`room over P${Math.round(q * 100)} of levels, 56 d`, room(quantile(longer, q))] as const),
    ["spread of levels", deviation(month)],
    ["spreads over median level", distance(quantile(month, 0.5), deviation(month))],
    ["spreads over P96 of levels", distance(quantile(month, 0.96), deviation(month))],
    ["mean step of levels", steps.length === 0 ? 0 : mean(steps)],
    ["3 days' P95 over 28 days'", within(4, or(mean(last(high, 3)), highOfMonth) - highOfMonth)],
    ["room over P95, 28 d", room(highOfMonth)],
    ["room over mean, 14 d", room(or(mean(last(average, 14)), highOfMonth))],
    ["peak over P95", within(8, greatest(peak, 14) - highOfMonth)],
    ["room over same weekday", room(or(sameWeekday, quantile(month, 0.5)))],
    ...[0, 1, 2, 3].map((i) => {
      const week = weeks[i] ?? Number.NaN;
      return [`exceeded ${i + 1} weeks ago`, Number.isNaN(week) ? -1 : Number(week > size)] as const;
    }),
    ...[0.1, 0.3].map(
      (width) => [`soft share of weeks exceeded, ${width}`, mean(weekly.map((week) => logistic((week - size) / width)))] as const,
    ),
    ["spread of weeks", deviation(weekly)],
    ["room over mean week", room(mean(weekly))],
    ["weekly spreads over mean week", distance(mean(weekly), deviation(weekly))],
    ["weekly spreads over greatest week", distance(largest(weekly), deviation(weekly))],
    ["slope of weeks", slope()],
  ]);
}

const PIECES: Readonly<Record<string, (x: number) => number>> = {
  line: (x) => x,
  above: (x) => Math.max(0, x),
  "just above": (x) => Math.min(0.5, Math.max(0, x)),
  "just below": (x) => Math.max(-0.5, Math.min(0, x)),
};

/** What a column is, by its names: a piece of a feature, or a product of two. */
function columnOf(features: ReadonlyMap<string, number>, feature: string, piece: string): number {
  if (piece !== "product") return PIECES[piece]?.(features.get(feature) ?? Number.NaN) ?? Number.NaN;
  return feature.split(" × ").reduce((product, name) => product * within(3, features.get(name) ?? Number.NaN), 1);
}

/** Days of which some, and sometimes a stretch of weeks, are not known; whose levels are now and then the same, and lie within a range. */
function history(seed: number, days: number, gap: number, gapDays: number, range: number) {
  const random = seededRandom(seed);
  const of = (above: number): Days =>
    Array.from({ length: days }, (_, i) =>
      random() < 0.1 || (i >= gap && i < gap + gapDays) ? Number.NaN : Math.round((range * (random() - 2 / 3) + above) * 32) / 32,
    );
  return { level: of(0), peak: of(0.5), high: of(-0.2), mean: of(-0.6), horizon: of(0) };
}
const daily = (days: ReturnType<typeof history>): DailyNeed => ({
  level: Float64Array.from(days.level),
  peak: Float64Array.from(days.peak),
  high: Float64Array.from(days.high),
  mean: Float64Array.from(days.mean),
  horizon: Float64Array.from(days.horizon),
});

test("every column is what its name says, whatever the days", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.integer({ min: 1, max: 91 }),
      fc.oneof(fc.constant(91), fc.integer({ min: 0, max: 91 })),
      fc.constantFrom(20, 40, 60, 90),
      fc.constantFrom(-1, -0.5, 0, 0.125, 1),
      fc.constantFrom(3, 0.1),
      (seed, length, gap, gapDays, size, range) => {
        const days = history(seed, length, gap, gapDays, range);
        const past = pastOf(daily(days));
        expect(past === undefined).toBe(known(days.level).length === 0);
        if (past === undefined) return;
        const found = new Float64Array(COLUMNS.length);
        columnsInto(found, past, size);
        const features = defined(days, size);
        const wrong = COLUMNS.flatMap(({ feature, piece }, i) => {
          const expected = columnOf(features, feature, piece);
          return Math.abs((found[i] ?? Number.NaN) - expected) < 1e-9 ? [] : [{ feature, piece, expected, found: found[i] }];
        });
        expect(wrong).toEqual([]);
      },
    ),
    {
      numRuns: 60,
      seed: 1,
      examples: [
        [2, 91, 5, 90, 0, 3],
        [3, 91, 25, 90, 0, 3],
        [4, 91, 91, 0, 0.5, 0.1],
        [5, 20, 91, 0, 0.5, 0.1],
      ],
    },
  );
});
