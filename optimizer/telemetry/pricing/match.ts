import { PRICE_REGIONS, type PriceQuery, regionFilters, usageWithin } from "../../../contract";
import type { Product } from "./product";

/** What no product on the on-demand list says otherwise, whichever service it is of. */
const ALWAYS_IF_STATED = { termType: ["OnDemand"], marketoption: ["OnDemand"] } as const;

/**
 * Whether the product is what the query asks for; the Price List has filtered before, but a decoy that slipped through counts for nothing.
 * @returns how far down the lists of accepted values its attributes stand (0: the first of each), or undefined for another product
 */
export function matchRank(query: PriceQuery, region: string, { attributes }: Product): number | undefined {
  const usage = usageWithin(region, attributes.usagetype ?? "");
  if (usage === undefined || !query.usage.includes(usage)) return undefined;
  const stated = {
    ...ALWAYS_IF_STATED,
    servicecode: [query.serviceCode],
    location: PRICE_REGIONS[region]?.locations ?? [attributes.location],
    ...query.ifStated,
  };
  for (const [name, accepted] of Object.entries(stated)) {
    const value = attributes[name];
    if (value !== undefined && !accepted.some((each) => each === value)) return undefined;
  }
  let rank = 0;
  for (const [name, wanted] of Object.entries({ ...query.attributes, ...regionFilters(region) })) {
    const value = attributes[name];
    const position = typeof wanted === "string" ? (value === wanted ? 0 : -1) : value === undefined ? -1 : wanted.indexOf(value);
    if (position < 0) return undefined;
    rank += position;
  }
  return rank;
}
