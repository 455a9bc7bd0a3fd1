export { erlangC } from "./erlang-c";
export { sumOfHottest } from "./hottest";
export { huberLine, type Line } from "./huber";
export { logistic } from "./logistic";
export { largest, mean, median, quantile, shareAbove, weightedQuantile } from "./quantile";
export { queueingDelay, responseQuantile, responseTail } from "./queue";
export { seededRandom } from "./random";
export { longestRun, type Run } from "./runs";
export { type Slope, theilSen } from "./theil-sen";
