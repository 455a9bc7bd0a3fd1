export { type BillItem, bill, cents, saving, unitHours } from "./cost";
export { usd } from "./format";
export { type PriceList, type PriceLookup, priceList } from "./price-list";
