export interface PriceRegion {
  /** What stands before usage types, without the dash; a few services write the region's code instead. */
  readonly prefixes: readonly string[];
  /** Names in the attribute `location`: the Price List kept `EU (…)` where the console says `Europe (…)`. */
  readonly locations: readonly string[];
  /** Usage types stand without a prefix, too: us-east-1 came first. */
  readonly unprefixed?: true;
}

const region = (prefixes: string, ...locations: readonly string[]): PriceRegion => ({ prefixes: prefixes.split(" "), locations });
const europe = (prefixes: string, place: string): PriceRegion => region(prefixes, `EU (${place})`, `Europe (${place})`);

/** Region by code. https://docs.aws.amazon.com/general/latest/gr/rande.html, https://docs.aws.amazon.com/cur/latest/userguide/cur-data-transfers-charges.html */
export const REGIONS: Readonly<Partial<Record<string, PriceRegion>>> = {
  "us-east-1": { ...region("USE1", "US East (N. Virginia)"), unprefixed: true },
  "us-east-2": region("USE2", "US East (Ohio)"),
  "us-west-1": region("USW1", "US West (N. California)"),
  "us-west-2": region("USW2", "US West (Oregon)"),
  "ca-central-1": region("CAN1", "Canada (Central)"),
  "sa-east-1": region("SAE1", "South America (Sao Paulo)"),
  "eu-west-1": europe("EU EUW1", "Ireland"),
  "eu-west-2": europe("EUW2", "London"),
  "eu-west-3": europe("EUW3", "Paris"),
  "eu-central-1": europe("EUC1", "Frankfurt"),
  "eu-central-2": europe("EUC2", "Zurich"),
  "eu-north-1": europe("EUN1", "Stockholm"),
  "eu-south-1": europe("EUS1", "Milan"),
  "eu-south-2": europe("EUS2", "Spain"),
  "ap-northeast-1": region("APN1", "Asia Pacific (Tokyo)"),
  "ap-northeast-2": region("APN2", "Asia Pacific (Seoul)"),
  "ap-northeast-3": region("APN3", "Asia Pacific (Osaka)"),
  "ap-southeast-1": region("APS1", "Asia Pacific (Singapore)"),
  "ap-southeast-2": region("APS2", "Asia Pacific (Sydney)"),
  "ap-south-1": region("APS3", "Asia Pacific (Mumbai)"),
  "ap-east-1": region("APE1", "Asia Pacific (Hong Kong)"),
};
