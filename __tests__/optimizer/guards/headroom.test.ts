import { afterFailure } from "../../../optimizer/guards/after-failure";
import { headroom } from "../../../optimizer/guards/headroom";
import type { Dimension } from "../../../optimizer/kinds";
import { dimension, given, judged, mostly, tier } from "../../support/given";
import { DAY, NOW } from "../../support/snapshot";

const HOURS_A_WEEK = 168;
const needing = (...dimensions: readonly Dimension[]) => given({ need: () => dimensions });
const cpu = (...values: readonly number[]) => dimension("CPU", 0.7, tier(values));

describe("headroom says", () => {
  test("what is nearest to its ceiling: in proportion, not in itself", () => {
    expect(judged(headroom, needing(cpu(0.5, 0.6), dimension("memory", 0.9, tier([0.7]))))).toEqual({
      guard: "headroom",
      pass: true,
      reason: "nearest to its ceiling is CPU: peak 60.0 % of the target, ceiling 70 % (CPU of minutes)",
      numbers: { peak: 0.6, ceiling: 0.7, growth: 0 },
    });
    expect(judged(headroom, needing(cpu(0.5), dimension("memory", 0.6, tier([0.5]))))).toMatchObject({
      reason: expect.stringContaining("is memory"),
    });
  });

  test("which dimension is over its ceiling longest, in which tier, and its peak of all tiers", () => {
    const two = dimension("CPU", 0.7, tier([0.1, 0.8], 300), tier([0.75, 0.75, 0.75, 0.9], 60));
    expect(judged(headroom, needing(dimension("memory", 0.7, tier([0.1, 0.1, 0.1, 0.8])), two))).toEqual({
      guard: "headroom",
      pass: false,
      reason: "CPU would need more than 70 % in 100.00 % of the 60-second tier (budget 0.1 %); peak 90.0 % (CPU of minutes)",
      numbers: { ceiling: 0.7, violations: 1, budget: 0.001, peak: 0.9, growth: 0 },
    });
  });

  test("that nothing is known of a dimension, even beside another that fits", () => {
    expect(judged(headroom, needing(cpu(0.1), dimension("memory", 0.7, tier([Number.NaN]))))).toEqual({
      guard: "headroom",
      pass: false,
      reason: "nothing is known of how much memory the target would need",
      numbers: {},
    });
  });

  test("that nothing at all is known of a need", () => {
    expect(judged(headroom, needing())).toMatchObject({ pass: false, reason: "nothing is known of what the component needs" });
  });

  test("by how much the need will have grown", () => {
    const grows = dimension(
      "CPU",
      0.7,
      tier(
        mostly(0, 20 * 24).map((_, i) => 0.46 + 0.005 * Math.floor(i / 24)),
        3600,
        NOW - 20 * DAY,
      ),
    );
    const verdict = judged(headroom, needing(grows));
    expect(verdict).toMatchObject({ pass: false, numbers: { growth: expect.closeTo(0.15, 6) } });
    expect(verdict.reason).toContain("(budget 0.1 %), with 15.0 % of growth in 30 days; peak 55.5 %");
  });
});

describe("growth that began a fortnight ago", () => {
  /** Six weeks at one level in steps of five minutes, then 15 days of minutes that grow by so much a day; days begin at midnight in New York. */
  const growing = (perDay: number) => {
    const [start, minutesFrom] = [NOW - 57 * DAY + 5 * 3600, NOW - 15 * DAY + 5 * 3600];
    const minutes = mostly(0.3, 15 * 1440).map((value, i) => value * (1 + perDay) ** Math.floor(i / 1440));
    return dimension("CPU", 0.7, tier(mostly(0.3, 42 * 288), 300, start), tier(minutes, 60, minutesFrom));
  };

  test("is carried ahead, though a trend over the whole window does not show it", () => {
    const verdict = judged(headroom, needing(growing(0.03)));
    expect(verdict).toMatchObject({ pass: false, numbers: { ceiling: 0.7, days: 14, growth: expect.any(Number) } });
    expect(verdict.reason).toMatch(
      /^CPU grew to 1\.\d\d times its level within the last 14 whole days; 30 days more of that, 14\d\.\d %, and it would need more than 70 % in/,
    );
  });

  test.each([
    // 0.3 × 1.02^44: today, and 30 days more.
    ["accepts what does not come to the ceiling by it", 0.02, 0.75, true],
    ["rejects what does, as the fitted line and not a straight one has it", 0.02, 0.7, false],
    ["says nothing of a rise by less than a fifth", 0.012, 0.4, true],
  ])("%s", (_name, perDay, ceiling, passes) => {
    expect(judged(headroom, needing({ ...growing(perDay), ceiling })).pass).toBe(passes);
  });
});

test("a weekly peak of a quarter of an hour grows from the level of today, not from that of its day", () => {
  const minutes = mostly(0, 15 * 1440).map((_, i) => {
    const [day, minute] = [Math.floor(i / 1440), i % 1440];
    return (day % 7 === 3 && minute >= 600 && minute < 615 ? 0.4 : 0.2) * 1.03 ** day;
  });
  const peaks = (ceiling: number) =>
    judged(headroom, needing(dimension("CPU", ceiling, tier(mostly(0.2, 42 * 288), 300, NOW - 57 * DAY), tier(minutes))));
  // Both peaks, 30 minutes of a budget of 21, are 0.4 × 1.03^44 = 1.47 then; grown from their own days they would be 1.06 and 1.30.
  expect(peaks(1.3).pass).toBe(false);
  expect(peaks(1.6).pass).toBe(true);
});

describe("of a need that autoscaling holds down", () => {
  /** Demand of 100 that begins to grow by so much a day a fortnight ago; need stays at 0.4 for up to so many times as much. */
  const scaled = (perDay: number, room: number): Dimension => {
    const demand = [
      tier(mostly(100, 42 * 288), 300, NOW - 57 * DAY),
      tier(
        mostly(100, 15 * 1440).map((value, i) => value * (1 + perDay) ** Math.floor(i / 1440)),
        60,
        NOW - 15 * DAY,
      ),
    ];
    const need = (asked: Dimension["need"]) =>
      asked.map(({ grid, values }) => ({ grid, values: values.map((value) => Math.max(0.4, (0.4 * value) / (100 * room))) }));
    return { ...dimension("CPU", 0.7, ...need(demand)), scaled: { demand, followed: demand, grown: (change) => need(change(demand)) } };
  };

  test("growth is that of the demand, with autoscaling replayed on what it comes to", () => {
    const verdict = judged(headroom, needing(scaled(0.05, 2.5)));
    expect(verdict).toMatchObject({ pass: false, numbers: { days: 14, peak: 0.4 } });
    expect(verdict.reason).toMatch(
      /^demand for CPU grew to 1\.\d\d times its level within the last 14 whole days; 30 days more of that, 3\d\d\.\d %, and CPU would need more than 70 % in 100\.00 % of the minutes/,
    );
  });

  test("it is accepted where there are units enough for it", () => {
    expect(judged(headroom, needing(scaled(0.05, 9))).pass).toBe(true);
    expect(judged(headroom, needing(scaled(0, 1.1))).pass).toBe(true);
  });

  test("a trend of the whole window is the demand's, too", () => {
    const demand = [
      tier(
        mostly(0, 20 * 24).map((_, i) => 100 + 5 * Math.floor(i / 24)),
        3600,
        NOW - 20 * DAY,
      ),
    ];
    const upTo = (most: number): Dimension => {
      const need = (asked: Dimension["need"]) =>
        asked.map(({ grid, values }) => ({ grid, values: values.map((value) => (value <= most ? 0.4 : (0.4 * value) / most)) }));
      return { ...dimension("CPU", 0.7, ...need(demand)), scaled: { demand, followed: demand, grown: (change) => need(change(demand)) } };
    };
    const verdict = judged(headroom, needing(upTo(195)));
    // 150 in 30 days, of a usual daily peak of 150.
    expect(verdict).toMatchObject({ pass: false, numbers: { growth: 1, peak: 0.4 } });
    expect(judged(headroom, needing(upTo(230))).pass).toBe(true);
  });
});

describe("headroom's budget", () => {
  test.each([
    ["accepts what is at the ceiling, and not over it", [0.7, 0.7], 0, true],
    ["rejects what is over it", [0.7, 0.701], 0, false],
    ["accepts a share that is the budget", [0.1, 0.8], 0.5, true],
    ["rejects a share that is more", [0.1, 0.8], 0.499, false],
    ["counts shares of what is known", [0.1, 0.8, Number.NaN, Number.NaN], 0.499, false],
  ])("%s", (_name, values, violationBudget, passes) => {
    expect(judged(headroom, needing(cpu(...values)), { guards: { violationBudget } }).pass).toBe(passes);
  });

  /** Of hours, three weeks of them, of which two a week may be over. */
  const hours = (weeks: number, ...over: readonly number[]) =>
    judged(
      headroom,
      needing(dimension("CPU", 0.7, tier(mostly(0.1, weeks * HOURS_A_WEEK, Object.fromEntries(over.map((i) => [i, 0.8]))), 3600))),
      { guards: { violationBudget: 2 / HOURS_A_WEEK } },
    );
  test.each<[string, number, readonly number[], boolean]>([
    ["accepts two hours of each week", 3, [5, 6, 5 + 168, 6 + 168, 5 + 336, 6 + 336], true],
    ["rejects three hours of one week, though they are less of all", 3, [200, 220, 240], false],
    ["rejects three hours of any seven days, not of calendar weeks alone", 3, [167, 168, 334], false],
    ["accepts three hours of which the last is seven days after the first", 3, [167, 168, 335], true],
    ["accepts three of which the first and the last are a week apart", 2, [0, 1, 168], true],
    ["rejects three of which they are not", 2, [0, 1, 167], false],
    ["rejects three at the very beginning", 3, [0, 1, 2], false],
    ["rejects three of a single week", 1, [0, 1, 2], false],
  ])("of hours %s", (_name, weeks, over, passes) => {
    expect(hours(weeks, ...over).pass).toBe(passes);
  });
  test("of hours counts none that is at the ceiling", () => {
    const at = dimension("CPU", 0.7, tier(mostly(0.7, 3 * HOURS_A_WEEK, { 3: 0.8 }), 3600));
    expect(judged(headroom, needing(at), { guards: { violationBudget: 1 } }).numbers).not.toHaveProperty("violations");
    expect(judged(headroom, needing(at), { guards: { violationBudget: 0 } }).numbers.violations).toBeCloseTo(1 / HOURS_A_WEEK, 5);
  });
  test("of hours is told as the share of the worst week", () => {
    expect(hours(3, 10, 20, 30, 400).numbers.violations).toBeCloseTo(3 / HOURS_A_WEEK, 5);
  });
  test("of hours knows nothing of what is not known", () => {
    const gaps = dimension("CPU", 0.7, tier(mostly(Number.NaN, 3 * HOURS_A_WEEK, { 10: 0.1 }), 3600));
    expect(judged(headroom, needing(gaps), { guards: { violationBudget: 0 } }).pass).toBe(true);
  });
  test("of a week's hours counts shares of what is known, as of minutes", () => {
    const half = mostly(0.1, HOURS_A_WEEK, { 3: 0.8 }).map((value, i) => (i >= HOURS_A_WEEK / 2 ? Number.NaN : value));
    expect(judged(headroom, needing(dimension("CPU", 0.7, tier(half, 3600)))).numbers.violations).toBeCloseTo(1 / 84, 5);
  });
  test("of minutes counts all of them, however many weeks there are", () => {
    const minutes = mostly(0.1, 20_160, { 1: 0.8, 2: 0.8, 3: 0.8 });
    expect(judged(headroom, needing(dimension("CPU", 0.7, tier(minutes))), { guards: { violationBudget: 3 / 20_160 } }).pass).toBe(true);
  });
});

describe("the year before the window", () => {
  const first = NOW - 100 * DAY;
  const earlier = (values: ArrayLike<number>, violationBudget = 1.5 / 720, more: readonly Dimension[] = []) =>
    judged(headroom, given({ need: () => [cpu(0.1)] }, { needBefore: () => [dimension("CPU", 0.7, tier(values, 3600, first)), ...more] }), {
      guards: { violationBudget },
    });

  test("says which hours would not have held, with the peak of all that is known", () => {
    expect(earlier(mostly(0.1, 1000, { 48: 0.9, 50: 0.8 }))).toEqual({
      guard: "headroom",
      pass: false,
      reason:
        "CPU would have needed more than 70 % in 2 hours from 2026-08-13T00:00Z, 98 days ago and before the window (budget 0.2 %); peak 90.0 % (CPU of minutes)",
      numbers: { ceiling: 0.7, hours: 2, allowed: 1.5, peak: 0.9, daysAgo: 98 },
    });
  });

  test.each<[string, Readonly<Record<number, number>>, number, boolean]>([
    ["accepts as many hours as the budget allows", { 5: 0.8, 6: 0.8 }, 2 / 720, true],
    ["rejects one more", { 5: 0.8, 6: 0.8, 7: 0.8 }, 2 / 720, false],
    ["accepts an hour at the ceiling", { 5: 0.7 }, 0, true],
    ["rejects two that are 719 hours apart", { 5: 0.8, 724: 0.8 }, 1 / 720, false],
    ["accepts two that are 720 hours apart", { 5: 0.8, 725: 0.8 }, 1 / 720, true],
  ])("%s", (_name, others, budget, passes) => {
    expect(earlier(mostly(0.1, 1000, others), budget).pass).toBe(passes);
  });

  test("says one hour, and how many more", () => {
    expect(earlier(mostly(0.1, 1000, { 48: 0.9 }), 0).reason).toContain("in 1 hour from");
  });

  test("tells the first of stretches that are as bad", () => {
    expect(earlier(mostly(0.1, 2000, { 10: 0.8, 1500: 0.8 }), 0).reason).toContain("in 1 hour from 2026-08-11T10:00Z");
  });

  test("tells the worst 30 days of the worst dimension", () => {
    const memory = dimension("memory", 0.5, tier(mostly(0.1, 2000, { 9: 0.6, 900: 0.6, 901: 0.6, 902: 0.6, 1900: 0.6 }), 3600, first));
    expect(earlier(mostly(0.1, 1000, { 3: 0.8, 4: 0.8 }), 0, [memory])).toMatchObject({
      reason: expect.stringMatching(/^memory would have needed more than 50 % in 3 hours from 2026-09-17T12:00Z/),
      numbers: { hours: 3 },
    });
    expect(earlier(mostly(0.1, 1000, { 3: 0.8, 4: 0.8, 5: 0.8 }), 0, [memory]).reason).toMatch(/^CPU/);
  });
});

describe("after a failure", () => {
  const failing = (need: (readers: unknown) => readonly Dimension[]) =>
    given({ afterFailure: ({ readers }) => [{ name: "without the writer", dimensions: need(readers) }] });
  const shrunk = { to: { readers: 1, reader_class: "db.r6g.4xlarge" } };

  test("says what is worst at the policy's quantile, of all that may fail", () => {
    const e = failing(() => [dimension("CPU", 1, tier([0.5, 0.6], 300), tier([0.4, 0.8])), dimension("memory", 1, tier([0.7]))]);
    expect(judged(afterFailure, e, { to: { readers: 1 }, guards: { afterFailureQuantile: 1 } }).reason).toBe(
      "without the writer; CPU at 80.0 % at the 100.0 % quantile, ceiling 90 %",
    );
    expect(judged(afterFailure, e, { ...shrunk, guards: { afterFailureQuantile: 1 } })).toEqual({
      guard: "after-failure",
      pass: true,
      reason: expect.stringMatching(
        /^(after the step of \w+: )?without the writer; CPU at 80\.0 % at the 100\.0 % quantile, ceiling 90 %$/,
      ),
      numbers: { need: 0.8, ceiling: 0.9, quantile: 1 },
    });
  });

  test.each([
    ["accepts the ceiling", 0.9, true],
    ["rejects more", 0.901, false],
  ])("%s", (_name, need, passes) => {
    expect(
      judged(
        afterFailure,
        failing(() => [dimension("CPU", 1, tier([need]))]),
        shrunk,
      ).pass,
    ).toBe(passes);
  });

  test("asks of every step on the way, and names the one that would not bear it", () => {
    const verdict = judged(
      afterFailure,
      given({
        afterFailure: ({ readers, reader_class }) => [
          {
            name: "without a reader",
            dimensions: [dimension("CPU", 1, tier([readers === 2 && reader_class === "db.r6g.4xlarge" ? 0.95 : 0.2]))],
          },
        ],
      }),
      shrunk,
    );
    expect(verdict).toMatchObject({ pass: false, numbers: { need: 0.95 } });
    expect(verdict.reason).toMatch(/^after the step of reader_class: without a reader; CPU at 95\.0 %/);
  });

  test("does not speak of a step where the last one is the worst", () => {
    const e = failing((readers) => [dimension("CPU", 1, tier([readers === 1 ? 0.95 : 0.2]))]);
    expect(judged(afterFailure, e, { to: { readers: 1 } }).reason).toBe(
      "without the writer; CPU at 95.0 % at the 99.9 % quantile, ceiling 90 %",
    );
  });

  test("asks of what stays as it is, too", () => {
    const e = failing((readers) => [dimension("CPU", 1, tier([readers === 2 ? 0.95 : 0.2]))]);
    expect(judged(afterFailure, e)).toMatchObject({ pass: false, reason: expect.stringMatching(/^without the writer; CPU at 95\.0 %/) });
  });

  test("names the worst of all that is lost, whichever is asked first", () => {
    const named = (...needs: readonly number[]) =>
      judged(
        afterFailure,
        given({ afterFailure: () => needs.map((need, i) => ({ name: `loss ${i}`, dimensions: [dimension("CPU", 1, tier([need]))] })) }),
        { to: { readers: 1 } },
      ).reason.slice(0, 6);
    expect([named(0.2, 0.5, 0.3), named(0.5, 0.2), named(0.2, 0.5), named(0.5, 0.5)]).toEqual(["loss 1", "loss 0", "loss 1", "loss 0"]);
  });

  test("rejects what is not known, and names it", () => {
    const e = failing(() => [dimension("CPU", 1, tier([0.1])), dimension("memory", 1, tier([Number.NaN]))]);
    expect(judged(afterFailure, e, { to: { readers: 1 } })).toEqual({
      guard: "after-failure",
      pass: false,
      reason: "without the writer; nothing is known of its memory",
      numbers: {},
    });
  });

  test("passes where the service bears it by itself", () => {
    expect(judged(afterFailure, given({ afterFailure: () => [] }), shrunk)).toEqual({
      guard: "after-failure",
      pass: true,
      reason: "the service itself bears the loss of a zone",
      numbers: {},
    });
  });
});
