import { z } from "zod";
import { demandSchema } from "./demand";
import { nonnegative, positive, queue, share } from "./shapes";

/** Writer, readers and volume of an Aurora cluster. */
export const auroraParameters = z.strictObject({
  reads: demandSchema,
  writes: demandSchema,
  queue,
  readMs: positive,
  writeMs: positive,
  contention: nonnegative,
  idleCpu: share,
  /** Share of reads that go to the writer. */
  readsOnWriter: share,
  /** Spread of load between readers, relative. */
  skew: nonnegative,
  workingSetGib: positive,
  bufferHitRatio: share,
  /** Relative cost that a wholly missed read adds. */
  missCost: nonnegative,
  connections: z.strictObject({ pooled: nonnegative, perBusyVcpu: nonnegative, onWriter: share }),
  /** Temporary files in mid-session. */
  temporaryGib: nonnegative,
  commitMs: positive,
  replicaLagMs: positive,
  bytesPerRead: nonnegative,
  bytesPerWrite: nonnegative,
  ioPerWrite: nonnegative,
  /** Redis component whose misses come here as reads. */
  cachedBy: z.string().optional(),
});
export type AuroraParameters = z.infer<typeof auroraParameters>;

export const auroraGlobalSchema = auroraParameters.extend({
  kind: z.literal("aurora-global"),
  secondary: z.strictObject({
    /** Reads that each further region answers itself. */
    reads: demandSchema,
    /** Work of applying a write that came from the primary, relative to making it. */
    applyShare: share,
    /** On its way between idle clusters. */
    lagMs: positive,
    bytesPerReplicatedWrite: nonnegative,
  }),
});
export type AuroraGlobalParameters = z.infer<typeof auroraGlobalSchema>;

export const rdsSchema = z.strictObject({
  kind: z.literal("rds-instance"),
  /** Statements per second. */
  reads: demandSchema,
  writes: demandSchema,
  queue,
  readMs: positive,
  writeMs: positive,
  contention: nonnegative,
  idleCpu: share,
  /** Share of reads that go to the replicas, where there are any. */
  readsOnReplicas: share,
  /** Work of applying a write on a replica, relative to making it. */
  applyShare: share,
  workingSetGib: positive,
  bufferHitRatio: share,
  missCost: nonnegative,
  connections: z.strictObject({ pooled: nonnegative, perBusyVcpu: nonnegative, onPrimary: share }),
  /** In use at the scenario's `now`. */
  storedGib: positive,
  storedGibPerDay: nonnegative,
  disk: z.strictObject({
    queue,
    /** One operation on an idle volume. */
    operationMs: positive,
    readsPerMiss: nonnegative,
    writesPerWrite: nonnegative,
    bytesPerOperation: positive,
    /** What waiting for a standby in another zone adds to a write. */
    standbyMs: nonnegative,
  }),
  replicaLagMs: positive,
  bytesPerRead: nonnegative,
  bytesPerWrite: nonnegative,
});
export type RdsParameters = z.infer<typeof rdsSchema>;
