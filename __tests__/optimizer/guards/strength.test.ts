import type { Evidence, Projection } from "../../../optimizer/evidence";
import { confidence, confidenceIn } from "../../../optimizer/guards/confidence";
import { coverage } from "../../../optimizer/guards/coverage";
import { instant, pass, percent, reject } from "../../../optimizer/guards/guard";
import { risk, statedRisk } from "../../../optimizer/guards/risk";
import type { Dimension } from "../../../optimizer/kinds";
import type { Grade } from "../../../optimizer/plan/recommendation";
import type { MetricSeries } from "../../../optimizer/telemetry/snapshot/types";
import { evidence } from "../../support/evidence";
import { dimension, given, judged, mostly, tier } from "../../support/given";
import { DAY, NOW, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

/** Of the instances' CPU, how complete each tier is, or that there is no series. */
type Known = Readonly<Partial<Record<60 | 300 | 3600, number>>> | undefined;
function resting(
  known: readonly Known[],
  more: { readonly need?: readonly Dimension[]; readonly rest?: Partial<Evidence> } = {},
): Evidence {
  const e = given({});
  const instances = e.scoped("instance");
  const rests = known.flatMap((_, i) => {
    const resource = instances[i];
    return resource === undefined ? [] : [{ resource, metric: "cpu", statistic: "Average" as const }];
  });
  const series: Evidence["series"] = ({ resource }) => {
    const tiers = known[instances.indexOf(resource)];
    return tiers === undefined
      ? undefined
      : ({
          id: "",
          component: "database",
          resource,
          metric: "cpu",
          statistic: "Average",
          unit: "fraction",
          tiers: [],
          coverage: tiers,
        } satisfies MetricSeries);
  };
  const grids = [tier([0], 3600).grid, tier([0], 300).grid, tier([0]).grid];
  return given({ rests, need: () => more.need ?? [] }, { grids, series, ...more.rest });
}
const FULL = { 60: 1, 300: 1, 3600: 1 };
const short = (id: string): string => id.replaceAll("database/", "");

describe("coverage", () => {
  test("says how many series are complete, and how complete the least of them is", () => {
    expect(judged(coverage, resting([FULL, { ...FULL, 300: 0.98765 }]))).toEqual({
      guard: "coverage",
      pass: true,
      reason: "every tier of all 2 series is at least 98.7 % complete",
      numbers: { coverage: 0.98765, minimum: 0.95, gaps: 0, missing: 0 },
    });
  });

  test.each([60, 300, 3600] as const)("names the %d-second tier where it has gaps, and rounds down", (period) => {
    const verdict = judged(coverage, resting([{ ...FULL, [period]: 0.9499 }]));
    expect(verdict).toMatchObject({ pass: false, numbers: { coverage: 0.9499, gaps: 1, missing: 0 } });
    expect(verdict.reason).toMatch(new RegExp(`^coverage 94\\.9 % < 95 % in the ${period}-second tier of database/[^/]+/cpu$`));
  });

  test.each([
    [0.95, true],
    [0.9499, false],
  ])("of %d of every tier", (known, passes) => {
    expect(judged(coverage, resting([{ 60: known, 300: known, 3600: known }])).pass).toBe(passes);
  });

  test("names what was not measured at all, once, and counts what it leaves out", () => {
    const three = judged(coverage, resting([undefined, { ...FULL, 60: 0.5 }, { ...FULL, 60: 0.4 }]));
    expect(short(three.reason)).toMatch(
      /^coverage 40\.0 % < 95 % in the 60-second tier of \w+\/cpu; coverage 50\.0 % [^;]+; no measurements of \w+\/cpu$/,
    );
    expect(three.numbers).toEqual({ coverage: 0, minimum: 0.95, gaps: 2, missing: 1 });
    const four = judged(coverage, resting([undefined, { ...FULL, 60: 0.5, 300: 0.5 }, { ...FULL, 60: 0.4 }]));
    expect(four.reason).toMatch(/; and 1 more$/);
    expect(four.reason.split("; ")).toHaveLength(4);
  });

  test.each<[string, number | string, boolean, string, object]>([
    ["of which two are known", 2, true, "2 runs of the window are known from start to end", { runs: 2 }],
    ["of which none is", 0, false, "database did not run in the window: how long it takes is not known", { runs: 0 }],
    ["which nobody may list", "denied", false, "the runs of database are not known: denied", {}],
  ])("of what runs now and then, %s", (_name, runs, passes, reason, numbers) => {
    const e = resting([]);
    expect(judged(coverage, { ...e, study: { ...e.study, runs } })).toEqual({
      guard: "coverage",
      pass: passes,
      reason,
      numbers: { coverage: 1, minimum: 0.95, gaps: 0, missing: 0, ...numbers },
    });
  });

  test("says that the inventory has nothing to measure", () => {
    expect(judged(coverage, resting([]))).toMatchObject({
      pass: false,
      reason: "the inventory names no measured resource of database",
    });
  });

  test("of an objective's latency", () => {
    const latency = (known: number) => judged(coverage, resting([FULL], { rest: { latencyKnown: new Map([["p99", known]]) } }));
    expect(latency(0.95).pass).toBe(true);
    expect(latency(0.94999)).toEqual({
      guard: "coverage",
      pass: false,
      reason:
        "p99 is known in 94.9 % of the minutes with requests only; a service of one's own says each minute that it is there, by RequestCount 0 where nobody asks (docs/service-metrics.md): see that it does",
      numbers: { coverage: 1, minimum: 0.95, gaps: 0, missing: 0, known: 0.94999 },
    });
  });

  describe("of the need, which several series make", () => {
    const needKnown = (unknown: number, length = 10_000) =>
      resting([FULL], {
        need: [
          dimension("memory", 1, tier([0.1])),
          dimension(
            "CPU",
            1,
            tier([]),
            tier(
              mostly(0.1, length).map((value, i) => (i < unknown ? Number.NaN : value)),
              300,
            ),
          ),
        ],
      });
    test("accepts the square of the least coverage, for gaps may fall apart", () => {
      expect(judged(coverage, needKnown(975)).pass).toBe(true);
      expect(judged(coverage, needKnown(976))).toEqual({
        guard: "coverage",
        pass: false,
        reason: "demand along CPU is known in 90.2 % of the 300-second tier only: capacity was not known, or units have gone since",
        numbers: { coverage: 1, minimum: 0.95, gaps: 0, missing: 0, known: 0.9024 },
      });
    });
  });
});

describe("confidence", () => {
  const projecting = (grade: Grade, applies = true) => {
    const projection: Projection = { before: 1, after: 1, grade, utilization: 0, highestSeen: 0, why: "", applies };
    return {
      slo: {
        component: "order_service",
        name: "p99",
        metric: "latency",
        statistic: "p99",
        limit: 10,
        unit: "milliseconds",
        errorBudget: 0.001,
      } as const,
      project: () => projection,
      replay: () => ({ grid: tier([]).grid, observed: new Float64Array(), projected: new Float64Array() }),
    };
  };
  const sure = (weeks: number, grades: readonly (Grade | undefined)[], known = 1) =>
    resting([{ 60: known, 300: known, 3600: known }], {
      rest: {
        startEpoch: NOW - weeks * 7 * DAY,
        latencyModels: () => grades.map((grade) => (grade === undefined ? undefined : projecting(grade))),
      },
    });

  test.each<[string, number, readonly (Grade | undefined)[], number, number]>([
    ["all of it after six weeks, complete and seen", 6, ["seen"], 1, 1],
    ["no more after twelve", 12, ["seen"], 1, 1],
    ["half of it after three", 3, ["seen"], 1, 0.5],
    ["four fifths where latency was fitted", 6, ["fitted"], 1, 0.8],
    ["half of it where latency is unproven", 6, ["unproven"], 1, 0.5],
    ["none beyond all evidence", 6, ["beyond"], 1, 0],
    ["none where nothing of an objective is known", 6, ["seen", undefined], 1, 0],
    ["that of the worst objective", 6, ["seen", "unproven", "fitted"], 1, 0.5],
    ["half of it where there is no objective to prove", 6, [], 1, 0.5],
    ["as much as is covered", 6, ["seen"], 0.96, 0.96],
    ["a product, in hundredths", 3, ["fitted"], 0.97, 0.39],
  ])("is %s", (_name, weeks, grades, known, value) => {
    const e = sure(weeks, grades, known);
    expect(confidenceIn(e, e.current).value).toBe(value);
  });

  test.each<[string, readonly ReturnType<typeof projecting>[], string]>([
    ["no grade where no objective depends on the component", [projecting("seen", false)], "× 1 (latency does not apply)"],
    ["the grade where one does", [projecting("seen", false), projecting("fitted")], "× 0.8 (fitted)"],
  ])("names %s", (_name, models, said) => {
    const e = resting([FULL], { rest: { startEpoch: NOW - 42 * DAY, latencyModels: () => models } });
    expect(judged(confidence, e).reason).toContain(said);
  });

  test("says what it is made of", () => {
    expect(judged(confidence, sure(3, ["fitted"], 0.97))).toEqual({
      guard: "confidence",
      pass: false,
      reason: "confidence 0.39 = coverage 0.970 × 0.50 (3.0 weeks) × 0.8 (fitted); at least 0.5 is asked for",
      numbers: { confidence: 0.39, minimum: 0.5, coverage: 0.97, weeks: 3 },
    });
    expect(judged(confidence, sure(12, ["unproven"]))).toMatchObject({
      pass: true,
      reason: "confidence 0.50 = coverage 1.000 × 1.00 (12.0 weeks) × 0.5 (unproven); at least 0.5 is asked for",
    });
  });
});

describe("risk", () => {
  const HOURS = 40 * 24;
  const needing = (...need: readonly Float64Array[]) =>
    given({ need: () => need.map((values, i) => dimension(`d${i}`, 1, tier(values, 3600))) });
  const busy = mostly(0.3, HOURS).map((value, i) => (i % 11 === 0 ? 0.75 : value));

  test("says how likely it is, of which event, and from how much", () => {
    const verdict = judged(risk, needing(busy), { policy: { maxRisk: 1 } });
    expect(verdict).toMatchObject({ guard: "risk", pass: true, numbers: { maxRisk: 1, ownHorizons: 3 } });
    expect(verdict.numbers).not.toHaveProperty("turnedBack");
    expect(verdict.reason).toMatch(
      /^P\(need over 80 % in more than 0\.1 % of the next 7 days\) = \d+\.\d\d %, at most 100\.0 % \(\d+\.\d\d % before 3 weeks of its own\)$/,
    );
  });

  test("accepts the policy's number itself, and rejects what is more", () => {
    const stated = statedRisk(needing(busy), {})?.risk ?? Number.NaN;
    expect(judged(risk, needing(busy), { policy: { maxRisk: stated } }).pass).toBe(true);
    expect(judged(risk, needing(busy), { policy: { maxRisk: stated * 0.9999 } }).pass).toBe(false);
  });

  test("is of the dimension that needs most at any time", () => {
    const [calm, both] = [needing(mostly(0.3, HOURS)), needing(mostly(0.3, HOURS), busy)].map((e) => statedRisk(e, {})?.risk ?? Number.NaN);
    expect(both).toBe(statedRisk(needing(busy), {})?.risk);
    expect(both).toBeGreaterThan(calm ?? Number.NaN);
  });

  test("is not known where the last week's need is not", () => {
    expect(judged(risk, needing(mostly(Number.NaN, HOURS)))).toEqual({
      guard: "risk",
      pass: false,
      reason: "the last week's need is not known, so no risk can be stated",
      numbers: {},
    });
  });

  test("is computed once for the same settings, whatever their order", () => {
    let asked = 0;
    const e = given({
      need: () => {
        asked++;
        return [dimension("CPU", 1, tier(busy, 3600))];
      },
    });
    expect(statedRisk(e, { a: 1, b: 2 })).toBe(statedRisk(e, { b: 2, a: 1 }));
    const once = asked;
    statedRisk(e, { a: 1, b: 3 });
    expect(asked).toBe(2 * once);
  });

  test("of a level that rose is the greater of both: of all days, and of those since", () => {
    const days = 60;
    const first = (days - 20) * 24 - 5;
    const tiers = (value: (i: number) => number) => [
      dimension(
        "CPU",
        1,
        tier(
          Array.from({ length: days * 24 - 5 }, (_, i) => value(i)),
          3600,
          NOW - days * DAY + 5 * 3600,
        ),
      ),
    ];
    const stated = (value: (i: number) => number) => statedRisk(given({ need: () => tiers(value) }), {})?.risk ?? Number.NaN;
    for (const [before, after] of [
      [0.1, 0.6],
      [0.1, 0.72],
      [0.3, 0.5],
      [0.05, 0.2],
    ] as const) {
      const rose = stated((i) => (i < first ? before : after));
      const since = stated((i) => (i < first ? Number.NaN : after));
      expect([before, after, rose]).toEqual([before, after, expect.any(Number)]);
      expect(rose).toBeGreaterThanOrEqual(since);
    }
  });

  test("of a new level is stated from the days since, where that is more", () => {
    const days = 60;
    const start = NOW - days * DAY + 5 * 3600;
    const shifted = (before: number, after: number) =>
      mostly(before, days * 24 - 5).map((value, i) => (i < (days - 20) * 24 ? value : after));
    const stated = (values: Float64Array) =>
      statedRisk(given({ need: () => [dimension("CPU", 1, tier(values, 3600, start))] }), {})?.risk ?? 0;
    const since = mostly(Number.NaN, days * 24 - 5).map((_, i) => (i < (days - 20) * 24 ? Number.NaN : 0.6));
    expect(stated(shifted(0.1, 0.6))).toBeGreaterThanOrEqual(stated(since));
    // A level that fell leaves what was needed before it.
    expect(stated(shifted(0.6, 0.1))).toBeGreaterThan(stated(mostly(0.1, days * 24 - 5)));
  });

  test("counts what was turned back, and says so", () => {
    const sized = (daysAgo: number, reader_class: string) => ({
      atEpoch: NOW - daysAgo * DAY,
      values: { database_readers: 2, database_reader_class: reader_class },
      source: "ledger" as const,
    });
    const e = evidence("database", {
      measures: { database: { ...QUIET.database, cpu: 0.1 } },
      components: tradingOnly("database"),
      values: { database_readers: 2 },
      days: 22,
      minuteDays: 1,
      capacity: [sized(100, "db.r6g.8xlarge"), sized(60, "db.r6g.4xlarge"), sized(57, "db.r6g.8xlarge")],
    });
    const verdict = judged(risk, e, { to: { reader_class: "db.r6g.4xlarge" } });
    expect(verdict.numbers.turnedBack).toBe(1);
    expect(verdict.reason).toMatch(/before 1 weeks of its own and 1 turned back\)$/);
  });
});

describe("a verdict", () => {
  test("holds numbers that JSON knows, of six digits", () => {
    const numbers = { a: 1 / 3, b: Number.NaN, c: Number.POSITIVE_INFINITY, d: 1234567 };
    expect(pass("g", "r", numbers)).toEqual({ guard: "g", pass: true, reason: "r", numbers: { a: 0.333333, d: 1234570 } });
    expect(reject("g", "r")).toEqual({ guard: "g", pass: false, reason: "r", numbers: {} });
  });
  test("shows shares and instants as people read them", () => {
    expect([percent(0.12345), percent(0.12345, 2), percent(0.7, 0), instant(NOW)]).toEqual([
      "12.3 %",
      "12.35 %",
      "70 %",
      "2026-11-19T00:00Z",
    ]);
  });
});
