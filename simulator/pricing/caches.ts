import { flat, PLACES, type Place, type Product, placed, SIZES } from "./product";

/** Redis OSS nodes, us-east-1. https://aws.amazon.com/elasticache/pricing/ */
const R6G_HOURLY = [0.206, 0.411, 0.821, 1.642, 3.284] as const;
/** Data tiering; there is no large. */
const R6GD_HOURLY = [0.781, 1.56, 3.12, 6.24] as const;
/** Memcached costs as much as Redis OSS, Valkey a fifth less. */
const ENGINES = [
  { cacheEngine: "Redis", operation: "CreateCacheCluster:0002", factor: 1 },
  { cacheEngine: "Memcached", operation: "CreateCacheCluster:0001", factor: 1 },
  { cacheEngine: "Valkey", operation: "CreateCacheCluster:0003", factor: 0.8 },
] as const;
const R7G_FACTOR = 1.0625;
const PREVIOUS_GENERATION_FACTOR = 1.05;
/** https://aws.amazon.com/dynamodb/pricing/ (r5); r4 from public copies of the older page. */
const DAX_HOURLY: Readonly<Record<string, number>> = {
  "dax.r5.large": 0.255,
  "dax.r5.xlarge": 0.509,
  "dax.r5.2xlarge": 1.017,
  "dax.r5.4xlarge": 2.034,
  "dax.r5.8xlarge": 4.069,
  "dax.r4.8xlarge": 4.304,
};

type Engine = (typeof ENGINES)[number];

export function elastiCacheProducts(): readonly Product[] {
  return PLACES.flatMap((place) =>
    ENGINES.flatMap((engine) => [
      ...SIZES.map((size, i) => node(place, engine, `cache.r6g.${size}`, R6G_HOURLY[i] ?? 0, "Yes")),
      ...SIZES.map((size, i) => node(place, engine, `cache.r7g.${size}`, (R6G_HOURLY[i] ?? 0) * R7G_FACTOR, "Yes")),
      ...SIZES.slice(1).map((size, i) => node(place, engine, `cache.r6gd.${size}`, R6GD_HOURLY[i] ?? 0, "Yes")),
      ...SIZES.map((size, i) => node(place, engine, `cache.r5.${size}`, (R6G_HOURLY[i] ?? 0) * PREVIOUS_GENERATION_FACTOR, "No")),
    ]),
  );
}

function node(place: Place, engine: Engine, instanceType: string, usd: number, currentGeneration: string): Product {
  const price = usd * engine.factor * place.factor;
  return {
    serviceCode: "AmazonElastiCache",
    productFamily: "Cache Instance",
    attributes: {
      ...placed(place),
      servicecode: "AmazonElastiCache",
      instanceType,
      cacheEngine: engine.cacheEngine,
      operation: engine.operation,
      currentGeneration,
      usagetype: `${place.prefix}NodeUsage:${instanceType}`,
    },
    unit: "Hrs",
    steps: flat(price),
    description: `$${price} per ${instanceType} ${engine.cacheEngine} node hour`,
    reserved: true,
  };
}

export function daxProducts(): readonly Product[] {
  return PLACES.filter(({ locationType }) => locationType === "AWS Region").flatMap((place) =>
    Object.entries(DAX_HOURLY).map(([instanceType, usd]) => ({
      serviceCode: "AmazonDAX",
      productFamily: "DAX",
      attributes: {
        ...placed(place),
        servicecode: "AmazonDAX",
        instanceType,
        operation: "CreateCluster",
        usagetype: `${place.prefix}NodeUsage:${instanceType}`,
      },
      unit: "Hrs",
      steps: flat(usd * place.factor),
      description: `$${usd * place.factor} per hour for ${instanceType}`,
    })),
  );
}
