import { analyze } from "../../../optimizer/analyze";
import type { Recommendations } from "../../../optimizer/plan/recommendation";
import { groupTarget } from "../../../optimizer/rules/group-target";
import { evidence } from "../../support/evidence";
import { type Measures, snapshotOf, tradingOnly } from "../../support/snapshot";
import { businessHours, type Level, QUIET } from "../../support/trading-load";

/** Cores of a zone that are busy at some time of the day; it has 5 instances of 32 and grows at half of them. */
const coresAt = (peak: number, epoch: number): number => 40 + (peak - 40) * businessHours(epoch);
const instancesAt = (peak: number, epoch: number): number => Math.max(5, Math.ceil(coresAt(peak, epoch) / 16));
/** A group that grows with its load every day to so many busy cores a zone. */
const growing = (peak: number): Measures[string] => {
  const cpu: Level = ({ epoch }) => coresAt(peak, epoch) / (32 * instancesAt(peak, epoch));
  return { ...QUIET.order_service, cpu, in_service: ({ epoch }) => instancesAt(peak, epoch), memory: 0.3 };
};
const optionsOf = (measures: Measures[string], values = {}) => ({
  measures: { order_service: measures },
  components: tradingOnly("order_service"),
  policy: { slos: [], scaleUpTriggers: [], minConfidence: 0.1 },
  values,
  days: 16,
  minuteDays: 2,
});
const targets = (values = {}) =>
  groupTarget.propose(evidence("order_service", optionsOf(growing(128), values)), {}).map(({ to }) => to.target_cpu_percent);

describe("a higher target is proposed", () => {
  test("by whole percents up to the ceiling of two threads a core, 60 %", () => {
    expect(targets()).toEqual([51, 52, 53, 54, 55, 56, 57, 58, 59, 60]);
  });

  test.each([
    [59, [60]],
    [60, []],
  ])("from %d %%: %p", (target, higher) => {
    expect(targets({ order_service_target_cpu_percent: target })).toEqual(higher);
  });

  test("not at the ceiling, with the reason", () => {
    const e = evidence("order_service", optionsOf(growing(128), { order_service_target_cpu_percent: 60 }));
    expect(groupTarget.declines(e, {})).toBe("the target of 60 % CPU is as high as it may be");
  });
});

describe("the whole decision", () => {
  const changed = ({ recommendations }: Recommendations) =>
    Object.fromEntries(recommendations.flatMap(({ changes }) => changes.map(({ variable, to }) => [variable, to])));

  test("raises the target of a group that grows every day, under the ceiling and as far as it bears the loss of its fullest zone", () => {
    const decided = analyze(snapshotOf(optionsOf(growing(128))));
    expect(changed(decided)).toEqual({ order_service_target_cpu_percent: 55 });
    const rejected = decided.rejected.map(({ changes: [change], rejectedBy }) => [change?.to, rejectedBy]);
    expect(rejected).toEqual([
      [60, "headroom"],
      [59, "headroom"],
      [58, "after-failure"],
      [57, "after-failure"],
      [56, "after-failure"],
    ]);
  });

  test("leaves the target of a group that never grows, for it saves nothing", () => {
    const still = analyze(snapshotOf(optionsOf({ ...growing(40), cpu: 0.05, in_service: 5 })));
    expect(changed(still)).toHaveProperty("order_service_min_size");
    expect(changed(still)).not.toHaveProperty("order_service_target_cpu_percent");
  });
});
