import { evidence } from "../../support/evidence";
import { type Measure, tradingOnly } from "../../support/snapshot";
import { needAfterFailure, needOf } from "./needs";

const cpu: Measure = (_point, { name }) => (name === "node-1" ? 0.2 : 0.1);
const accelerator = evidence("accelerator", {
  measures: { accelerator: { cpu, memory: 0.4, requests: 100, network_in: 1e6, network_out: 1.25e8, evicted: 0, throttled: 0 } },
  components: tradingOnly("accelerator"),
  days: 1,
});

test.each([
  [6, 0.2],
  [4, 0.3],
  [3, 0.4],
])("%d nodes share six nodes' requests, the hottest as unevenly as before", (nodes, need) => {
  expect(needOf(accelerator, { nodes }, "CPU")).toBeCloseTo(need, 9);
});

test("every node holds the whole item cache: fewer hold no more", () => {
  expect(needOf(accelerator, { nodes: 3 }, "memory")).toBeCloseTo(needOf(accelerator, {}, "memory"), 9);
});

test("fewer nodes carry more network each, of the type's 10 Gbit/s", () => {
  expect(needOf(accelerator, {}, "network")).toBeCloseTo(0.1, 9);
  expect(needOf(accelerator, { nodes: 3 }, "network")).toBeCloseTo(0.2, 9);
});

test("when one of three is lost, two carry all", () => {
  expect(needAfterFailure(accelerator, { nodes: 3 }, "CPU")).toBeCloseTo(0.6, 9);
});
