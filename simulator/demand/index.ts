export { Demand } from "./demand";
export { Market, type MarketDay } from "./market";
