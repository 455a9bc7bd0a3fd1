import { GB_MONTHS, type KeylessQuery, type PriceFamily, tableFamily } from "./query";

const source = "https://aws.amazon.com/ebs/pricing/";
const serviceCode = "AmazonEC2";
const IOPS_MONTHS = { "IOPS-Mo": 1, "IOPS-month": 1 } as const;
/** AWS prices the throughput of gp3 by the GiB per second. */
const THROUGHPUT_MONTHS = { "GiBps-mo": 1024, "GiBps-Mo": 1024, "MiBps-Mo": 1, "MiBps-mo": 1 } as const;

/** @param usage how the usage type calls it: `piops` of io1 */
const storage = (volumeApiName: string, usage = volumeApiName): KeylessQuery => ({
  serviceCode,
  attributes: { productFamily: "Storage", volumeApiName },
  usage: [`EBS:VolumeUsage.${usage}`],
  awsUnits: GB_MONTHS,
  unit: "gb-month",
  source,
});

const iops = (volumeApiName: string, usage: string): KeylessQuery => ({
  serviceCode,
  attributes: { productFamily: "System Operation", volumeApiName },
  usage: [usage],
  awsUnits: IOPS_MONTHS,
  unit: "iops-month",
  source,
});

const throughput: KeylessQuery = {
  serviceCode,
  attributes: { productFamily: "Provisioned Throughput" },
  ifStated: { volumeApiName: ["gp3"] },
  usage: ["EBS:VolumeP-Throughput.gp3"],
  awsUnits: THROUGHPUT_MONTHS,
  unit: "mibps-month",
  source,
};

const snapshots: KeylessQuery = {
  serviceCode,
  attributes: { productFamily: "Storage Snapshot" },
  usage: ["EBS:SnapshotUsage"],
  awsUnits: GB_MONTHS,
  unit: "gb-month",
  source,
};

/** A volume's IOPS are billed in tiers, each a product of its own: up to 32,000, up to 64,000, and above. */
const IO2_TIERS = [
  { key: "ebs:io2:iops-month", upTo: 32_000, usage: "EBS:VolumeP-IOPS.io2" },
  { key: "ebs:io2:iops-month:tier2", upTo: 64_000, usage: "EBS:VolumeP-IOPS.io2.tier2" },
  { key: "ebs:io2:iops-month:tier3", upTo: Number.POSITIVE_INFINITY, usage: "EBS:VolumeP-IOPS.io2.tier3" },
] as const;

/** Which price keys a volume's provisioned IOPS fall under, and how many under each. */
export function io2IopsByTier(iops: number): readonly { readonly key: string; readonly iops: number }[] {
  let from = 0;
  return IO2_TIERS.flatMap(({ key, upTo }) => {
    const within = Math.min(iops, upTo) - from;
    from = upTo;
    return within > 0 ? [{ key, iops: within }] : [];
  });
}

/** `ebs:io2|io1|gp3|gp2:gb-month`, `ebs:io2:iops-month[:tier2|:tier3]`, `ebs:io1|gp3:iops-month`, `ebs:gp3:mibps-month`, `ebs:snapshot:gb-month` */
export const ebs: PriceFamily = tableFamily("ebs", {
  "io2:gb-month": storage("io2"),
  "io1:gb-month": storage("io1", "piops"),
  "gp3:gb-month": storage("gp3"),
  "gp2:gb-month": storage("gp2"),
  ...Object.fromEntries(IO2_TIERS.map(({ key, usage }) => [key.slice("ebs:".length), iops("io2", usage)])),
  "io1:iops-month": iops("io1", "EBS:VolumeP-IOPS.piops"),
  "gp3:iops-month": iops("gp3", "EBS:VolumeP-IOPS.gp3"),
  "gp3:mibps-month": throughput,
  "snapshot:gb-month": snapshots,
});
