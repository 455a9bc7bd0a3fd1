import type { DeploymentContract } from "../../../contract";
import { SeriesAssembly, seriesCatalog } from "../../../optimizer/telemetry/snapshot/assemble";
import type { SnapshotManifest, TierGrid } from "../../../optimizer/telemetry/snapshot/types";
import { at, getMetricData, HOUR, nowEpoch, query, simulate, contract as trading } from "../../simulator/client";

const { trades } = trading.components;
const inventory = trading.inventory.trades;
if (trades === undefined || inventory === undefined) throw new Error("the fixture has no table");
const contract: DeploymentContract = { ...trading, components: { trades }, inventory: { trades: inventory } };

const QUOTA = "trades/account/table_read_quota";

describe("what the account has, beside a table", () => {
  it("is asked for without any dimension", async () => {
    const { cloudWatch, close } = await simulate();
    const quota = query(QUOTA, "Maximum", HOUR);
    expect(quota.MetricStat?.Metric?.Dimensions).toEqual([]);
    const window = { StartTime: at(nowEpoch - HOUR), EndTime: at(nowEpoch) };
    const { results } = await getMetricData(cloudWatch, { ...window, MetricDataQueries: [quota] });
    await close();
    expect(results.get("q")?.Values).toEqual([40_000]);
  });

  const grid: TierGrid = { periodSeconds: 60, startEpoch: 0, length: 10 };
  const reads = "trades/table/consumed_reads/Sum";
  const assembledBeside = (witness: string): readonly number[] => {
    const manifest: SnapshotManifest = {
      version: 2,
      deployment: "trading",
      source: "csv",
      startEpoch: 0,
      endEpoch: 600,
      tiers: [grid],
      series: [],
      files: {},
      hash: "",
    };
    const assembly = new SeriesAssembly(seriesCatalog(contract, manifest));
    assembly.receive(reads, 60, { times: Float64Array.of(60), values: Float64Array.of(6) });
    assembly.receive(witness, 60, { times: Float64Array.of(0, 300), values: Float64Array.of(40_000, 40_000) });
    return [...(assembly.finish().get(reads)?.tiers[0]?.values ?? [])];
  };

  it.each([
    ["the table's own capacity does: minutes without reads are 0", "trades/table/provisioned_reads/Maximum", 0],
    ["the account's quota does not: minutes without reads are unknown", `${QUOTA}/Maximum`, Number.NaN],
  ])("says whether the table was there: %s", (_rule, witness, elsewhere) => {
    expect(assembledBeside(witness)).toEqual([elsewhere, 0.1, ...Array.from({ length: 8 }, () => elsewhere)]);
  });
});
