import { EBS_GP3, EC2, type Ec2Spec } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings, textIn } from "../evidence/settings";
import { groupVolume, volumeTaken } from "./group-volume";
import { familyOf } from "./ladder";
import type { LimitCheck } from "./model";
import { offHoursLimits } from "./off-hours";
import { cpuCeiling } from "./reading";

const UNPUBLISHED: Ec2Spec = {
  type: "",
  vcpus: Number.NaN,
  memoryGib: Number.NaN,
  networkGbps: Number.NaN,
  ebsMbps: Number.NaN,
  ebsIops: Number.NaN,
  enaExpress: false,
  hyperThreaded: true,
};

/** Of the group's instance type; capacities that nobody has published are not known. */
export const specOf = (settings: Settings): Ec2Spec => EC2.get(textIn(settings, "instance_type")) ?? UNPUBLISHED;

/** Hard facts about a group's target. */
export const groupLimits = (history: ComponentHistory, to: Settings): readonly LimitCheck[] => [
  typeMove(history.current, to),
  ...volumeTaken(history.definition, to),
  volumeFits(to),
  targetUnderCeiling(history, to),
  ...offHoursLimits(history, to),
];

function typeMove(current: Settings, to: Settings): LimitCheck {
  const type = textIn(to, "instance_type");
  const from = textIn(current, "instance_type");
  if (!EC2.has(type)) return { pass: false, reason: `${type}: capacity not published`, numbers: {} };
  if (familyOf(from) !== familyOf(type)) {
    return {
      pass: false,
      reason: `${type} is of another family than ${from}, and no performance ratio between them is known`,
      numbers: {},
    };
  }
  const loses = specOf(current).enaExpress && !specOf(to).enaExpress;
  return {
    pass: true,
    reason: loses ? `same family; ${type} has no ENA Express, which ${from} has` : `same family as ${from}`,
    numbers: {},
  };
}

/** A volume can be given more IOPS than the instance can carry; the rest is paid for nothing. */
function volumeFits(to: Settings): LimitCheck {
  const { ebsIops, type } = specOf(to);
  const { type: volume, iops: volumeIops } = groupVolume(to);
  if (volume === "gp2" || (volume === "gp3" && volumeIops <= EBS_GP3.included.iops))
    return { pass: true, reason: "no provisioned IOPS", numbers: {} };
  const pass = volumeIops <= ebsIops;
  const relation = pass ? "carries" : "does not carry";
  return {
    pass,
    reason: `the EBS baseline of ${type} (${ebsIops} IOPS) ${relation} the volume's ${volumeIops}`,
    numbers: { ebsIops, volumeIops },
  };
}

function targetUnderCeiling(history: ComponentHistory, to: Settings): LimitCheck {
  const target = countIn(to, "target_cpu_percent") / 100;
  const ceiling = cpuCeiling(history, specOf(to));
  return {
    pass: target <= ceiling,
    reason: `target tracking aims at ${target * 100} % CPU, the ceiling is ${ceiling * 100} %`,
    numbers: { target, ceiling },
  };
}
