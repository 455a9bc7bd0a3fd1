export { coverage, type StoredTier } from "./coverage";
export { type DailyPeak, dailyPeaks } from "./daily-peaks";
export { MetricsDatabase } from "./database";
export { type HourOfWeek, hourOfWeek } from "./hour-of-week";
export { type Quantiles, quantiles } from "./quantiles";
