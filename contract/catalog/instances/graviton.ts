import type { CacheSpec, DatabaseSpec, DaxSpec } from "./spec";

type Size = readonly [
  size: string,
  vcpus: number,
  memoryGib: number,
  networkGbps: number,
  postgresConnections: number,
  mysqlConnections: number,
  ebsIops: number,
  ebsMbps: number,
  cacheGib: number,
  ssdGib: number,
];

/** Graviton 2, memory optimised: one vCPU is one core. https://aws.amazon.com/ec2/instance-types/r6g/ */
const R6G: readonly Size[] = [
  ["large", 2, 16, 0.75, 1_802, 1_000, 3_600, 630, 13.07, 0],
  ["xlarge", 4, 32, 1.25, 3_604, 2_000, 6_000, 1_188, 26.32, 99.33],
  ["2xlarge", 8, 64, 2.5, 5_000, 3_000, 12_000, 2_375, 52.82, 199.07],
  ["4xlarge", 16, 128, 5, 5_000, 4_000, 20_000, 4_750, 105.81, 398.14],
  ["8xlarge", 32, 256, 12, 5_000, 5_000, 40_000, 9_000, 209.55, 796.28],
];

/** Baselines of network and EBS that differ from r6g's; cores, memory and what follows from them are the same, size for size. */
const newer = (baselines: readonly (readonly [networkGbps: number, ebsMbps: number])[]): readonly Size[] =>
  R6G.map(([size, vcpus, memory, network, postgres, mysql, iops, ebs, cache], i) => {
    const [networkGbps = network, ebsMbps = ebs] = baselines[i] ?? [];
    return [size, vcpus, memory, networkGbps, postgres, mysql, iops, ebsMbps, cache, 0];
  });

/** Graviton 3. https://aws.amazon.com/ec2/instance-types/r7g/ */
const R7G = newer([
  [0.937, 630],
  [1.876, 1_250],
  [3.75, 2_500],
  [7.5, 5_000],
  [15, 10_000],
]);

/** Graviton 4. https://aws.amazon.com/ec2/instance-types/r8g/ */
const R8G = newer([
  [0.937, 650],
  [1.876, 1_250],
  [3.75, 2_500],
  [7.5, 5_000],
  [15, 10_000],
]);
const FAMILIES = { r6g: R6G, r7g: R7G, r8g: R8G } as const;

/**
 * EBS baselines: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html
 * PostgreSQL, Aurora or not: LEAST(DBInstanceClassMemory/9531392, 5000), https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
 * Aurora MySQL by class: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Performance.html
 */
export const DATABASE: ReadonlyMap<string, DatabaseSpec> = new Map(
  Object.entries(FAMILIES).flatMap(([family, sizes]) =>
    sizes.map(([size, vcpus, memoryGib, networkGbps, postgresMaxConnections, auroraMysqlMaxConnections, ebsIops, ebsMbps]) => {
      const type = `db.${family}.${size}`;
      return [
        type,
        { type, vcpus, memoryGib, networkGbps, hyperThreaded: false, postgresMaxConnections, auroraMysqlMaxConnections, ebsIops, ebsMbps },
      ] as const;
    }),
  ),
);

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html; data tiering exists on r6gd only, from xlarge up. */
export const CACHE: ReadonlyMap<string, CacheSpec> = new Map(
  (["r6g", "r7g"] as const).flatMap((family) =>
    FAMILIES[family].flatMap(([size, vcpus, memoryGib, networkGbps, , , , , usableMemoryGib, ssdGib]) => {
      const node = { vcpus, memoryGib, networkGbps, hyperThreaded: false, usableMemoryGib };
      const memoryOnly: CacheSpec = { ...node, type: `cache.${family}.${size}`, ssdGib: 0 };
      const tiered: CacheSpec = { ...node, type: `cache.r6gd.${size}`, ssdGib };
      return (ssdGib === 0 ? [memoryOnly] : [memoryOnly, tiered]).map((spec) => [spec.type, spec] as const);
    }),
  ),
);

/** Memory and throughput by node type: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.sizing-guide.html */
export const DAX: ReadonlyMap<string, DaxSpec> = new Map(
  (
    [
      ["dax.r5.large", 2, 16, 0.75, 75_000],
      ["dax.r5.xlarge", 4, 32, 1.25, 150_000],
      ["dax.r5.2xlarge", 8, 64, 2.5, 300_000],
      ["dax.r5.4xlarge", 16, 128, 5, 600_000],
      ["dax.r5.8xlarge", 32, 256, 10, 1_000_000],
      ["dax.r4.8xlarge", 32, 244, 10, undefined],
    ] as const
  ).map(([type, vcpus, memoryGib, networkGbps, requestsPerSecond]) => [
    type,
    { type, vcpus, memoryGib, networkGbps, hyperThreaded: true, requestsPerSecond },
  ]),
);
