export { FilePriceCache, type PriceCache } from "./cache";
export { PRICING_HOST, type PriceOptions, readPrices, type WantedPrice } from "./client";
export { priceOf, type Unpriced } from "./price-of";
export { type Item, type Product, parseItem } from "./product";
export { readSpot, type SpotOptions, spotSpan, type WantedSpot } from "./spot";
