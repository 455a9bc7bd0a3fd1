import { interpolated, type SizingRule } from "./rule";

const PERCENTILE = 0.95;
const DAYS = 14;

/** Robusta KRR, strategy `simple` with its defaults: the CPU request is the 95th percentile of 14 days, without headroom. */
export const krr: SizingRule = {
  name: "krr",
  title: "KRR: P95 of 14 d",
  source: "https://github.com/robusta-dev/krr/blob/main/robusta_krr/strategies/simple.py",
  capacity: (history) => interpolated(history.sorted(DAYS), PERCENTILE),
};
