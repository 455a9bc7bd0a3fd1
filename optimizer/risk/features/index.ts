import { logistic } from "../../statistics";
import { isMissing } from "../../statistics/missing";
import { type Exceedance, exceedanceOf, HALF_LIVES, PEAK_SHARE_WINDOWS, SHARE_WINDOWS } from "./exceedance";
import { LEVEL_QUANTILES, LEVEL_WINDOWS, LONGER_QUANTILES, type Past, PEAK_WINDOWS } from "./past";

export { type Past, pastOf } from "./past";

/** Ratios beyond 2⁴ say no more than 2⁴. */
const WIDEST = 4;
const FARTHEST = 8;
/** Room over a need that stands still is all there where it is this wide, in log₂: 3.5 %. */
const STILL_ROOM = 0.05;
/** Days (or weeks) that differ by less than this, in log₂, are the same. */
const LEAST_SPREAD = 0.1;

interface Question {
  readonly past: Past;
  /** log₂ of the capacity. */
  readonly size: number;
  readonly over: Exceedance;
}

interface Feature {
  readonly name: string;
  of(question: Question): number;
  /** Whether the model bends it at zero: a ratio of the size to a need that it is near matters more than one far away. */
  readonly bends?: true;
}

const within = (limit: number, value: number): number => Math.max(-limit, Math.min(limit, value));
const feature = (name: string, of: Feature["of"]): Feature => ({ name, of });
const each = <T>(items: readonly T[], make: (item: T, index: number) => Feature): readonly Feature[] => items.map(make);
/** Room between a need and the size, in log₂. */
const room = (name: string, need: (past: Past) => number): Feature => feature(name, ({ past, size }) => within(WIDEST, size - need(past)));
const bent = (name: string, need: (past: Past) => number): Feature => ({ ...room(name, need), bends: true });
/** The same in units of how much the need varies. */
const distance = (name: string, need: (past: Past) => number, spread: (past: Past) => number): Feature =>
  feature(name, ({ past, size }) => within(FARTHEST, (size - need(past)) / (spread(past) + LEAST_SPREAD)));

const PEAK_56 = PEAK_WINDOWS.indexOf(56);

const days = (n: number | undefined): string => (n === undefined ? "all days" : `${n} d`);
const tenth = (q: number): string => `P${Math.round(q * 100)}`;
const UNBENT = new Set([LEVEL_QUANTILES[0], LEVEL_QUANTILES[2]].map(tenth));

/** What the risk model looks at; all in log₂ of capacity over need, shares, or logarithms of days. */
export const FEATURES: readonly Feature[] = [
  ...each([...LEVEL_WINDOWS, undefined], (window, i) => bent(`room over level, ${days(window)}`, ({ levels }) => levels[i] ?? 0)),
  ...each([...PEAK_WINDOWS, undefined], (window, i) =>
    (i === 0 ? room : bent)(`room over peak, ${days(window)}`, ({ peaks }) => peaks[i] ?? 0),
  ),
  ...each(HALF_LIVES, (halfLife, i) => feature(`share exceeded, half-life ${halfLife} d`, ({ over }) => over.recent[i] ?? 0)),
  ...each([...SHARE_WINDOWS, undefined], (window, i) => feature(`share exceeded, ${days(window)}`, ({ over }) => over.shares[i] ?? 0)),
  ...each([...PEAK_SHARE_WINDOWS, undefined], (window, i) =>
    feature(`share of peaks exceeding, ${days(window)}`, ({ over }) => over.peakShares[i] ?? 0),
  ),
  feature("side of still peaks, 56 d", ({ past, size }) => past.stillness * within(1, (size - (past.peaks[PEAK_56] ?? 0)) / STILL_ROOM)),
  feature("ln days since exceeded", ({ over }) => over.age),
  feature("ln days since peak exceeded", ({ over }) => over.peakAge),
  feature("ln days since nearly exceeded", ({ over }) => over.nearAge),
  feature("share nearly exceeded, 28 d", ({ over }) => over.nearShare),
  feature("runs exceeded, 28 d", ({ over }) => over.runs),
  ...each([...LEVEL_QUANTILES, ...LONGER_QUANTILES], (q, i) => {
    const month = i < LEVEL_QUANTILES.length;
    const make = month && !UNBENT.has(tenth(q)) ? bent : room;
    return make(`room over ${tenth(q)} of levels, ${month ? 28 : 56} d`, ({ quantiles }) => quantiles[i] ?? 0);
  }),
  feature("spread of levels", ({ past }) => past.spread),
  distance(
    "spreads over median level",
    ({ quantiles }) => quantiles[1] ?? 0,
    ({ spread }) => spread,
  ),
  distance(
    "spreads over P96 of levels",
    ({ quantiles }) => quantiles[4] ?? 0,
    ({ spread }) => spread,
  ),
  feature("mean step of levels", ({ past }) => past.restlessness),
  feature("3 days' P95 over 28 days'", ({ past }) => within(WIDEST, past.highNow - past.highOfMonth)),
  bent("room over P95, 28 d", ({ highOfMonth }) => highOfMonth),
  room("room over mean, 14 d", ({ meanOfFortnight }) => meanOfFortnight),
  feature("peak over P95", ({ past }) => within(FARTHEST, (past.peaks[2] ?? 0) - past.highOfMonth)),
  bent("room over same weekday", ({ sameWeekday }) => sameWeekday),
  ...each([0, 1, 2, 3], (i) =>
    feature(`exceeded ${i + 1} weeks ago`, ({ past, size }) => {
      const week = past.lastWeeks[i] ?? Number.NaN;
      return isMissing(week) ? -1 : Number(week > size);
    }),
  ),
  ...each([0.1, 0.3], (width) =>
    feature(`soft share of weeks exceeded, ${width}`, ({ past, size }) => {
      let sum = 0;
      for (const week of past.weeks) sum += logistic((week - size) / width);
      return sum / past.weeks.length;
    }),
  ),
  feature("spread of weeks", ({ past }) => past.weeklySpread),
  room("room over mean week", ({ weeklyMean }) => weeklyMean),
  distance(
    "weekly spreads over mean week",
    ({ weeklyMean }) => weeklyMean,
    ({ weeklySpread }) => weeklySpread,
  ),
  distance(
    "weekly spreads over greatest week",
    ({ weeklyGreatest }) => weeklyGreatest,
    ({ weeklySpread }) => weeklySpread,
  ),
  feature("slope of weeks", ({ past }) => past.weeklySlope),
];

/** A bend's three pieces beside the straight line: above zero, just above it, just below it. */
const BEND = 0.5;
const PIECES: readonly { readonly name: string; readonly of: (x: number) => number }[] = [
  { name: "line", of: (x) => x },
  { name: "above", of: (x) => Math.max(0, x) },
  { name: "just above", of: (x) => Math.max(0, Math.min(BEND, x)) },
  { name: "just below", of: (x) => Math.min(0, Math.max(-BEND, x)) },
];
const piecesOf = ({ bends }: Feature) => (bends === true ? PIECES : PIECES.slice(0, 1));

/** Of these every two are multiplied, and each with itself: how room counts depends on how the need varies. */
const MEETING: ReadonlySet<string> = new Set([
  ...[3, 7, 14, 28, 56, undefined].map((window) => `room over level, ${days(window)}`),
  "share exceeded, half-life 7 d",
  "share exceeded, 7 d",
  "share exceeded, 28 d",
  "ln days since exceeded",
  "spread of levels",
  "peak over P95",
  "room over P95, 28 d",
  "spread of weeks",
  "weekly spreads over mean week",
  "slope of weeks",
]);
/** In a product, values beyond this count as this. */
const FARTHEST_FACTOR = 3;
const PRODUCT = "product";

interface Column {
  /** Of a product both names. */
  readonly feature: string;
  readonly piece: string;
}

const MET = FEATURES.flatMap(({ name }, i) => (MEETING.has(name) ? [{ name, i }] : []));

/** Columns of the model: features, of those that bend their pieces, and products. */
export const COLUMNS: readonly Column[] = [
  ...FEATURES.flatMap((each) => piecesOf(each).map((piece) => ({ feature: each.name, piece: piece.name }))),
  ...MET.flatMap((a, i) => MET.slice(i).map((b) => ({ feature: `${a.name} × ${b.name}`, piece: PRODUCT }))),
];

const pieces = FEATURES.map(piecesOf);
const values = new Float64Array(FEATURES.length);
const factors = new Float64Array(MET.length);

/** Writes one value per column. @param size log₂ of the capacity, 0 for the one that the need is a share of */
export function columnsInto(target: Float64Array, past: Past, size: number): void {
  const question = { past, size, over: exceedanceOf(past.daily, size) };
  let column = 0;
  FEATURES.forEach(({ of }, i) => {
    const x = of(question);
    values[i] = x;
    for (const piece of pieces[i] ?? []) target[column++] = piece.of(x);
  });
  MET.forEach(({ i }, at) => {
    factors[at] = within(FARTHEST_FACTOR, values[i] ?? 0);
  });
  for (let a = 0; a < factors.length; a++) {
    for (let b = a; b < factors.length; b++) target[column++] = (factors[a] ?? 0) * (factors[b] ?? 0);
  }
}
