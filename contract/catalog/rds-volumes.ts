import { EBS_GP3, type EbsVolume, reachedBy, type StatedVolume, sustainedBy, type VolumeSpeed } from "./ebs-volumes";

/**
 * Volumes of PostgreSQL and MySQL on RDS: from 400 GiB on they are striped over four. A gp3 volume starts at 12,000 IOPS and 500 MiB/s then,
 * and fewer are refused; smaller ones take no numbers. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export const RDS_GP3 = {
  stripedFromGib: 400,
  single: { iops: 3_000, mibps: 125 },
  striped: { iops: 12_000, mibps: 500 },
  most: { iops: 64_000, mibps: 4_000 },
} as const;

const STRIPES = 4;

/** What comes with a volume of a size at no charge, and is the least that it can have. */
export const rdsGp3Included = (gib: number): VolumeSpeed => (gib >= RDS_GP3.stripedFromGib ? RDS_GP3.striped : RDS_GP3.single);

/** gp3 where nothing is said of the type, with no less than what comes with it. Of a type that has no IOPS of its own they are not known. */
export function rdsVolumeAsStated({ type = "gp3", gib, iops = 0, mibps = 0 }: StatedVolume): EbsVolume {
  const included = rdsGp3Included(gib);
  const own = type === "io1" || type === "io2" ? iops || Number.NaN : Math.max(iops, included.iops);
  return { type, gib, iops: own, mibps: Math.max(mibps, included.mibps) };
}

const striped =
  (speedOf: (volume: EbsVolume) => VolumeSpeed) =>
  ({ type, gib, iops, mibps }: EbsVolume): VolumeSpeed => {
    const stripes = gib >= RDS_GP3.stripedFromGib ? STRIPES : 1;
    const each = speedOf({ type, gib: gib / stripes, iops: iops / stripes, mibps: mibps / stripes });
    return { iops: each.iops * stripes, mibps: each.mibps * stripes };
  };

/** Without the credits of gp2. */
export const rdsSustained = striped(sustainedBy);
/** The most that it can do for a while. */
export const rdsReached = striped(reachedBy);

/** What RDS refuses of a gp3 volume, in words; undefined where it takes it. */
export function rdsGp3Refusal({ gib, iops, mibps }: Omit<EbsVolume, "type">): string | undefined {
  const { stripedFromGib, single, most } = RDS_GP3;
  const included = rdsGp3Included(gib);
  if (gib < stripedFromGib) {
    return iops === single.iops && mibps === single.mibps
      ? undefined
      : `a gp3 volume under ${stripedFromGib} GiB has ${single.iops} IOPS and ${single.mibps} MiB/s on RDS and takes no others, and ${iops} IOPS and ${mibps} MiB/s are asked for`;
  }
  const { iopsPerGib, mibpsPerIops } = EBS_GP3;
  const upTo = Math.min(most.iops, gib * iopsPerGib);
  if (!(iops >= included.iops && iops <= upTo))
    return `a gp3 volume of ${gib} GiB takes ${included.iops} to ${upTo} IOPS on RDS, not ${iops}`;
  if (!(mibps >= included.mibps && mibps <= most.mibps))
    return `a gp3 volume of ${gib} GiB takes ${included.mibps} to ${most.mibps} MiB/s on RDS, not ${mibps}`;
  if (mibps > iops * mibpsPerIops)
    return `a gp3 volume takes at most ${mibpsPerIops} MiB/s per IOPS, and ${iops} IOPS do not carry ${mibps} MiB/s`;
  return undefined;
}
