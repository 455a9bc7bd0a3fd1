import { GUARDS } from "../../../optimizer/guards";
import { JOINT_GUARDS } from "../../../optimizer/guards/joint";

test("the guards stand in the method's order, with one name each", () => {
  expect(GUARDS.map(({ name }) => name)).toEqual([
    "exclusions",
    "pins",
    "cool-down",
    "coverage",
    "saturation",
    "min-saving",
    "service-limits",
    "headroom",
    "level-shift",
    "after-failure",
    "latency",
    "backtest",
    "risk",
    "confidence",
  ]);
});

test("what a cache passes on is asked before what is left adds to latency", () => {
  expect(JOINT_GUARDS.map(({ name }) => name)).toEqual(["cache-misses", "latency-together"]);
});
