import { GB_MONTHS, HOURS, type KeylessQuery, type PriceFamily } from "./query";

/** Attribute values by engine; the operation's number is AWS's code of the engine. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithReservedDBInstances.html */
export const RDS_ENGINES = {
  postgres: { databaseEngine: "PostgreSQL", code: 14 },
  mysql: { databaseEngine: "MySQL", code: 2 },
  "aurora-postgresql": { databaseEngine: "Aurora PostgreSQL", code: 21 },
  "aurora-mysql": { databaseEngine: "Aurora MySQL", code: 16 },
} as const;
export type RdsEngine = keyof typeof RDS_ENGINES;

/** What tells an instance of an engine from one with a licence of one's own, on a custom host, or in the name of another engine. */
export const engineStates = (engine: RdsEngine): Readonly<Record<string, readonly string[]>> => {
  const { code } = RDS_ENGINES[engine];
  return {
    operation: [`CreateDBInstance:${String(code).padStart(4, "0")}`],
    engineCode: [String(code)],
    licenseModel: ["No license required", "No License required"],
    deploymentModel: [""],
  };
};

/** RDS writes sizes short in some usage types (`db.r6g.2xl`), long in others (`db.r6g.2xlarge`). */
export const usageOfClass = (usage: string, instanceClass: string): readonly string[] => [
  ...new Set([`${usage}:${instanceClass}`, `${usage}:${instanceClass.replace(/xlarge$/, "xl")}`]),
];

/** Storage is listed by engine in one region, for any engine in another. */
export const engineOrAny = (engine: RdsEngine): readonly string[] => [RDS_ENGINES[engine].databaseEngine, "Any"];

const DEPLOYMENTS = {
  "single-az": { deploymentOption: "Single-AZ", usage: "InstanceUsage", storage: "RDS:" },
  "multi-az": { deploymentOption: "Multi-AZ", usage: "Multi-AZUsage", storage: "RDS:Multi-AZ-" },
} as const;
type Deployment = keyof typeof DEPLOYMENTS;

/** Families with disks of their own name them as their storage: `db.r6gd.large`, `db.x2iedn.xlarge`. */
const LOCAL_DISKS = /^db\.[a-z]+\d+[a-z]*d[a-z]*\./;

const source = "https://aws.amazon.com/rds/postgresql/pricing/";
const serviceCode = "AmazonRDS";

const instance = (engine: RdsEngine, instanceType: string, deployment: Deployment): KeylessQuery => {
  const { deploymentOption, usage } = DEPLOYMENTS[deployment];
  return {
    serviceCode,
    attributes: { productFamily: "Database Instance", databaseEngine: RDS_ENGINES[engine].databaseEngine, instanceType, deploymentOption },
    ifStated: { ...engineStates(engine), ...(LOCAL_DISKS.test(instanceType) ? {} : { storage: ["EBS Only"] }) },
    usage: usageOfClass(usage, instanceType),
    awsUnits: HOURS,
    unit: "hour",
    source,
  };
};

const IOPS_MONTHS = { "IOPS-Mo": 1, "IOPS-month": 1 } as const;
const stored = (usage: string, volumeTypes: readonly string[]) =>
  ({ family: "Database Storage", usage, unit: "gb-month", awsUnits: GB_MONTHS, volumeTypes }) as const;
const operations = (usage: string, volumeTypes: readonly string[]) =>
  ({ family: "Provisioned IOPS", usage, unit: "iops-month", awsUnits: IOPS_MONTHS, volumeTypes }) as const;
const GP3 = ["General Purpose-GP3"] as const;
const IO1 = ["Provisioned IOPS", "Provisioned IOPS (SSD)"] as const;
const IO2 = ["Provisioned IOPS-IO2"] as const;

/** What is provisioned of a volume; IOPS and throughput of gp3 are billed above the volume's baseline only. */
const VOLUMES = {
  "gp2-gb-month": stored("GP2-Storage", ["General Purpose", "General Purpose (SSD)"]),
  "gp3-gb-month": stored("GP3-Storage", GP3),
  "gp3-iops-month": operations("GP3-PIOPS", GP3),
  "gp3-mibps-month": {
    family: "Provisioned Throughput",
    usage: "GP3-Throughput",
    unit: "mibps-month",
    awsUnits: { "MBPS-Mo": 1, "MBps-Mo": 1, "MiBps-Mo": 1, "GiBps-mo": 1024 },
    volumeTypes: GP3,
  },
  "io1-gb-month": stored("PIOPS-Storage", IO1),
  "io1-iops-month": operations("PIOPS", IO1),
  "io2-gb-month": stored("PIOPS-Storage-IO2", IO2),
  "io2-iops-month": operations("IO2-PIOPS", IO2),
} as const;

const volume = (engine: RdsEngine, what: keyof typeof VOLUMES, deployment: Deployment): KeylessQuery => {
  const { family, usage, unit, awsUnits, volumeTypes } = VOLUMES[what];
  const { deploymentOption, storage } = DEPLOYMENTS[deployment];
  return {
    serviceCode,
    attributes: { productFamily: family, databaseEngine: engineOrAny(engine), deploymentOption },
    ifStated: { volumeType: volumeTypes, deploymentModel: [""] },
    usage: [`${storage}${usage}`],
    awsUnits,
    unit,
    source,
  };
};

const backup = (engine: RdsEngine): KeylessQuery => ({
  serviceCode,
  attributes: { productFamily: "Storage Snapshot", databaseEngine: engineOrAny(engine) },
  ifStated: { operation: [""], deploymentModel: [""] },
  usage: ["RDS:ChargedBackupUsage"],
  awsUnits: GB_MONTHS,
  unit: "gb-month",
  source,
});

const isEngine = (name: string | undefined): name is "postgres" | "mysql" => name === "postgres" || name === "mysql";
const isDeployment = (name: string | undefined): name is Deployment => name !== undefined && name in DEPLOYMENTS;
const isVolume = (name: string): name is keyof typeof VOLUMES => name in VOLUMES;

/** `rds:<postgres|mysql>:<class>|<gp2|gp3|io1|io2>-gb-month|<gp3|io1|io2>-iops-month|gp3-mibps-month:<single-az|multi-az>`, `rds:<engine>:backup` */
export const rds: PriceFamily = {
  prefix: "rds",
  query: ([engine, what, deployment, ...more]) => {
    if (!isEngine(engine) || what === undefined || more.length > 0) return undefined;
    if (what === "backup") return deployment === undefined ? backup(engine) : undefined;
    if (!isDeployment(deployment)) return undefined;
    if (isVolume(what)) return volume(engine, what, deployment);
    return what.startsWith("db.") ? instance(engine, what, deployment) : undefined;
  },
};
