import { auroraReaderClass, auroraReaders, auroraRetention, auroraWriterClass } from "./aurora-cluster";
import type { Change, ChangesOf } from "./change";
import { byMembers } from "./direction";

const GUIDE = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide";

const regionAdded: Change = {
  effect: "online",
  applyMode: "apply_immediately",
  effectiveWhen: "cluster-available",
  typicalMinutes: 60,
  rollback: { how: "Set the former regions and apply; the secondary cluster is detached and deleted.", rtoMinutes: 30, rpoMinutes: 0 },
  source: `${GUIDE}/aurora-global-database-attaching.html`,
};

const regionRemoved: Change = {
  ...regionAdded,
  effect: "one-way",
  typicalMinutes: 30,
  announcedDestroys: ["aws_rds_cluster", "aws_rds_cluster_instance"],
  rollback: {
    how: "Set the former regions and apply: a new secondary cluster is made and seeded over the network.",
    precondition: "The region's endpoints are new, and it serves nothing until the storage has been copied.",
    rtoMinutes: 240,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/aurora-global-database-detaching.html`,
};

export const auroraGlobalChanges: ChangesOf<"aurora-global"> = {
  writer_class: auroraWriterClass,
  failover_reader_class: auroraReaderClass,
  reader_class: auroraReaderClass,
  readers: auroraReaders,
  secondary_class: auroraReaderClass,
  secondary_regions: byMembers(regionAdded, regionRemoved),
  backup_retention_days: auroraRetention,
};
