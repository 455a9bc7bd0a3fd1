import type { Reservable } from "../telemetry/costs";

/** What commitments see of a billed line: which pool of instances or spend it belongs to. */
export interface UsageClass {
  readonly service: Reservable | "lambda" | "sagemaker" | "dynamodb";
  readonly region: string;
  /** `c6i`, `db.r6g`, `cache.r6g`; empty where there are no instances. */
  readonly family: string;
  /** `c6i.8xlarge`; empty where there are no instances. */
  readonly instanceType: string;
  /** As AWS names it in costs: `Linux/UNIX`, `Aurora PostgreSQL`; empty where there is none. */
  readonly engine: string;
  /** Normalized units of one instance; 0 where there are none. */
  readonly units: number;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html, the same for databases and caches; from xlarge on 8 for each xlarge. */
const SIZES: Readonly<Partial<Record<string, number>>> = { nano: 0.25, micro: 0.5, small: 1, medium: 2, large: 4, xlarge: 8 };
/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithReservedDBInstances.html: I/O-Optimized takes 30 % more units. */
const IO_OPTIMIZED_UNITS = 1.3;
/** A standby is an instance of its own. */
const MULTI_AZ_UNITS = 2;

/** @returns undefined for a size that floats into no other, such as `metal` */
export function normalizedUnits(instanceType: string): number | undefined {
  const size = instanceType.split(".").at(-1) ?? "";
  const multiple = /^(\d+)xlarge$/.exec(size)?.[1];
  return multiple === undefined ? SIZES[size] : Number(multiple) * 8;
}

const PLATFORMS: Readonly<Partial<Record<string, string>>> = {
  linux: "Linux/UNIX",
  windows: "Windows",
  rhel: "Red Hat Enterprise Linux",
  suse: "SUSE Linux",
};
const DATABASES: Readonly<Partial<Record<string, string>>> = {
  aurora: "Aurora PostgreSQL",
  "aurora-mysql": "Aurora MySQL",
  postgres: "PostgreSQL",
  mysql: "MySQL",
};
const CACHES: Readonly<Partial<Record<string, string>>> = { redis: "Redis", valkey: "Valkey" };

/** The class of what a price key is paid for; undefined where no commitment of AWS's covers it. */
export function usageClass(key: string, region: string): UsageClass | undefined {
  const [prefix = "", first = "", second = "", third = ""] = key.split(":");
  switch (prefix) {
    case "ec2":
      return instances("ec2", region, first, PLATFORMS[second || "linux"]);
    case "aurora":
    case "aurora-mysql":
      return instances("rds", region, first, DATABASES[prefix], second === "io-optimized" ? IO_OPTIMIZED_UNITS : 1);
    case "rds":
      return instances("rds", region, second, DATABASES[first], third === "multi-az" ? MULTI_AZ_UNITS : 1);
    case "elasticache":
      return instances("elasticache", region, first, CACHES[second || "redis"]);
    case "lambda":
      return first === "request" ? undefined : plain("lambda", region);
    case "sagemaker":
      return plain("sagemaker", region);
    case "dynamodb":
      return plain("dynamodb", region);
    default:
      return undefined;
  }
}

const plain = (service: UsageClass["service"], region: string): UsageClass => ({
  service,
  region,
  family: "",
  instanceType: "",
  engine: "",
  units: 0,
});

function instances(service: Reservable, region: string, instanceType: string, engine = "", factor = 1): UsageClass | undefined {
  const units = normalizedUnits(instanceType);
  if (units === undefined) return undefined;
  return { service, region, family: familyOf(instanceType), instanceType, engine, units: units * factor };
}

/** `db.r6g.8xlarge` → `db.r6g` */
export const familyOf = (instanceType: string): string => instanceType.split(".").slice(0, -1).join(".");
