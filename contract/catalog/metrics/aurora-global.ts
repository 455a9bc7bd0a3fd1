import type { MetricEntry } from "../metric";
import { AURORA_SOURCE, auroraInstanceMetrics, auroraVolumeMetrics } from "./aurora-cluster";
import { BYTES_PER_INTERVAL, EVENTS, HIGH, HIGHEST, MILLISECONDS } from "./shapes";

const shared = { namespace: "AWS/RDS", cadenceSeconds: 60, source: AURORA_SOURCE } as const;
/** Each secondary's cluster publishes its own lag, in its own region. */
const secondary = { ...shared, scope: "secondary_cluster" } as const;
const primary = { ...shared, scope: "cluster" } as const;

export const auroraGlobalMetrics: readonly MetricEntry[] = [
  ...auroraInstanceMetrics("instance"),
  ...auroraVolumeMetrics,
  ...auroraInstanceMetrics("secondary_instance"),
  { ...secondary, ...MILLISECONDS, ...HIGH, name: "global_replication_lag", metricName: "AuroraGlobalDBReplicationLag" },
  { ...secondary, ...MILLISECONDS, ...HIGHEST, name: "global_rpo_lag", metricName: "AuroraGlobalDBRPOLag" },
  { ...secondary, ...MILLISECONDS, ...HIGHEST, detail: true, name: "global_progress_lag", metricName: "AuroraGlobalDBProgressLag" },
  /** Billed: what a secondary region costs beside its instances. */
  { ...primary, ...EVENTS, name: "global_replicated_writes", metricName: "AuroraGlobalDBReplicatedWriteIO" },
  { ...secondary, ...EVENTS, ...BYTES_PER_INTERVAL, name: "global_transfer", metricName: "AuroraGlobalDBDataTransferBytes" },
];
