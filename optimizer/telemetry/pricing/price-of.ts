import type { PriceQuery } from "../../../contract";
import type { Price } from "../snapshot/types";
import { matchRank } from "./match";
import type { Dimension, Item, Offer, Product } from "./product";

export type Unpriced = { readonly reason: string };

/** AWS's code of on-demand terms, the same for all products. */
const ON_DEMAND_TERM = "JRTCKXETXF";

/** The query's one price among what the Price List sent, or why there is none: exactly one SKU with one on-demand offer must match. Never a guess. */
export function priceOf(query: PriceQuery, region: string, items: readonly Item[]): Price | Unpriced {
  const products = items.filter((item): item is Product => "sku" in item);
  const unreadable = items.filter((item) => !("sku" in item) && query.usage.some((usage) => item.text.includes(usage)));
  if (unreadable.length > 0) return { reason: `${unreadable.length} of ${items.length} products cannot be read, and may be meant` };

  const only = theOnlyMatch(query, region, products, items.length);
  if ("reason" in only) return only;
  const { sku } = only;
  const [offer, ...furtherOffers] = onDemandOffers(only);
  if (offer === undefined) return { reason: `SKU ${sku} has no on-demand price` };
  if (furtherOffers.length > 0) return { reason: `SKU ${sku} has ${furtherOffers.length + 1} on-demand offers` };
  const tiers = tiersOf(query, sku, Object.values(offer.priceDimensions));
  if ("reason" in tiers) return tiers;
  const last = tiers.at(-1);
  if (last === undefined) return { reason: `SKU ${sku} has no price in USD` };
  const reserved = reservedPrice(query, only);
  if (last.usd <= 0) return { reason: `SKU ${sku} is listed at $${last.usd}, which is no price` };
  return {
    key: query.key,
    region,
    usd: last.usd,
    unit: query.unit,
    sku,
    rateCode: last.rateCode,
    effectiveDate: offer.effectiveDate,
    ...(reserved === undefined ? {} : { reserved }),
    ...(tiers.length > 1 && { tiers }),
  };
}

/** The commitment that binds least. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ri-payment-options.html */
const LEAST_BINDING = { LeaseContractLength: "1yr", PurchaseOption: "No Upfront" } as const;

/** What an hour costs under a year's reservation without upfront payment; undefined where it is not sold, or not by one price. */
function reservedPrice({ awsUnits }: PriceQuery, { reserved }: Product): Price["reserved"] {
  const offers = reserved.filter(
    ({ termAttributes: of = {} }) =>
      Object.entries(LEAST_BINDING).every(([name, value]) => of[name] === value) && (of.OfferingClass ?? "standard") === "standard",
  );
  const rates = offers.flatMap(({ priceDimensions }) => Object.values(priceDimensions).filter(({ unit }) => awsUnits[unit] === 1));
  const [rate, ...others] = rates;
  const usd = amount(rate?.pricePerUnit.USD);
  return rate === undefined || others.length > 0 || !(usd > 0) ? undefined : { usd, rateCode: rate.rateCode };
}

/** What is sold under reserved terms alone is no rival of what is sold on demand, but terms that cannot be read may hold a price. */
function theOnlyMatch(query: PriceQuery, region: string, products: readonly Product[], looked: number): Product | Unpriced {
  const ranked = products.flatMap((product) => {
    const rank = matchRank(query, region, product);
    return rank === undefined ? [] : [{ product, rank }];
  });
  const sold = ranked.filter(({ product }) => product.onDemand === undefined || Object.keys(product.onDemand).length > 0);
  const candidates = sold.length > 0 ? sold : ranked;
  const best = Math.min(...candidates.map(({ rank }) => rank));
  const matching = candidates.filter(({ rank }) => rank === best).map(({ product }) => product);
  const [only, ...others] = matching;
  if (only === undefined) return { reason: `no product in ${region} matches (${looked} were looked at)` };
  if (others.length > 0) {
    const skus = matching.map(({ sku }) => sku).sort();
    return { reason: `${matching.length} products match: ${skus.join(", ")}` };
  }
  if (only.onDemand === undefined) return { reason: `the terms of SKU ${only.sku} cannot be read` };
  return only;
}

function onDemandOffers({ sku, onDemand }: Product): readonly Offer[] {
  return Object.entries(onDemand ?? {}).flatMap(([key, offer]) => {
    const code = offer.offerTermCode ?? key.split(".")[1];
    const ofThis = offer.sku === undefined || offer.sku === sku;
    const leased = Object.keys(offer.termAttributes ?? {}).length > 0;
    return code === ON_DEMAND_TERM && ofThis && !leased ? [offer] : [];
  });
}

interface Tier {
  readonly fromQuantity: number;
  readonly toQuantity: number;
  readonly usd: number;
  readonly rateCode: string;
}

const AMOUNT = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;
const amount = (text: string | undefined): number => (text !== undefined && AMOUNT.test(text) ? Number(text) : Number.NaN);
const bound = (text: string): number => (text === "Inf" ? Number.POSITIVE_INFINITY : amount(text));

function tiersOf(query: PriceQuery, sku: string, dimensions: readonly Dimension[]): NonNullable<Price["tiers"]> | Unpriced {
  const tiers: Tier[] = [];
  for (const { unit, pricePerUnit, rateCode, beginRange, endRange, description } of dimensions) {
    const perUnit = Object.hasOwn(query.awsUnits, unit) ? query.awsUnits[unit] : undefined;
    if (perUnit === undefined) return { reason: `SKU ${sku} is priced by ${unit}, not by ${Object.keys(query.awsUnits).join(" or ")}` };
    const usd = amount(pricePerUnit.USD);
    if (!Number.isFinite(usd)) return { reason: `SKU ${sku} has no price in USD` };
    // The line that a reserved node is billed at stands beside the real price, over the same range.
    if (usd === 0 && description.includes("reserved instance applied")) continue;
    tiers.push({ fromQuantity: bound(beginRange) * perUnit, toQuantity: bound(endRange) * perUnit, usd: usd / perUnit, rateCode });
  }
  tiers.sort((a, b) => a.fromQuantity - b.fromQuantity);
  const gapless = tiers.every(({ fromQuantity }, i) => fromQuantity === (tiers[i - 1]?.toQuantity ?? 0));
  if (!gapless || tiers.at(-1)?.toQuantity !== Number.POSITIVE_INFINITY) {
    return { reason: `SKU ${sku} has ${tiers.length} prices that are no tiers of one another` };
  }
  return tiers.map(({ fromQuantity, usd, rateCode }) => ({ fromQuantity, usd, rateCode }));
}
