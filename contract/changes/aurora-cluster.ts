import type { Change, ChangesOf } from "./change";
import { byDirection } from "./direction";

const GUIDE = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide";

const modified = { applyMode: "apply_immediately", effectiveWhen: "no-pending-modified-values" } as const;

/** The writer restarts, and the reader in the lowest promotion tier takes over. */
export const auroraWriterClass: Change = {
  ...modified,
  effect: "failover",
  typicalMinutes: 12,
  rollback: {
    how: "Set the writer's former class and apply; the cluster fails over to the tier-0 reader again, then back by FailoverDBCluster.",
    precondition: "The tier-0 reader still has the writer's former class.",
    rtoMinutes: 12,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/Concepts.AuroraHighAvailability.html`,
};

/** One reader restarts; its sessions reconnect to the other readers. */
export const auroraReaderClass: Change = {
  ...modified,
  effect: "restart",
  typicalMinutes: 10,
  rollback: { how: "Set the former class and apply; the reader restarts once more.", rtoMinutes: 10, rpoMinutes: 0 },
  source: `${GUIDE}/Aurora.Modifying.html`,
};

const readerAdded: Change = {
  ...modified,
  effect: "online",
  typicalMinutes: 10,
  rollback: { how: "Set the former number and apply; the added readers are deleted.", rtoMinutes: 10, rpoMinutes: 0 },
  source: `${GUIDE}/aurora-replicas-adding.html`,
};

const readerRemoved: Change = {
  ...modified,
  effect: "restart",
  typicalMinutes: 5,
  announcedDestroys: ["aws_rds_cluster_instance"],
  rollback: {
    how: "Set the former number and apply; new readers attach to the same storage with a cold buffer cache.",
    rtoMinutes: 15,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/USER_DeleteCluster.html`,
};

export const auroraReaders = byDirection(readerAdded, readerRemoved);

const retentionRaised: Change = {
  ...modified,
  effect: "online",
  typicalMinutes: 1,
  rollback: { how: "Set the former number of days and apply.", rtoMinutes: 1, rpoMinutes: 0 },
  source: `${GUIDE}/Aurora.Managing.Backups.html`,
};

export const auroraRetention = byDirection(retentionRaised, {
  ...retentionRaised,
  effect: "one-way",
  rollback: {
    how: "Set the former number of days and apply: the window grows again from now on, day by day.",
    precondition: "Restore points older than the lower setting are gone for good; AWS Backup's recovery points stay.",
    rtoMinutes: 1,
    rpoMinutes: 0,
  },
});

const STORAGE_GUIDE = `${GUIDE}/Aurora.Overview.StorageReliability.html`;

const toIoOptimized: Change = {
  ...modified,
  effect: "online",
  typicalMinutes: 10,
  rollback: {
    how: "ModifyDBCluster with StorageType=aurora, then the former tfvars: the plan then shows no change.",
    precondition:
      "By tfvars alone nothing happens: the provider reads an empty storage_type as unset and plans no change (hashicorp/terraform-provider-aws #39267).",
    rtoMinutes: 15,
    rpoMinutes: 0,
  },
  source: STORAGE_GUIDE,
};

const toStandard: Change = {
  effect: "online",
  applyMode: "api_first",
  effectiveWhen: "cluster-available",
  typicalMinutes: 10,
  rollback: {
    how: "Set aurora-iopt1 and apply.",
    precondition: "A cluster can be switched to aurora-iopt1 once in 30 days.",
    rtoMinutes: 43_200,
    rpoMinutes: 0,
  },
  source: STORAGE_GUIDE,
};

export const auroraClusterChanges: ChangesOf<"aurora-cluster"> = {
  writer_class: auroraWriterClass,
  failover_reader_class: auroraReaderClass,
  reader_class: auroraReaderClass,
  readers: auroraReaders,
  backup_retention_days: auroraRetention,
  storage_type: (_from, to) => (to === "aurora-iopt1" ? toIoOptimized : toStandard),
};
