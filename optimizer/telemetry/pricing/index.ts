export { type PriceOptions, readPrices, type WantedPrice } from "./client";
export { type Product, priceOf, productSchema } from "./product";
