export { ThresholdAlarm, type ThresholdAlarmProps } from "./threshold-alarm";
export { cloudWatchLimit } from "./units";
export { watched } from "./watched";
