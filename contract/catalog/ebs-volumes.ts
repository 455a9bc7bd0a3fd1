/** SSD volumes; what each does for its price is at https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html. */
export const VOLUME_TYPES = ["gp3", "gp2", "io1", "io2"] as const;
export type VolumeType = (typeof VOLUME_TYPES)[number];

/** What a volume is asked for to be. */
export interface EbsVolume {
  readonly type: VolumeType;
  readonly gib: number;
  /** Provisioned; of gp2 they follow from its size, and this counts for nothing. */
  readonly iops: number;
  /** Provisioned, of gp3 alone. */
  readonly mibps: number;
}

/** What a volume sustains, of operations of 16 KiB and of bytes. */
export interface VolumeSpeed {
  readonly iops: number;
  readonly mibps: number;
}

/**
 * A gp3 volume: what comes with it at no charge is the least, too. AWS takes more of each since September 2025; these are the limits that
 * every region and the AWS provider in use accept. https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html#gp3-ebs-volume-type
 */
export const EBS_GP3 = {
  minGib: 1,
  maxGib: 16_384,
  included: { iops: 3_000, mibps: 125 },
  most: { iops: 16_000, mibps: 1_000 },
  iopsPerGib: 500,
  mibpsPerIops: 0.25,
} as const;

/** https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html#io2-block-express */
export const EBS_IO2 = {
  minGib: 4,
  maxGib: 65_536,
  minIops: 100,
  maxIops: 256_000,
  iopsPerGib: 1_000,
  mibpsPerIops: 0.256,
  maxMibps: 4_000,
} as const;

/** https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html#EBSVolumeTypes_piops */
const IO1 = { kibPerOperation: 256, maxMibps: 500, fromIops: 32_000, kibPerOperationBeyond: 16, maxMibpsBeyond: 1_000 } as const;
const KIB_PER_MIB = 1_024;

/** https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html#EBSVolumeTypes_gp2 */
const GP2 = {
  iopsPerGib: 3,
  minIops: 100,
  maxIops: 16_000,
  burstIops: 3_000,
  smallUpToGib: 170,
  smallMibps: 128,
  mibps: 250,
  mibpsPerIops: 0.25,
} as const;

const within = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** Without the credits of a gp2 volume, whose operations move 256 KiB each at the most. */
export function sustainedBy({ type, gib, iops, mibps }: EbsVolume): VolumeSpeed {
  switch (type) {
    case "gp3":
      return { iops, mibps };
    case "gp2":
      return gp2Speed(gib, within(GP2.minIops, gib * GP2.iopsPerGib, GP2.maxIops));
    case "io1":
      return { iops, mibps: io1Mibps(iops) };
    case "io2":
      return { iops, mibps: Math.min(EBS_IO2.maxMibps, iops * EBS_IO2.mibpsPerIops) };
  }
}

const io1Mibps = (iops: number): number =>
  iops <= IO1.fromIops
    ? Math.min(IO1.maxMibps, (iops * IO1.kibPerOperation) / KIB_PER_MIB)
    : Math.min(IO1.maxMibpsBeyond, (iops * IO1.kibPerOperationBeyond) / KIB_PER_MIB);

/** The most that it can do for a while: with credits, where its type has any. */
export function reachedBy(volume: EbsVolume): VolumeSpeed {
  const sustained = sustainedBy(volume);
  return volume.type === "gp2" ? gp2Speed(volume.gib, Math.max(GP2.burstIops, sustained.iops)) : sustained;
}

const gp2Speed = (gib: number, iops: number): VolumeSpeed => ({
  iops,
  mibps: Math.min(gib <= GP2.smallUpToGib ? GP2.smallMibps : GP2.mibps, iops * GP2.mibpsPerIops),
});

/** io2 alone is built for 99.999 % durability in a year and under a millisecond, the others for 99.8 to 99.9 % and single-digit milliseconds. */
export const isSubMillisecond = (type: VolumeType): boolean => type === "io2";

export const isVolumeType = (name: unknown): name is VolumeType => VOLUME_TYPES.some((type) => type === name);

/** What is said of a volume; absent is what nobody turns. */
export interface StatedVolume extends Pick<EbsVolume, "gib"> {
  readonly type: VolumeType | undefined;
  readonly iops: number | undefined;
  readonly mibps: number | undefined;
}

/** io2 where only its IOPS are told, gp3 where nothing is, with what comes with it. Of a type that has no IOPS of its own they are not known. */
export function volumeAsStated({ type, gib, iops, mibps }: StatedVolume): EbsVolume {
  const of = type ?? (iops === undefined ? "gp3" : "io2");
  return {
    type: of,
    gib,
    iops: iops ?? (of === "io1" || of === "io2" ? Number.NaN : EBS_GP3.included.iops),
    mibps: mibps ?? EBS_GP3.included.mibps,
  };
}

/** What AWS does not take of a volume. */
export interface VolumeRefusal {
  /** Which of its figures is the wrong one. */
  readonly of: "gib" | "iops" | "mibps";
  readonly reason: string;
}

/** What AWS refuses of a gp3 volume; undefined where it takes it. */
export function gp3Refusal(volume: Omit<EbsVolume, "type">): VolumeRefusal | undefined {
  const { gib, iops } = volume;
  const { included, most, iopsPerGib, maxGib } = EBS_GP3;
  if (gib > maxGib) return { of: "gib", reason: `a gp3 volume has at most ${maxGib} GiB, not ${gib}` };
  if (iops <= most.iops && iops > Math.max(included.iops, gib * iopsPerGib))
    return { of: "iops", reason: `a gp3 volume takes at most ${iopsPerGib} IOPS per GiB, and ${gib} GiB do not carry ${iops}` };
  return outsideOf({ least: included, most }, volume, "a gp3 volume takes") ?? uncarried(volume);
}

interface SpeedRange {
  readonly least: VolumeSpeed;
  readonly most: VolumeSpeed;
}

/** What of a speed lies outside of what is taken, or is not known. */
export function outsideOf({ least, most }: SpeedRange, { iops, mibps }: VolumeSpeed, takes: string): VolumeRefusal | undefined {
  if (!(iops >= least.iops && iops <= most.iops)) return { of: "iops", reason: `${takes} ${least.iops} to ${most.iops} IOPS, not ${iops}` };
  if (!(mibps >= least.mibps && mibps <= most.mibps))
    return { of: "mibps", reason: `${takes} ${least.mibps} to ${most.mibps} MiB/s, not ${mibps}` };
  return undefined;
}

/** Throughput that a gp3 volume's IOPS do not carry. */
export function uncarried({ iops, mibps }: VolumeSpeed): VolumeRefusal | undefined {
  const { mibpsPerIops } = EBS_GP3;
  if (mibps <= iops * mibpsPerIops) return undefined;
  return { of: "mibps", reason: `a gp3 volume takes at most ${mibpsPerIops} MiB/s per IOPS, and ${iops} IOPS do not carry ${mibps} MiB/s` };
}
