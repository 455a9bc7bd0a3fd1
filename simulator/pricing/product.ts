/** A product of the Price List before its SKU is made. */
export interface Product {
  readonly serviceCode: string;
  readonly productFamily: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  /** On-demand price by volume: each step up to `upTo` units a month. One step for a flat price. */
  readonly steps: readonly PriceStep[];
  readonly description: string;
  /** Has reserved terms beside the on-demand one. @default false */
  readonly reserved?: boolean;
}

export interface PriceStep {
  readonly usd: number;
  readonly upTo: number;
}

export const flat = (usd: number): readonly PriceStep[] => [{ usd, upTo: Number.POSITIVE_INFINITY }];

/** Where a product is sold. */
export interface Place {
  readonly regionCode: string;
  readonly location: string;
  readonly locationType: "AWS Region" | "AWS Local Zone";
  /** Stands before the usage type. */
  readonly prefix: string;
  /** Relative to us-east-1; what other places cost is made up, they are there to be told apart. */
  readonly factor: number;
}

export const PLACES: readonly Place[] = [
  { regionCode: "us-east-1", location: "US East (N. Virginia)", locationType: "AWS Region", prefix: "", factor: 1 },
  { regionCode: "us-west-2", location: "US West (Oregon)", locationType: "AWS Region", prefix: "USW2-", factor: 1 },
  { regionCode: "eu-west-1", location: "EU (Ireland)", locationType: "AWS Region", prefix: "EU-", factor: 1.12 },
  { regionCode: "us-east-1-bos-1", location: "US East (Boston)", locationType: "AWS Local Zone", prefix: "BOS1-", factor: 1.25 },
];

export const placed = ({ regionCode, location, locationType }: Place) => ({ regionCode, location, locationType });

/** Dollars to ten places, as the Price List writes them. */
export const dollars = (usd: number): string => usd.toFixed(10);

/** Sizes of r6g that databases and caches come in. */
export const SIZES = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge"] as const;
