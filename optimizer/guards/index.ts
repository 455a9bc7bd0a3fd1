import { afterFailure } from "./after-failure";
import { backtest } from "./backtest";
import { confidence } from "./confidence";
import { coolDown } from "./cool-down";
import { coverage } from "./coverage";
import { exclusions } from "./exclusions";
import type { Guard } from "./guard";
import { headroom } from "./headroom";
import { latency } from "./latency";
import { levelShift } from "./level-shift";
import { minSaving } from "./min-saving";
import { pins } from "./pins";
import { risk } from "./risk";
import { saturation } from "./saturation";
import { serviceLimits } from "./service-limits";

/** Asked in this order; the first rejection ends it. */
export const GUARDS: readonly Guard[] = [
  // What people have said comes before what was measured.
  exclusions,
  pins,
  // What has just been changed is not measured yet.
  coolDown,
  // Nothing below means anything on incomplete measurements,
  coverage,
  // or on measurements of something that was full.
  saturation,
  // Cheap to know: not worth doing.
  minSaving,
  // Cheap to know: not possible.
  serviceLimits,
  // From the quickest replay to the slowest.
  headroom,
  // What fitted is what is wanted now,
  levelShift,
  afterFailure,
  latency,
  backtest,
  // Past needs may all fit and the next week's may not.
  risk,
  // Last, for its grade is that of latency.
  confidence,
];

export { confidenceIn } from "./confidence";
export type { Guard } from "./guard";
export { componentRisk, statedRisk } from "./risk";
