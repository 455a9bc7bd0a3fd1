export { type Ratio, ratioQueries } from "./ratio";
export { ThresholdAlarm, type ThresholdAlarmProps } from "./threshold-alarm";
export { cloudWatchLimit } from "./units";
