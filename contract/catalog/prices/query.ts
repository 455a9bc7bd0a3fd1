/** How one price key is found in the AWS Price List. The region's own filters are added by {@link regionFilters}. */
export interface PriceQuery {
  /** `ec2:c6i.8xlarge` */
  readonly key: string;
  /** Price List service code. */
  readonly serviceCode: string;
  /** Attributes that must be exactly so (`TERM_MATCH`); `productFamily` may stand among them. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Usage type without the region's prefix (`USW2-`, `EU-`…; us-east-1 has none). Tells apart SKUs whose other attributes agree. */
  readonly usage?: string;
  /** Spellings of the price's unit that are taken as {@link PriceQuery.unit}; any other leaves the key unpriced. */
  readonly awsUnits: readonly string[];
  readonly unit: PriceUnit;
  /** AWS page that says how it is billed. */
  readonly source: string;
}

export type PriceUnit = "hour" | "gb-month" | "iops-month" | "io" | "unit-hour" | "request";

/** A family of price keys that share a prefix. */
export interface PriceFamily {
  /** What stands before the key's first colon. */
  readonly prefix: string;
  /** @param rest what stands after it, split at colons @returns undefined for a key that the family does not know */
  readonly query: (rest: readonly string[]) => Omit<PriceQuery, "key"> | undefined;
}

/** Prices of a Region, not of its Local Zones, Wavelength Zones or Outposts. */
export const regionFilters = (region: string): Readonly<Record<string, string>> => ({ regionCode: region, locationType: "AWS Region" });

const PREFIX = /^[A-Z]{2,4}\d?-/;

/** `USW2-BoxUsage:c6i.large` → `BoxUsage:c6i.large` */
export const withoutRegionPrefix = (usagetype: string): string => usagetype.replace(PREFIX, "");
