export { commitmentAdvice } from "./commitment-advice";
export { type BillItem, bill, cents, saving, together, unitHours } from "./cost";
export { databaseItems } from "./database";
export { usd } from "./format";
export { type ListPrice, listPriceByComponent } from "./list-price";
export { type Commitments, commitmentsOf, netSaving, strandedMonthly, strandedOf, withSavings } from "./net-saving";
export { type PriceList, type PriceLookup, priceList } from "./price-list";
export { byPrice, type SteadyUse, steadyUse } from "./steady";
export { volumeItems } from "./volume";
