import type { Price, PriceBook } from "../telemetry/snapshot/types";

/** A price, or why there is none. */
export type PriceLookup = { readonly found: true; readonly price: Price } | { readonly found: false; readonly reason: string };

/** Prices of one region. */
export type PriceList = (key: string) => PriceLookup;

export function priceList(book: PriceBook, region: string): PriceList {
  const prices = new Map(book.prices.filter((price) => price.region === region).map((price) => [price.key, price]));
  const reasons = new Map(book.unpriced.filter((entry) => entry.region === region).map(({ key, reason }) => [key, reason]));
  return (key) => {
    const price = prices.get(key);
    if (price !== undefined) return { found: true, price };
    return { found: false, reason: `${key} in ${region}: ${reasons.get(key) ?? "the snapshot holds no price for it"}` };
  };
}
