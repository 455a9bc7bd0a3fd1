import type { AcceleratedSpec } from "./spec";

/** https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html: one GPU each in the sizes that the ladders hold. */
const rows: readonly (readonly [
  type: string,
  vcpus: number,
  memoryGib: number,
  gpuModel: AcceleratedSpec["gpuModel"],
  gpuMemoryGb: number,
  retired: boolean,
])[] = [
  ["ml.g4dn.xlarge", 4, 16, "T4", 16, false],
  ["ml.g5.xlarge", 4, 16, "A10G", 24, false],
  ["ml.g5.2xlarge", 8, 32, "A10G", 24, false],
  ["ml.g6.xlarge", 4, 16, "L4", 24, false],
  ["ml.p3.2xlarge", 8, 61, "V100", 16, true],
];

export const ACCELERATED: ReadonlyMap<string, AcceleratedSpec> = new Map(
  rows.map(([type, vcpus, memoryGib, gpuModel, gpuMemoryGb, retired]) => [
    type,
    { type, vcpus, memoryGib, gpus: 1, gpuModel, gpuMemoryGb, hyperThreaded: true, retired },
  ]),
);
