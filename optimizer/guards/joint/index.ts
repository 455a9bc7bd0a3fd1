import { cacheMisses } from "./cache-misses";
import type { JointGuard } from "./joint-guard";
import { latencyTogether } from "./latency-together";

/** Asked in this order about all choices together; one that is turned down gives way to the component's next. */
export const JOINT_GUARDS: readonly JointGuard[] = [
  // What a cache passes on decides what is left of a database's cut,
  cacheMisses,
  // and only what is left adds to latency.
  latencyTogether,
];

export type { ChosenSet, JointGuard, JointVerdict, Member, PassedOn } from "./joint-guard";
