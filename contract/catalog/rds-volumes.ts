import {
  EBS_GP3,
  type EbsVolume,
  outsideOf,
  reachedBy,
  type StatedVolume,
  sustainedBy,
  uncarried,
  type VolumeRefusal,
  type VolumeSpeed,
} from "./ebs-volumes";

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

/**
 * gp3 where nothing is said of the type, with no less than what comes with it, and under 400 GiB with no more, whatever is stated. Of a type
 * that has no IOPS of its own they are not known.
 */
export function rdsVolumeAsStated({ type = "gp3", gib, iops = 0, mibps = 0 }: StatedVolume): EbsVolume {
  if (type === "io1" || type === "io2") return { type, gib, iops: iops || Number.NaN, mibps };
  const included = rdsGp3Included(gib);
  if (type === "gp2" || gib < RDS_GP3.stripedFromGib) return { type, gib, ...included };
  return { type, gib, iops: Math.max(iops, included.iops), mibps: Math.max(mibps, included.mibps) };
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

/** What RDS refuses of a gp3 volume; undefined where it takes it. */
export function rdsGp3Refusal(volume: Omit<EbsVolume, "type">): VolumeRefusal | undefined {
  const { gib, iops, mibps } = volume;
  const { stripedFromGib, single, most } = RDS_GP3;
  if (gib < stripedFromGib) {
    if (iops === single.iops && mibps === single.mibps) return undefined;
    const has = `a gp3 volume under ${stripedFromGib} GiB has ${single.iops} IOPS and ${single.mibps} MiB/s on RDS and takes no others`;
    return { of: iops === single.iops ? "mibps" : "iops", reason: `${has}, and ${iops} IOPS and ${mibps} MiB/s are asked for` };
  }
  const upTo = { iops: Math.min(most.iops, gib * EBS_GP3.iopsPerGib), mibps: most.mibps };
  return outsideOf({ least: rdsGp3Included(gib), most: upTo }, volume, `on RDS a gp3 volume of ${gib} GiB takes`) ?? uncarried(volume);
}

/**
 * What RDS refuses of what is said of a volume, where 0 says nothing. Under 400 GiB it takes no numbers of gp3: those that it has are what a
 * plan shows of a volume of which none are stated. Who says nothing of the type leaves them out there.
 */
export function rdsStatedRefusal({ type, gib, iops = 0, mibps = 0 }: StatedVolume): VolumeRefusal | undefined {
  if (type !== undefined && type !== "gp3") return undefined;
  if (type === undefined && gib < RDS_GP3.stripedFromGib) return undefined;
  const included = rdsGp3Included(gib);
  return rdsGp3Refusal({ gib, iops: iops || included.iops, mibps: mibps || included.mibps });
}
