import { aurora } from "./aurora";
import { dax } from "./dax";
import { dynamodb } from "./dynamodb";
import { ebs } from "./ebs";
import { ec2 } from "./ec2";
import { elasticache } from "./elasticache";
import type { PriceFamily, PriceQuery } from "./query";

export { io2IopsByTier } from "./ebs";
export { priceKeysOf } from "./keys";
export { type PriceQuery, type PriceUnit, regionFilters, withoutRegionPrefix } from "./query";

const FAMILIES: readonly PriceFamily[] = [ec2, ebs, aurora, elasticache, dynamodb, dax];

/** How to find a key's price; undefined for a key that no family knows. */
export function priceQuery(key: string): PriceQuery | undefined {
  const [prefix, ...rest] = key.split(":");
  const query = FAMILIES.find((family) => family.prefix === prefix)?.query(rest);
  return query === undefined ? undefined : { key, ...query };
}
