import {
  EBS_GP3,
  type EbsVolume,
  isVolumeType,
  RDS_GP3,
  rdsGp3Included,
  rdsGp3Refusal,
  rdsReached,
  rdsStatedRefusal,
  rdsSustained,
  rdsVolumeAsStated,
  type StatedVolume,
  type VolumeSpeed,
} from "../../contract";
import { countIn, type Settings } from "../evidence/settings";
import type { LimitCheck, VolumeModel } from "./model";

/** What is said of the volumes of the primary, of its standby and of each replica. */
function statedOf(settings: Settings): StatedVolume {
  const { storage_type, storage_throughput_mibps } = settings;
  return {
    type: isVolumeType(storage_type) ? storage_type : undefined,
    gib: countIn(settings, "allocated_storage_gib"),
    iops: countIn(settings, "iops"),
    mibps: storage_throughput_mibps === undefined ? undefined : countIn(settings, "storage_throughput_mibps"),
  };
}

export const rdsVolume = (settings: Settings): EbsVolume => rdsVolumeAsStated(statedOf(settings));

export const volumeSpeed = (settings: Settings): VolumeSpeed => rdsSustained(rdsVolume(settings));

/** With credits, where its type has any: what it is full at. */
export const mostIops = (settings: Settings): number => rdsReached(rdsVolume(settings)).iops;

export const rdsVolumes: VolumeModel = {
  tunables: { type: "storage_type", iops: "iops", mibps: "storage_throughput_mibps" },
  of: rdsVolume,
  reached: (settings) => rdsReached(rdsVolume(settings)),
  included: rdsGp3Included,
  most: (gib) => (gib >= RDS_GP3.stripedFromGib ? RDS_GP3.most : RDS_GP3.single),
  mibpsPerIops: EBS_GP3.mibpsPerIops,
  // RDS refuses 0 from that size on, and any other number under it.
  told: (gib) => (gib >= RDS_GP3.stripedFromGib ? "numbers" : "none"),
  refusal: (volume) => rdsGp3Refusal(volume)?.reason,
};

/** What RDS takes of a volume. */
export function rdsVolumeLimits(current: Settings, to: Settings): readonly LimitCheck[] {
  const { type, gib, iops, mibps } = rdsVolume(to);
  const refusal = rdsStatedRefusal(statedOf(to));
  const grows = gib >= countIn(current, "allocated_storage_gib");
  return [
    ...(type === "gp3"
      ? [
          {
            pass: refusal === undefined,
            reason: refusal?.reason ?? `on RDS a gp3 volume of ${gib} GiB takes ${iops} IOPS and ${mibps} MiB/s`,
            numbers: { iops, floor: rdsGp3Included(gib).iops },
          },
        ]
      : []),
    { pass: grows, reason: grows ? "storage does not shrink" : "RDS does not shrink storage", numbers: { gib } },
  ];
}
