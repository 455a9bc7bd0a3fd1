export { type CoverageReport, coverageOf, type Gap } from "./coverage";
export { type Evidence, evidenceOf, type StackEvidence, stackComponents, stackEvidence } from "./evidence";
export type { ComponentHistory, SeriesRef } from "./history";
export type { LatencyModel, Projection } from "./latency";
export { byDay, type Day, localDays } from "./local-days";
export { countIn, type Settings, settingsOf, textIn } from "./settings";
export { epochAt, isFine, maxTiers, minutesOf, sumTiers, type Tiers } from "./tiers";
export { growthAhead, TREND_HORIZON_DAYS, trendOf } from "./trend";
export { type Firing, isCurrent } from "./triggers";
