import { defaultsOf } from "../../../contract";
import { choose } from "../../../optimizer/plan/choose";
import type { Verdict } from "../../../optimizer/plan/recommendation";
import { evidence, towards } from "../../support/evidence";
import { DAY, type Measure, NOW, type SnapshotOptions, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

/** Busier for an hour on one day in a fortnight: too much for an eighth of the size, as much as a quarter can bear. */
const uneasy: Measure = ({ epoch }) => (Math.floor(epoch / DAY) % 14 === 3 && epoch % DAY < 3600 ? 0.16 : 0.05);
const CLASSES = ["db.r6g.4xlarge", "db.r6g.2xlarge", "db.r6g.xlarge"] as const;
const PRICES = [8, 4, 2, 1].map((size, i) => [`aurora:${["db.r6g.8xlarge", ...CLASSES][i]}:standard`, size] as const);

const database = (cpu: Measure | number, more: Partial<SnapshotOptions> = {}) =>
  evidence("database", {
    measures: { database: { ...QUIET.database, cpu, freeable_memory: 254 * 2 ** 30 } },
    components: tradingOnly("database"),
    values: { database_readers: 2 },
    days: 45,
    minuteDays: 4,
    prices: Object.fromEntries(PRICES),
    ...more,
    policy: { slos: [], scaleUpTriggers: [], minConfidence: 0.1, ...more.policy },
  });
const asked = (e: ReturnType<typeof database>) => {
  const { chosen, rejected } = choose(
    e,
    CLASSES.map((reader_class) => towards(e, { reader_class })),
  );
  return { chosen, rejected, taken: chosen?.proposal.to.reader_class };
};
const priced = (verdicts: readonly Verdict[] = []): Readonly<Record<string, number>> =>
  verdicts.find(({ guard }) => guard === "dial")?.numbers ?? {};

describe("of the proposals that every guard passes", () => {
  test("the cheapest is taken where its risk is no greater than that of the others", () => {
    const { taken, rejected, chosen } = asked(database(0.05));
    expect([taken, rejected]).toEqual(["db.r6g.xlarge", []]);
    expect(priced(chosen?.verdicts)).toMatchObject({ cost: 0.708333, risk: expect.any(Number), stayingPrice: expect.any(Number) });
  });

  test("a dearer one is taken where the cheaper one's risk is priced higher than what it saves", () => {
    const { taken, rejected, chosen } = asked(database(uneasy));
    expect(taken).toBe("db.r6g.4xlarge");
    const cheaper = rejected.find(({ rejectedBy }) => rejectedBy === "dial");
    expect(cheaper?.changes).toEqual([{ variable: "database_reader_class", from: "db.r6g.8xlarge", to: "db.r6g.2xlarge" }]);
    const [taking, leaving] = [priced(chosen?.verdicts), priced(cheaper?.verdicts)];
    expect(leaving.cost).toBeLessThan(taking.cost ?? 0);
    expect(leaving.price).toBeGreaterThan(taking.price ?? 0);
    expect(leaving.leastPrice).toBe(taking.price);
  });

  test("a price is cost, 4.7 × risk and the move: the policy's least saving", () => {
    const { price = 0, cost = 0, risk = 0, move = 0 } = priced(asked(database(uneasy)).chosen?.verdicts);
    expect(price).toBeCloseTo(cost + 4.7 * risk + move, 5);
    expect(move).toBeCloseTo(50 / (24 * 730), 7);
  });

  test("the policy's greatest risk binds all the same", () => {
    const { taken, rejected } = asked(database(uneasy, { policy: { maxRisk: 0.012 } }));
    expect(taken).toBeUndefined();
    expect(rejected.map(({ rejectedBy }) => rejectedBy)).toEqual(["headroom", "risk", "risk"]);
  });

  test("what costs more than the one that is taken is not told", () => {
    expect(asked(database(0.05)).rejected).toEqual([]);
  });
});

describe("after a move up", () => {
  const sized = (daysAgo: number, reader_class: string) => ({
    atEpoch: NOW - daysAgo * DAY,
    values: { ...defaultsOf(tradingOnly("database")), database_readers: 2, database_reader_class: reader_class },
    source: "ledger" as const,
  });
  /** The readers were smaller until so many days ago. */
  const raised = (daysAgo: number, least: number) =>
    database(0.05, {
      capacity: [{ ...sized(400, "db.r6g.4xlarge"), source: "default" }, sized(daysAgo, "db.r6g.8xlarge")],
      policy: { minMonthlySavingUsd: least, coolDownDays: 0 },
    });

  test.each([
    [14, 1 + 6 * Math.exp(-1)],
    [28, 1 + 6 * Math.exp(-2)],
  ])("%d days ago, a move down is priced %d times the policy's least saving", (daysAgo, times) => {
    expect((priced(asked(raised(daysAgo, 50)).chosen?.verdicts).move ?? 0) * 24 * 730).toBeCloseTo(50 * times, 1);
  });

  test("rejects a saving that is worth its move at any other time", () => {
    const [soon, later] = [asked(raised(14, 2000)), asked(raised(40, 2000))];
    expect(soon.taken).toBeUndefined();
    expect(later.taken).toBeDefined();
    expect(soon.rejected.map(({ rejectedBy }) => rejectedBy)).toContain("dial");
    expect(soon.rejected[soon.rejected.length - 1]?.verdicts.at(-1)?.reason).toContain("to stay, at");
  });

  test("a move down before makes nothing dearer", () => {
    const lowered = database(0.05, { capacity: [{ ...sized(400, "db.r6g.16xlarge"), source: "default" }, sized(14, "db.r6g.8xlarge")] });
    expect((priced(asked(lowered).chosen?.verdicts).move ?? 0) * 24 * 730).toBeCloseTo(50, 1);
  });
});
