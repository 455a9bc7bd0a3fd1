import fc from "fast-check";
import { dailyNeed } from "../../../optimizer/risk/days";
import { type DialSettings, type DialState, dial, overrun, START } from "../../../optimizer/risk/dial";

const COSTS = [0.25, 0.5, 1, 2];
const NOW = COSTS.indexOf(1);
const PLAIN: DialSettings = {
  riskPrice: 1,
  overrunPrice: 0,
  downPrice: 0,
  upPrice: 0,
  afterUp: 0,
  afterUpDays: 14,
  costExponent: 1,
};
const turn = (risks: readonly number[], more: Partial<DialSettings> = {}, state: DialState = START(NOW), day = 0) =>
  dial({ costs: COSTS, risks, overran: HELD, day }, state, { ...PLAIN, ...more });
const SAFE = [0, 0, 0, 0];
const HELD = [false, false, false, false];

describe("each price turns a move down, or lets it pass", () => {
  test.each<[string, readonly number[], Partial<DialSettings>, number]>([
    ["without risk the cheapest is taken", SAFE, {}, 0.25],
    ["risk that costs more than it saves is not run: 0.3 × 1 > 0.25", [0.3, 0, 0, 0], {}, 0.5],
    ["risk that costs less is: 0.2 × 1 < 0.25", [0.2, 0, 0, 0], {}, 0.25],
    ["the dial makes the same risk dearer", [0.2, 0, 0, 0], { riskPrice: 1.5 }, 0.5],
    ["a move down has to be worth its price: 0.75 < 0.8", SAFE, { downPrice: 0.8 }, 1],
    ["a move down has to be worth its price: 0.75 > 0.7", SAFE, { downPrice: 0.7 }, 0.25],
    [
      "weighed by proportion, a half of little counts for more than in dollars: 0.25 saved for 0.3",
      [0.3, 0, 0, 0],
      { costExponent: 0.5 },
      0.25,
    ],
    ["up when staying is riskier than the next size is dear", [1, 1, 1, 0], { riskPrice: 1.1, downPrice: 1 }, 2],
    ["not up when it is not", [1, 1, 1, 0], { riskPrice: 0.9, downPrice: 1 }, 1],
    ["a price of moves up holds back, too", [1, 1, 1, 0], { riskPrice: 1.1, upPrice: 0.2, downPrice: 1 }, 1],
  ])("%s", (_, risks, settings, capacity) => {
    expect(COSTS[turn(risks, settings).at]).toBe(capacity);
  });
});

describe("after a move up", () => {
  const up = (): DialState => turn([1, 1, 1, 0], { riskPrice: 2 }, START(NOW), 10);

  test("its day is remembered", () => expect(up()).toMatchObject({ at: 3, lastUp: 10 }));

  test.each([
    ["the next day down is too dear", 11, 2],
    ["when it is long ago it is not", 100, 0.25],
  ])("%s", (_, day, capacity) => {
    const after = dial({ costs: COSTS, risks: SAFE, overran: HELD, day }, up(), { ...PLAIN, downPrice: 1, afterUp: 2 });
    expect(COSTS[after.at]).toBe(capacity);
  });
});

describe("a size that was overrun lately", () => {
  const overran = [true, false, false, false];
  const turned = (overrunPrice: number, risks = SAFE) =>
    COSTS[dial({ costs: COSTS, risks, overran, day: 0 }, START(NOW), { ...PLAIN, overrunPrice }).at];

  test.each([
    ["is left where that is dearer than what it saves: 0.3 > 0.25", 0.3, 0.5],
    ["is taken where it is not: 0.2 < 0.25", 0.2, 0.25],
  ])("%s", (_, price, capacity) => expect(turned(price)).toBe(capacity));

  test("is not the answer to a risk that no size escapes: bad at any, but for how long", () => {
    expect(turned(0, [1, 1, 1, 1])).toBe(0.25);
    expect(turned(0.3, [1, 1, 1, 1])).toBe(0.5);
  });

  const HOUR = 3600;
  const DAY_HOURS = 24;
  /** 60 days of hours at a share of the present capacity, but for some hours of one of them. */
  const needs = ({ of = 0.1, to = 0.6, daysAgo = 5, hours }: { of?: number; to?: number; daysAgo?: number; hours: number }) => {
    const length = 60 * DAY_HOURS;
    const at = length - daysAgo * DAY_HOURS;
    const values = Float64Array.from({ length }, (_, i) => (i >= at && i < at + hours ? to : of));
    return dailyNeed([{ grid: { periodSeconds: HOUR, startEpoch: 0, length }, values }], length * HOUR);
  };
  test.each([
    ["was exceeded for more than 5 % of a day: three hours over 0.8 of a half", needs({ hours: 3 }), -1, true],
    ["but not for an hour of it, which is less", needs({ hours: 1 }), -1, false],
    ["nor where the next size held: 0.6 of 0.8", needs({ hours: 3 }), 0, false],
    ["nor where it stood at the line itself: 0.4 is 0.8 of a half", needs({ to: 0.4, hours: 3 }), -1, false],
    ["the 28th day back counts", needs({ hours: 3, daysAgo: 28 }), -1, true],
    ["the 29th does not", needs({ hours: 3, daysAgo: 29 }), -1, false],
    ["a day of which nothing is known says nothing", needs({ of: Number.NaN, to: Number.NaN, hours: 0 }), -5, false],
  ])("%s", (_, daily, size, expected) => expect(overrun(daily, size)).toBe(expected));
});

test("of sizes of the same price the smallest is taken", () => {
  expect(COSTS[turn([0.25, 0, 0, 0]).at]).toBe(0.25);
});

test("a move up is remembered until the next one, whatever else is decided", () => {
  const risen = { at: NOW, lastUp: 3 };
  expect(turn(SAFE, { downPrice: 5 }, risen, 10)).toEqual(risen);
  expect(turn(SAFE, {}, risen, 10)).toEqual({ at: 0, lastUp: 3 });
  expect(turn([1, 1, 1, 0], { riskPrice: 2 }, risen, 10)).toEqual({ at: 3, lastUp: 10 });
});

describe("for all risks that fall with size", () => {
  const risks = fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
    .map((all) => all.sort((a, b) => b - a));
  const price = fc.double({ min: 0, max: 5, noNaN: true });

  test("a dearer risk never leads to a smaller size", () => {
    fc.assert(
      fc.property(risks, price, price, (all, a, b) => {
        expect(turn(all, { riskPrice: Math.max(a, b) }).at).toBeGreaterThanOrEqual(turn(all, { riskPrice: Math.min(a, b) }).at);
      }),
    );
  });

  test("asked the same again, it stays where it is", () => {
    fc.assert(
      fc.property(risks, price, price, (all, riskPrice, downPrice) => {
        const once = turn(all, { riskPrice, downPrice });
        expect(turn(all, { riskPrice, downPrice }, once, 1).at).toBe(once.at);
      }),
    );
  });
});
