import { REGIONS } from "./regions";

/** How one price key is found in the AWS Price List. The region's own filters are added by {@link priceFilters}. */
export interface PriceQuery {
  /** `ec2:c6i.8xlarge` */
  readonly key: string;
  /** Price List service code. */
  readonly serviceCode: string;
  /**
   * Attributes that must be exactly so; `productFamily` may stand among them. Where several values are listed, the first that any
   * product has counts: AWS lists some storage by engine in one region, for `Any` engine in the next.
   */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  /** Attributes that not every product states: where one does, its value is among these. */
  readonly ifStated?: Readonly<Record<string, readonly string[]>>;
  /** Usage type without the region's prefix, in every spelling that AWS uses for it. Tells apart SKUs whose other attributes agree. */
  readonly usage: readonly string[];
  /** Spellings of the price's unit, with how many of {@link PriceQuery.unit} each holds; any other unit leaves the key unpriced. */
  readonly awsUnits: Readonly<Record<string, number>>;
  readonly unit: PriceUnit;
  /** AWS page that says how it is billed. */
  readonly source: string;
}

export type PriceUnit =
  | "hour"
  | "gb-month"
  | "gb"
  | "iops-month"
  | "mibps-month"
  | "io"
  | "unit-hour"
  | "request"
  | "lcu-hour"
  | "gb-second"
  | "key-month"
  | "metric-month"
  | "alarm-month"
  | "metric";

export type KeylessQuery = Omit<PriceQuery, "key">;

/** A family of price keys that share a prefix. */
export interface PriceFamily {
  /** What stands before the key's first colon. */
  readonly prefix: string;
  /** @param rest what stands after it, split at colons @returns undefined for a key that the family does not know */
  readonly query: (rest: readonly string[]) => KeylessQuery | undefined;
}

/** A family whose keys are all known by name. */
export const tableFamily = (prefix: string, table: Readonly<Record<string, KeylessQuery>>): PriceFamily => {
  const queries = new Map(Object.entries(table));
  return { prefix, query: (rest) => queries.get(rest.join(":")) };
};

export const HOURS = { Hrs: 1, hour: 1, Hours: 1, hours: 1 } as const;
export const GB_MONTHS = { "GB-Mo": 1, "GB-month": 1, "GB-Month": 1 } as const;
export const GB = { GB: 1, Gigabytes: 1, GigaBytes: 1 } as const;
export const REQUESTS = { Requests: 1, Request: 1 } as const;

/** Prices of a Region, not of its Local Zones, Wavelength Zones or Outposts. */
export const regionFilters = (region: string): Readonly<Record<string, string>> => ({ regionCode: region, locationType: "AWS Region" });

export interface PriceFilter {
  readonly Type: "TERM_MATCH" | "ANY_OF";
  readonly Field: string;
  readonly Value: string;
}

/** What GetProducts is asked for. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_Filter.html */
export const priceFilters = ({ attributes }: PriceQuery, region: string): readonly PriceFilter[] =>
  Object.entries({ ...attributes, ...regionFilters(region) }).map(([Field, value]) =>
    typeof value === "string" ? { Type: "TERM_MATCH", Field, Value: value } : { Type: "ANY_OF", Field, Value: value.join(",") },
  );

/** A prefix of a usage type in a region that the table does not know. */
const ANY_PREFIX = /^[A-Z]{2,4}\d?-/;

/**
 * `USW2-BoxUsage:c6i.large` in us-west-2 is `BoxUsage:c6i.large`.
 * @returns undefined where the prefix is another region's, or that of a Local or Wavelength Zone
 */
export function usageWithin(region: string, usagetype: string): string | undefined {
  const known = REGIONS[region];
  if (known === undefined) return ANY_PREFIX.test(usagetype) ? usagetype.replace(ANY_PREFIX, "") : undefined;
  const prefix = [...known.prefixes, region].find((each) => usagetype.startsWith(`${each}-`));
  if (prefix !== undefined) return usagetype.slice(prefix.length + 1);
  return known.unprefixed === true ? usagetype : undefined;
}
