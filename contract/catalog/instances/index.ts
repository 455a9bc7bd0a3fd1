export { ACCELERATED } from "./accelerated";
export { EC2 } from "./ec2";
export { familiesAfter, inFamily } from "./generations";
export { CACHE, DATABASE, DAX } from "./graviton";
export type { AcceleratedSpec, CacheSpec, DatabaseSpec, DaxSpec, Ec2Spec, InstanceSpec } from "./spec";
