import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson } from "../../../contract";
import { analyzeStored } from "../../../optimizer/analysis";
import { analyze } from "../../../optimizer/analyze";
import { lastDays, NOTHING_DROPPED, openSnapshot, plannedSeries, SnapshotDraft } from "../../../optimizer/telemetry";
import { canonicalFactor } from "../../../optimizer/telemetry/snapshot/align";
import { snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

let root = "";

/** Stores a made snapshot: its values back in CloudWatch's units. */
async function stored(): Promise<string> {
  const snapshot = snapshotOf({
    measures: QUIET,
    days: 45,
    minuteDays: 1,
    daysBefore: 30,
    components: tradingOnly("order_service", "orders"),
  });
  const planned = plannedSeries(snapshot.contract).filter(({ id }) => snapshot.series.has(id));
  const draft = await SnapshotDraft.begin(
    root,
    "trading",
    planned.map(({ id }) => id),
  );
  for (const { id, entry, statistic } of planned) {
    const series = snapshot.series.get(id);
    const native = (tier: NonNullable<typeof series>["tiers"][number]) => ({
      times: Float64Array.from(tier.values, (_, i) => tier.grid.startEpoch + i * tier.grid.periodSeconds),
      values: tier.values.map((value) => value / canonicalFactor(entry, statistic, tier.grid.periodSeconds)),
    });
    const tiers = (series?.tiers ?? []).map((tier) => ({ periodSeconds: tier.grid.periodSeconds, points: native(tier) }));
    draft.add(id, tiers, NOTHING_DROPPED, series?.longHistory === undefined ? undefined : native(series.longHistory));
  }
  const { manifest, contract, current, capacity, prices, tags, pins } = snapshot;
  const { source, startEpoch, endEpoch, tiers, longHistory } = manifest;
  const facts = { contract, source, startEpoch, endEpoch, tiers, current, capacity, prices, tags, pins };
  return (await draft.commit({ ...facts, ...(longHistory === undefined ? {} : { longHistory }) })).directory;
}

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
