import { NOTHING_DROPPED, plannedSeries, SnapshotDraft } from "../../optimizer/telemetry";
import { canonicalFactor } from "../../optimizer/telemetry/snapshot/align";
import type { Snapshot } from "../../optimizer/telemetry/snapshot/types";

/** Stores a made snapshot: its values back in CloudWatch's units. @returns its folder */
export async function storeSnapshot(root: string, snapshot: Snapshot): Promise<string> {
  const planned = plannedSeries(snapshot.contract).filter(({ id }) => snapshot.series.has(id));
  const draft = await SnapshotDraft.begin(
    root,
    snapshot.manifest.deployment,
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
