import { aurora, auroraMysql } from "./aurora";
import { dax } from "./dax";
import { dynamodb } from "./dynamodb";
import { ebs } from "./ebs";
import { ec2 } from "./ec2";
import { elasticache } from "./elasticache";
import { lambda } from "./lambda";
import { alb, nat, nlb, transitGateway, vpn } from "./network";
import { cloudwatch, kms } from "./operations";
import type { PriceFamily, PriceQuery } from "./query";
import { rds } from "./rds";
import { sagemaker } from "./sagemaker";

export { io2IopsByTier } from "./ebs";
export { cacheKey, priceKeysOf } from "./keys";
export { type PriceFilter, type PriceQuery, type PriceUnit, priceFilters, regionFilters, usageWithin } from "./query";
export { REGIONS as PRICE_REGIONS } from "./regions";
export { type SpotMarket, spotMarketsOf } from "./spot";

const FAMILIES: readonly PriceFamily[] = [
  ec2,
  ebs,
  aurora,
  auroraMysql,
  rds,
  elasticache,
  dynamodb,
  dax,
  nat,
  alb,
  nlb,
  transitGateway,
  vpn,
  lambda,
  sagemaker,
  kms,
  cloudwatch,
];

/** How to find a key's price; undefined for a key that no family knows. */
export function priceQuery(key: string): PriceQuery | undefined {
  const [prefix, ...rest] = key.split(":");
  const query = FAMILIES.find((family) => family.prefix === prefix)?.query(rest);
  return query === undefined ? undefined : { key, ...query };
}
