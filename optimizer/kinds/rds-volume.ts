import {
  EBS_GP3,
  type EbsVolume,
  isVolumeType,
  RDS_GP3,
  rdsGp3Included,
  rdsGp3Refusal,
  rdsReached,
  rdsSustained,
  rdsVolumeAsStated,
  type VolumeSpeed,
} from "../../contract";
import { countIn, type Settings } from "../evidence/settings";
import type { LimitCheck, VolumeModel } from "./model";

/** Of the primary, of its standby and of each replica. */
export function rdsVolume(settings: Settings): EbsVolume {
  const { storage_type, storage_throughput_mibps } = settings;
  return rdsVolumeAsStated({
    type: isVolumeType(storage_type) ? storage_type : undefined,
    gib: countIn(settings, "allocated_storage_gib"),
    iops: countIn(settings, "iops"),
    mibps: storage_throughput_mibps === undefined ? undefined : countIn(settings, "storage_throughput_mibps"),
  });
}

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
  refusal: rdsGp3Refusal,
};

/** What RDS takes of a volume; a number of IOPS that gp3 does not take is left out by the stacks of under 400 GiB. */
export function rdsVolumeLimits(current: Settings, to: Settings): readonly LimitCheck[] {
  const { type, gib, iops, mibps } = rdsVolume(to);
  const stated = countIn(to, "iops");
  const floor = rdsGp3Included(gib).iops;
  const enough = type !== "gp3" || stated === 0 || stated >= floor;
  const refusal = to.storage_type === "gp3" ? rdsGp3Refusal({ gib, iops, mibps }) : undefined;
  const grows = gib >= countIn(current, "allocated_storage_gib");
  return [
    ...(type === "gp3"
      ? [
          {
            pass: enough && refusal === undefined,
            reason: enough
              ? (refusal ?? `gp3 of ${gib} GiB starts at ${floor} IOPS`)
              : `gp3 of ${gib} GiB starts at ${floor} IOPS: RDS refuses ${stated}`,
            numbers: { iops, floor },
          },
        ]
      : []),
    { pass: grows, reason: grows ? "storage does not shrink" : "RDS does not shrink storage", numbers: { gib } },
  ];
}
