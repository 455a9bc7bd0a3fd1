import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson } from "../../../contract";
import { analyzeStored } from "../../../optimizer/analysis";
import { analyze } from "../../../optimizer/analyze";
import { lastDays, openSnapshot } from "../../../optimizer/telemetry";
import { snapshotOf, tradingOnly } from "../../support/snapshot";
import { storeSnapshot } from "../../support/stored-snapshot";
import { QUIET } from "../../support/trading-load";

let root = "";

const stored = (): Promise<string> =>
  storeSnapshot(
    root,
    snapshotOf({ measures: QUIET, days: 45, minuteDays: 1, daysBefore: 30, components: tradingOnly("order_service", "orders") }),
  );

describe("a stored snapshot, decided on component by component", () => {
  let at: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "trimtab-"));
    at = await stored();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("gives what the whole of it gives at once", async () => {
    const { recommendations } = await analyzeStored(at, { threads: 1 });
    expect(recommendations.recommendations.length).toBeGreaterThan(1);
    expect(canonicalJson(recommendations)).toBe(canonicalJson(analyze(await openSnapshot(at))));
  });

  test("gives the same bytes on one thread and on two", async () => {
    const [one, two] = [await analyzeStored(at, { threads: 1 }), await analyzeStored(at, { threads: 2 })];
    expect(canonicalJson(two.recommendations)).toBe(canonicalJson(one.recommendations));
  });

  test("looks back on fewer days as if no more had been collected", async () => {
    const { recommendations } = await analyzeStored(at, { threads: 1, prepare: () => ({ days: 20 }) });
    expect(canonicalJson(recommendations)).toBe(canonicalJson(analyze(lastDays(await openSnapshot(at), 20))));
  });

  test("tells of every component as it is decided on", async () => {
    const told: string[] = [];
    await analyzeStored(at, { threads: 1, onComponent: (done, total, component) => told.push(`${done}/${total} ${component}`) });
    expect(told).toEqual(["1/2 order_service", "2/2 orders"]);
  });

  test("may be refused before anything is decided", async () => {
    const refused = analyzeStored(at, {
      prepare: ({ contract }) => {
        throw new RangeError(`not ${contract.deployment}`);
      },
    });
    await expect(refused).rejects.toThrow("not trading");
  });
});
