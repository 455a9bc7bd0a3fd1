import { defaultsOf } from "../../../contract";
import { movesOf, turnedBack } from "../../../optimizer/evidence";
import { risk as riskGuard } from "../../../optimizer/guards/risk";
import { reliabilityOf } from "../../../optimizer/plan/track-record";
import { reliabilityMarkdown } from "../../../optimizer/report/reliability";
import { riskOf } from "../../../optimizer/risk";
import { evidence, verdictOf } from "../../support/evidence";
import { DAY, NOW, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

const BEFORE = 100;
const sized = (daysAgo: number, reader_class: string, source: "ledger" | "default" = "ledger") => ({
  atEpoch: NOW - daysAgo * DAY,
  values: { ...defaultsOf(tradingOnly("database")), database_readers: 2, database_reader_class: reader_class },
  source,
});
const database = (...later: readonly ReturnType<typeof sized>[]) =>
  evidence("database", {
    measures: { database: { ...QUIET.database, cpu: 0.1 } },
    components: tradingOnly("database"),
    values: { database_readers: 2 },
    days: 45,
    minuteDays: 4,
    capacity: [sized(BEFORE, "db.r6g.8xlarge", "default"), ...later],
  });
const halved = [sized(60, "db.r6g.4xlarge"), sized(57, "db.r6g.8xlarge")];
const half = { reader_class: "db.r6g.4xlarge" };

describe("a size that was tried and turned back", () => {
  test.each<[string, string, number]>([
    ["the same again", "db.r6g.4xlarge", 0],
    ["twice as much", "db.r6g.8xlarge", -1],
    ["half as much", "db.r6g.2xlarge", 1],
  ])("is told in units of the size in question: %s", (_name, reader_class, size) => {
    const e = database(...halved);
    // CPU of the writer does not change with the readers' class, so the size is that of all of them.
    const all = { ...e.current, reader_class, writer_class: reader_class, failover_reader_class: reader_class };
    const failed = turnedBack({ ...e, capacity: { ...e.capacity, changes: e.capacity.changes.map(writerToo) } }, all);
    expect(failed.map((each) => [each.atEpoch, Math.round(each.size)])).toEqual([[NOW - 60 * DAY, size]]);
  });
  const writerToo = (change: ReturnType<typeof database>["capacity"]["changes"][number]) => ({
    ...change,
    from: { ...change.from, writer_class: change.from.reader_class ?? "", failover_reader_class: change.from.reader_class ?? "" },
  });

  test("is a move up to what there had been, and neither a cut that was kept nor growth", () => {
    const told = [database(), database(...halved), database(halved[0] ?? sized(60, "")), database(sized(60, "db.r6g.16xlarge"))];
    expect(told.map((e) => turnedBack(e, e.current).length)).toEqual([0, 1, 0, 0]);
    expect(movesOf(database(...halved))).toEqual({ down: 1, turnedBack: 1 });
  });

  test("makes the same size riskier for good, and says so", () => {
    const [never, once] = [verdictOf(riskGuard, database(), half), verdictOf(riskGuard, database(...halved), half)];
    expect(once.numbers.risk).toBeGreaterThan(never.numbers.risk ?? 1);
    expect([never.numbers.turnedBack, once.numbers.turnedBack]).toEqual([undefined, 1]);
    expect(once.reason).toContain("and 1 turned back)");
  });
});

describe("failures in the pool", () => {
  const need = [{ grid: { periodSeconds: 300 as const, startEpoch: 0, length: 60 * 288 }, values: new Float64Array(60 * 288).fill(0.2) }];
  const risk = (...failures: readonly { readonly atEpoch: number; readonly size: number }[]): number =>
    riskOf({ need, endEpoch: 60 * DAY, failures })?.risk ?? Number.NaN;

  test("raise the risk the more, the more of them there are and the larger was what failed", () => {
    const at = 40 * DAY;
    const risks = [
      risk(),
      risk({ atEpoch: at, size: -1 }),
      risk({ atEpoch: at, size: 0 }),
      risk({ atEpoch: at, size: 0 }, { atEpoch: at, size: 0 }),
    ];
    expect(risks).toEqual([...risks].sort((a, b) => a - b));
    expect(new Set(risks).size).toBe(4);
  });
  test("count even where they are older than all that is known", () => {
    expect(risk({ atEpoch: -300 * DAY, size: 0 })).toBeGreaterThan(risk());
  });
});

describe("what was stated of past weeks, and what came", () => {
  const record = (walked: readonly { readonly stated: number; readonly came: boolean; readonly size: number }[]) => ({
    walked,
    movesDown: 2,
    turnedBack: 1,
  });

  test("is stated from the days before each week alone", () => {
    const rows = (weeks: number) => {
      const length = weeks * 7 * 288;
      const values = new Float64Array(12 * 7 * 288).fill(0.2).subarray(0, length);
      return riskOf({ need: [{ grid: { periodSeconds: 300, startEpoch: 0, length }, values }], endEpoch: weeks * 7 * DAY })?.walked() ?? [];
    };
    // The newest week stands first: what was said of the older ones does not depend on it.
    expect(rows(6).slice(8)).toEqual(rows(5));
    expect(rows(6)).toHaveLength(8 * 4);
  });

  test("is pooled over components, with the sizes that are decided on apart", () => {
    const told = reliabilityOf([
      record([
        { stated: 0.015, came: false, size: 0 },
        { stated: 0.9, came: true, size: -2 },
      ]),
      record([{ stated: 0.025, came: true, size: 0 }]),
    ]);
    expect(told).toMatchObject({
      questions: 3,
      decided: [{ stated: 0.02, came: 0.5, questions: 2 }],
      movesDown: 4,
      turnedBack: 2,
    });
    expect(told?.bins.map(({ questions }) => questions)).toEqual([1, 1, 1]);
    const text = reliabilityMarkdown({ ...(told === undefined ? {} : { reliability: told }) }).join("\n");
    expect(text).toContain("| **sizes that are recommended, or stay** | 2.00 % | 50.00 % | 2 |");
    expect(text).toContain("Of 4 moves down so far 2 were turned back");
  });

  test("is left out where there is no past", () => {
    expect(reliabilityOf([record([])])).toBeUndefined();
    expect(reliabilityMarkdown({})).toEqual([]);
  });
});
