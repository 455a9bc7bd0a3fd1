import { type Component, EBS_GP3, type EbsVolume, EC2, gp3Refusal, isVolumeType, MIB, reachedBy, volumeAsStated } from "../../contract";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { ladderOf, rangeOf } from "./ladder";
import type { LimitCheck, VolumeModel } from "./model";

/** Of each instance, the one that it starts from. */
export function groupVolume(settings: Settings): EbsVolume {
  const { volume_type } = settings;
  /** 0 states no number. */
  const stated = (tunable: string): number | undefined => (settings[tunable] === undefined ? 0 : countIn(settings, tunable)) || undefined;
  return volumeAsStated({
    type: isVolumeType(volume_type) ? volume_type : undefined,
    gib: countIn(settings, "volume_size_gib"),
    iops: stated("volume_iops"),
    mibps: stated("volume_throughput_mibps"),
  });
}

export const groupVolumes: VolumeModel = {
  tunables: { type: "volume_type", iops: "volume_iops", mibps: "volume_throughput_mibps" },
  of: groupVolume,
  reached: (settings) => {
    const { iops, mibps } = reachedBy(groupVolume(settings));
    const baseline = EC2.get(textIn(settings, "instance_type"))?.ebsMbps ?? Number.POSITIVE_INFINITY;
    return { iops, mibps: Math.min(mibps, (baseline * 1e6) / 8 / MIB) };
  },
  included: () => EBS_GP3.included,
  most: () => EBS_GP3.most,
  mibpsPerIops: EBS_GP3.mibpsPerIops,
  told: () => "numbers or none",
  refusal: (volume) => gp3Refusal(volume)?.reason,
};

/** Whether anything of its speed can be turned, and is no mere fact: otherwise nobody asks what it has to do. */
export const isVolumeTurned = (definition: Component): boolean =>
  ladderOf(definition, groupVolumes.tunables.type).length > 1 ||
  [groupVolumes.tunables.iops, groupVolumes.tunables.mibps].some((tunable) => {
    const range = rangeOf(definition, tunable);
    return range !== undefined && range.min < range.max;
  });

/** Whether AWS takes it, of a volume that is turned. */
export function volumeTaken(definition: Component, to: Settings): readonly LimitCheck[] {
  const { type, ...volume } = groupVolume(to);
  if (type !== "gp3" || !isVolumeTurned(definition)) return [];
  const refusal = gp3Refusal(volume);
  const { gib, iops, mibps } = volume;
  return [
    {
      pass: refusal === undefined,
      reason: refusal?.reason ?? `a gp3 volume of ${gib} GiB takes ${iops} IOPS and ${mibps} MiB/s`,
      numbers: { gib, iops, mibps },
    },
  ];
}
