export { compounded, ofAny } from "./compound";
export { type DailyNeed, dailyNeed, upTo } from "./days";
export { type DialQuestion, type DialSettings, type DialState, dial, priceOf, START } from "./dial";
export { EVENT } from "./event";
export { type Past, pastOf } from "./features";
export { logOdds, modelOf, type Prior, type RiskModel, riskAt } from "./model";
export { MODEL, PRIOR, RISK_MODEL } from "./prior";
export { type Outcome, refit } from "./refit";
export { type Risk, riskOf } from "./risk-of";
