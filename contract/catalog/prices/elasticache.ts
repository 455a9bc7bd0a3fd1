import { HOURS, type PriceFamily } from "./query";

/** Valkey's operation code is not documented, so the engine's name alone speaks for it. */
const ENGINES = {
  redis: { cacheEngine: "Redis", ifStated: { operation: ["CreateCacheCluster:0002"] } },
  valkey: { cacheEngine: "Valkey", ifStated: {} },
} as const;

const isEngine = (name: string): name is keyof typeof ENGINES => name in ENGINES;

/** `elasticache:<node type>[:redis|valkey]`. Extended Support and durability add-ons carry the same node type under other usage types. */
export const elasticache: PriceFamily = {
  prefix: "elasticache",
  query: ([instanceType, engine = "redis", ...more]) => {
    if (instanceType === undefined || !isEngine(engine) || more.length > 0) return undefined;
    const { cacheEngine, ifStated } = ENGINES[engine];
    return {
      serviceCode: "AmazonElastiCache",
      attributes: { productFamily: "Cache Instance", instanceType, cacheEngine },
      ifStated,
      usage: [`NodeUsage:${instanceType}`, ...(engine === "valkey" ? [`NodeUsage:${instanceType}-Valkey`] : [])],
      awsUnits: HOURS,
      unit: "hour",
      source: "https://aws.amazon.com/elasticache/pricing/",
    };
  },
};
