import type { PriceFamily, PriceQuery } from "./query";

const source = "https://aws.amazon.com/rds/aurora/pricing/";
const engine = { databaseEngine: "Aurora PostgreSQL" } as const;

/** The two ways of paying for I/O: by the request, or within dearer instances and storage. */
const MODES = {
  standard: {
    storage: "EBS Only",
    instanceUsage: "InstanceUsage",
    volumeType: "General Purpose-Aurora",
    storageUsage: "Aurora:StorageUsage",
  },
  "io-optimized": {
    storage: "Aurora IO Optimization Mode",
    instanceUsage: "InstanceUsageIOOptimized",
    volumeType: "IO Optimized-Aurora",
    storageUsage: "Aurora:IO-OptimizedStorageUsage",
  },
} as const;

export type AuroraMode = keyof typeof MODES;
export const AURORA_MODES = ["standard", "io-optimized"] as const satisfies readonly AuroraMode[];

const isMode = (mode: string | undefined): mode is AuroraMode => AURORA_MODES.some((known) => known === mode);

const instance = (instanceType: string, mode: AuroraMode): Omit<PriceQuery, "key"> => ({
  serviceCode: "AmazonRDS",
  attributes: {
    ...engine,
    productFamily: "Database Instance",
    instanceType,
    deploymentOption: "Single-AZ",
    storage: MODES[mode].storage,
  },
  usage: `${MODES[mode].instanceUsage}:${instanceType}`,
  awsUnits: ["Hrs"],
  unit: "hour",
  source,
});

const volume = (mode: AuroraMode): Omit<PriceQuery, "key"> => ({
  serviceCode: "AmazonRDS",
  attributes: { ...engine, productFamily: "Database Storage", volumeType: MODES[mode].volumeType },
  usage: MODES[mode].storageUsage,
  awsUnits: ["GB-Mo", "GB-month"],
  unit: "gb-month",
  source,
});

const requests: Omit<PriceQuery, "key"> = {
  serviceCode: "AmazonRDS",
  attributes: { ...engine, productFamily: "System Operation", group: "Aurora I/O Operation" },
  usage: "Aurora:StorageIOUsage",
  awsUnits: ["IOs"],
  unit: "io",
  source,
};

/** `aurora:<class>:standard|io-optimized`, `aurora:storage:standard|io-optimized`, `aurora:io`; PostgreSQL. */
export const aurora: PriceFamily = {
  prefix: "aurora",
  query: ([what, mode, ...more]) => {
    if (what === "io" && mode === undefined) return requests;
    if (what === undefined || !isMode(mode) || more.length > 0) return undefined;
    if (what === "storage") return volume(mode);
    return what.startsWith("db.") ? instance(what, mode) : undefined;
  },
};
