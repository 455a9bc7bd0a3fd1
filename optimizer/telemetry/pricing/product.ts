import { z } from "zod";
import { type PriceQuery, regionFilters, withoutRegionPrefix } from "../../../contract";
import type { Price } from "../snapshot/types";

const dimension = z.object({
  rateCode: z.string(),
  unit: z.string(),
  description: z.string().default(""),
  beginRange: z.string().default("0"),
  endRange: z.string().default("Inf"),
  pricePerUnit: z.object({ USD: z.string().optional() }),
});
type Dimension = z.infer<typeof dimension>;

/** One element of GetProducts' `PriceList`. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html */
export const productSchema = z.object({
  product: z.object({
    sku: z.string(),
    productFamily: z.string().optional(),
    attributes: z.record(z.string(), z.string()),
  }),
  terms: z.object({
    OnDemand: z.record(z.string(), z.object({ effectiveDate: z.string(), priceDimensions: z.record(z.string(), dimension) })).optional(),
  }),
});
export type Product = z.infer<typeof productSchema>;

export type Unpriced = { readonly reason: string };

/** Whether the product is what the query asks for. The Price List has filtered before; a decoy that slipped through counts for nothing. */
export function matches(query: PriceQuery, region: string, { product }: Product): boolean {
  const attributes: Readonly<Record<string, string | undefined>> = { ...product.attributes, productFamily: product.productFamily };
  const wanted = { ...query.attributes, ...regionFilters(region) };
  const usage = withoutRegionPrefix(attributes.usagetype ?? "");
  return (
    Object.entries(wanted).every(([name, value]) => attributes[name] === value) && (query.usage === undefined || usage === query.usage)
  );
}

/** The query's one price among products, or why there is none: exactly one SKU with one on-demand offer must match. Never a guess. */
export function priceOf(query: PriceQuery, region: string, products: readonly Product[]): Price | Unpriced {
  const matching = products.filter((product) => matches(query, region, product));
  const [only, ...others] = matching;
  if (only === undefined) return { reason: `no product in ${region} matches (${products.length} were looked at)` };
  if (others.length > 0) {
    return {
      reason: `${matching.length} products match: ${matching
        .map(({ product }) => product.sku)
        .sort()
        .join(", ")}`,
    };
  }
  const { sku } = only.product;
  const [offer, ...furtherOffers] = Object.values(only.terms.OnDemand ?? {});
  if (offer === undefined) return { reason: `SKU ${sku} has no on-demand price` };
  if (furtherOffers.length > 0) return { reason: `SKU ${sku} has ${furtherOffers.length + 1} on-demand offers` };
  const tiers = tiersOf(query, sku, Object.values(offer.priceDimensions));
  if ("reason" in tiers) return tiers;
  const last = tiers.at(-1);
  if (last === undefined) return { reason: `SKU ${sku} has no price in USD` };
  return {
    key: query.key,
    region,
    usd: last.usd,
    unit: query.unit,
    sku,
    rateCode: last.rateCode,
    effectiveDate: offer.effectiveDate,
    ...(tiers.length > 1 && { tiers }),
  };
}

interface Tier {
  readonly fromQuantity: number;
  readonly toQuantity: number;
  readonly usd: number;
  readonly rateCode: string;
}

function tiersOf(query: PriceQuery, sku: string, dimensions: readonly Dimension[]): NonNullable<Price["tiers"]> | Unpriced {
  const tiers: Tier[] = [];
  for (const { unit, pricePerUnit, rateCode, beginRange, endRange, description } of dimensions) {
    if (!query.awsUnits.includes(unit)) return { reason: `SKU ${sku} is priced by ${unit}, not by ${query.awsUnits.join(" or ")}` };
    const usd = Number(pricePerUnit.USD);
    if (pricePerUnit.USD === undefined || !Number.isFinite(usd)) return { reason: `SKU ${sku} has no price in USD` };
    // The line that a reserved node is billed at stands beside the real price, over the same range.
    if (usd === 0 && description.includes("reserved instance applied")) continue;
    tiers.push({
      fromQuantity: Number(beginRange),
      toQuantity: endRange === "Inf" ? Number.POSITIVE_INFINITY : Number(endRange),
      usd,
      rateCode,
    });
  }
  tiers.sort((a, b) => a.fromQuantity - b.fromQuantity);
  const gapless = tiers.every(({ fromQuantity }, i) => fromQuantity === (tiers[i - 1]?.toQuantity ?? 0));
  if (!gapless || tiers.at(-1)?.toQuantity !== Number.POSITIVE_INFINITY) {
    return { reason: `SKU ${sku} has ${tiers.length} prices that are no tiers of one another` };
  }
  return tiers.map(({ fromQuantity, usd, rateCode }) => ({ fromQuantity, usd, rateCode }));
}
