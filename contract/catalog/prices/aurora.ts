import { GB_MONTHS, HOURS, type KeylessQuery, type PriceFamily } from "./query";
import { engineOrAny, engineStates, RDS_ENGINES, usageOfClass } from "./rds";

const source = "https://aws.amazon.com/rds/aurora/pricing/";
const serviceCode = "AmazonRDS";

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
export type AuroraEngine = "aurora-postgresql" | "aurora-mysql";

const isMode = (mode: string | undefined): mode is AuroraMode => AURORA_MODES.some((known) => known === mode);

const instance = (engine: AuroraEngine, instanceType: string, mode: AuroraMode): KeylessQuery => ({
  serviceCode,
  attributes: {
    databaseEngine: RDS_ENGINES[engine].databaseEngine,
    productFamily: "Database Instance",
    instanceType,
    deploymentOption: "Single-AZ",
    storage: MODES[mode].storage,
  },
  ifStated: engineStates(engine),
  usage: usageOfClass(MODES[mode].instanceUsage, instanceType),
  awsUnits: HOURS,
  unit: "hour",
  source,
});

const volume = (engine: AuroraEngine, mode: AuroraMode): KeylessQuery => ({
  serviceCode,
  attributes: { databaseEngine: engineOrAny(engine), productFamily: "Database Storage", volumeType: MODES[mode].volumeType },
  usage: [MODES[mode].storageUsage],
  awsUnits: GB_MONTHS,
  unit: "gb-month",
  source,
});

const requests = (engine: AuroraEngine): KeylessQuery => ({
  serviceCode,
  attributes: { databaseEngine: engineOrAny(engine), productFamily: "System Operation", group: "Aurora I/O Operation" },
  usage: ["Aurora:StorageIOUsage"],
  awsUnits: { IOs: 1 },
  unit: "io",
  source,
});

const backup = (engine: AuroraEngine): KeylessQuery => ({
  serviceCode,
  attributes: { databaseEngine: engineOrAny(engine), productFamily: "Storage Snapshot" },
  usage: ["Aurora:BackupUsage"],
  awsUnits: GB_MONTHS,
  unit: "gb-month",
  source,
});

const family = (prefix: string, engine: AuroraEngine): PriceFamily => ({
  prefix,
  query: ([what, mode, ...more]) => {
    if (mode === undefined) return what === "io" ? requests(engine) : what === "backup" ? backup(engine) : undefined;
    if (what === undefined || !isMode(mode) || more.length > 0) return undefined;
    if (what === "storage") return volume(engine, mode);
    return what.startsWith("db.") ? instance(engine, what, mode) : undefined;
  },
});

/** `aurora:<class>:standard|io-optimized`, `aurora:storage:standard|io-optimized`, `aurora:io`, `aurora:backup`; PostgreSQL. */
export const aurora: PriceFamily = family("aurora", "aurora-postgresql");
/** The same of MySQL. */
export const auroraMysql: PriceFamily = family("aurora-mysql", "aurora-mysql");
