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

test("moves up are free of all but what people said and what AWS takes", () => {
  const binding = (direction: "down" | "up") => GUARDS.filter(({ binds }) => binds.includes(direction)).map(({ name }) => name);
  expect(binding("down")).toEqual(GUARDS.map(({ name }) => name));
  expect(binding("up")).toEqual(["exclusions", "pins", "service-limits"]);
});

test("a refusal for what the component is, or has been, holds for all of its candidates; any other for that one alone", () => {
  const of = (scope: "component" | "candidate") => GUARDS.filter((guard) => guard.scope === scope).map(({ name }) => name);
  expect(of("component")).toEqual(["exclusions", "cool-down", "coverage", "saturation"]);
  expect(of("candidate")).toHaveLength(GUARDS.length - 4);
});
