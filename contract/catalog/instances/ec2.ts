import type { Ec2Spec } from "./spec";

/** https://docs.aws.amazon.com/ec2/latest/instancetypes/co.html and gp.html: baseline network and EBS performance. */
const rows: readonly (readonly [
  type: string,
  vcpus: number,
  memoryGib: number,
  networkGbps: number,
  ebsMbps: number,
  ebsIops: number,
  enaExpress: boolean,
])[] = [
  ["c6i.large", 2, 4, 0.781, 650, 3_600, false],
  ["c6i.xlarge", 4, 8, 1.562, 1_250, 6_000, false],
  ["c6i.2xlarge", 8, 16, 3.125, 2_500, 12_000, false],
  ["c6i.4xlarge", 16, 32, 6.25, 5_000, 20_000, false],
  ["c6i.8xlarge", 32, 64, 12.5, 10_000, 40_000, true],
  ["m5.xlarge", 4, 16, 1.25, 1_150, 6_000, false],
  ["m5.2xlarge", 8, 32, 2.5, 2_300, 12_000, false],
  ["m5.4xlarge", 16, 64, 5, 4_750, 18_750, false],
  ["c5.xlarge", 4, 8, 1.25, 1_150, 6_000, false],
  ["c5.2xlarge", 8, 16, 2.5, 2_300, 10_000, false],
  ["c5.4xlarge", 16, 32, 5, 4_750, 20_000, false],
];

export const EC2: ReadonlyMap<string, Ec2Spec> = new Map(
  rows.map(([type, vcpus, memoryGib, networkGbps, ebsMbps, ebsIops, enaExpress]) => [
    type,
    { type, vcpus, memoryGib, networkGbps, ebsMbps, ebsIops, enaExpress, hyperThreaded: true },
  ]),
);
