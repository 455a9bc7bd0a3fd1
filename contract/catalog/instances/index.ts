export { ACCELERATED } from "./accelerated";
export { EC2 } from "./ec2";
export { CACHE, DATABASE, DAX } from "./r6g";
export type { AcceleratedSpec, CacheSpec, DatabaseSpec, DaxSpec, Ec2Spec, InstanceSpec } from "./spec";
