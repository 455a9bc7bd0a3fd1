export { FEATURES, type RiskQuestion, riskFeatures } from "./features";
export { PRIOR, RISK_MODEL, riskOf } from "./model";
