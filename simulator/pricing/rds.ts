import { flat, PLACES, type Place, type Product, placed, SIZES } from "./product";

/** Aurora standard, RDS for PostgreSQL Single-AZ; us-east-1. https://aws.amazon.com/rds/aurora/pricing/, /rds/postgresql/pricing/ */
const AURORA_HOURLY = [0.26, 0.519, 1.038, 2.076, 4.153] as const;
const POSTGRES_HOURLY = [0.225, 0.45, 0.899, 1.798, 3.597] as const;
/** I/O-Optimized instances cost 30 % more, their storage 2.25 times as much, and their I/O nothing. */
const IO_OPTIMIZED_FACTOR = 1.3;
const STORAGE_GB_MONTH = { standard: 0.1, optimized: 0.225 } as const;
const IO_PER_REQUEST = 0.2e-6;
const PREVIOUS_GENERATION_FACTOR = 1.12;
/** What an hour of a family costs in that of r6g. */
const FAMILIES = { r6g: 1, r7g: 1.0625, r8g: 1.0625 } as const;

interface Engine {
  readonly databaseEngine: string;
  readonly operation: string;
}
const AURORA_ENGINES: readonly Engine[] = [
  { databaseEngine: "Aurora PostgreSQL", operation: "CreateDBInstance:0021" },
  { databaseEngine: "Aurora MySQL", operation: "CreateDBInstance:0016" },
];

export function rdsProducts(): readonly Product[] {
  return PLACES.flatMap((place) => [
    ...AURORA_ENGINES.flatMap((engine) => aurora(place, engine)),
    ...Object.entries(FAMILIES).flatMap(([family, factor]) =>
      SIZES.flatMap((size, i) => postgres(place, `db.${family}.${size}`, (POSTGRES_HOURLY[i] ?? 0) * factor)),
    ),
  ]);
}

function aurora(place: Place, engine: Engine): readonly Product[] {
  const instances = SIZES.flatMap((size, i) => {
    const usd = AURORA_HOURLY[i] ?? 0;
    return [
      ...Object.entries(FAMILIES).flatMap(([family, factor]) => {
        const type = `db.${family}.${size}`;
        const optimized = usd * factor * IO_OPTIMIZED_FACTOR;
        return [
          instance(place, engine, type, usd * factor, "EBS Only", "InstanceUsage", "Yes"),
          instance(place, engine, type, optimized, "Aurora IO Optimization Mode", "InstanceUsageIOOptimized", "Yes"),
        ];
      }),
      instance(place, engine, `db.r5.${size}`, usd * PREVIOUS_GENERATION_FACTOR, "EBS Only", "InstanceUsage", "No"),
    ];
  });
  return [
    ...instances,
    volume(place, engine, "General Purpose-Aurora", "Aurora:StorageUsage", STORAGE_GB_MONTH.standard),
    volume(place, engine, "IO Optimized-Aurora", "Aurora:IO-OptimizedStorageUsage", STORAGE_GB_MONTH.optimized),
    requests(place, engine),
  ];
}

function instance(
  place: Place,
  engine: Engine,
  instanceType: string,
  usd: number,
  storage: string,
  usage: string,
  currentGeneration: string,
  deploymentOption = "Single-AZ",
): Product {
  const price = usd * place.factor;
  return {
    serviceCode: "AmazonRDS",
    productFamily: "Database Instance",
    attributes: {
      ...placed(place),
      ...engine,
      servicecode: "AmazonRDS",
      instanceType,
      currentGeneration,
      deploymentOption,
      storage,
      licenseModel: "No license required",
      usagetype: `${place.prefix}${usage}:${instanceType}`,
    },
    unit: "Hrs",
    steps: flat(price),
    description: `$${price} per RDS ${instanceType} ${deploymentOption} instance hour running ${engine.databaseEngine}`,
    reserved: true,
  };
}

function postgres(place: Place, instanceType: string, usd: number): readonly Product[] {
  const engine: Engine = { databaseEngine: "PostgreSQL", operation: "CreateDBInstance:0014" };
  return [
    instance(place, engine, instanceType, usd, "EBS Only", "InstanceUsage", "Yes"),
    instance(place, engine, instanceType, usd * 2, "EBS Only", "Multi-AZUsage", "Yes", "Multi-AZ"),
  ];
}

const volume = (place: Place, engine: Engine, volumeType: string, usage: string, usd: number): Product => ({
  serviceCode: "AmazonRDS",
  productFamily: "Database Storage",
  attributes: {
    ...placed(place),
    databaseEngine: engine.databaseEngine,
    servicecode: "AmazonRDS",
    volumeType,
    usagetype: `${place.prefix}${usage}`,
  },
  unit: "GB-Mo",
  steps: flat(usd * place.factor),
  description: `$${usd * place.factor} per GB-month of ${engine.databaseEngine} storage`,
});

const requests = (place: Place, engine: Engine): Product => ({
  serviceCode: "AmazonRDS",
  productFamily: "System Operation",
  attributes: {
    ...placed(place),
    databaseEngine: engine.databaseEngine,
    servicecode: "AmazonRDS",
    group: "Aurora I/O Operation",
    usagetype: `${place.prefix}Aurora:StorageIOUsage`,
  },
  unit: "IOs",
  steps: flat(IO_PER_REQUEST * place.factor),
  description: `$${IO_PER_REQUEST * 1e6 * place.factor} per 1 million I/O requests`,
});
