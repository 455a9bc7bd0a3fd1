import type { PriceFamily } from "./query";

/** `elasticache:<node type>`: Redis OSS. Extended Support and durability add-ons carry the same node type under other usage types. */
export const elasticache: PriceFamily = {
  prefix: "elasticache",
  query: ([instanceType, ...more]) =>
    instanceType === undefined || more.length > 0
      ? undefined
      : {
          serviceCode: "AmazonElastiCache",
          attributes: { productFamily: "Cache Instance", instanceType, cacheEngine: "Redis" },
          usage: `NodeUsage:${instanceType}`,
          awsUnits: ["Hrs"],
          unit: "hour",
          source: "https://aws.amazon.com/elasticache/pricing/",
        },
};
