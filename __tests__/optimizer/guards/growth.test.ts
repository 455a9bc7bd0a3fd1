import { headroom } from "../../../optimizer/guards/headroom";
import { levelShift } from "../../../optimizer/guards/level-shift";
import { endpointEvidence } from "../../support/endpoint-load";
import { evidence, verdictOf } from "../../support/evidence";
import { DAY, type Measure, NOW, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

/** So many times as much for each of the last 13 days. */
const growing =
  (value: number, perDay: number): Measure =>
  ({ epoch }) =>
    value * perDay ** Math.max(0, 13 - Math.floor((NOW - 1 - epoch) / DAY));

describe("a group whose instances are as busy as ever because more and more are in service", () => {
  const instances = (in_service: Measure) =>
    evidence("order_service", {
      measures: { order_service: { ...QUIET.order_service, cpu: 0.35, in_service } },
      components: tradingOnly("order_service"),
      days: 60,
    });
  const service = (perDay: number) => instances(growing(4.5, perDay));
  const to = { min_size: 12, max_size: 24, target_cpu_percent: 40 };

  test("may not lose the maximum that its growth needs", () => {
    const verdict = verdictOf(headroom, service(1.05), to);
    expect(verdict).toMatchObject({ pass: false, numbers: { peak: expect.closeTo(0.42, 2) } });
    expect(verdict.reason).toMatch(
      /^demand for CPU grew to 1\.\d\d times its level within the last 14 whole days; 30 days more of that, 3\d\d\.\d %/,
    );
  });

  test("may where it does not grow", () => {
    expect(verdictOf(headroom, service(1), to).pass).toBe(true);
  });

  test.each([
    ["may not be turned down within days of a demand that went to a higher level at once", 6, false],
    ["may once enough days of it are known", 20, true],
  ])("%s", (_name, daysAgo, passes) => {
    const verdict = verdictOf(
      levelShift,
      instances(({ epoch }) => (epoch < NOW - daysAgo * DAY ? 4.5 : 9)),
      to,
    );
    expect(verdict.pass).toBe(passes);
    expect(verdict.reason).toMatch(/^demand for CPU went to 2\.00 times its level/);
  });
});

describe("an endpoint that answers more and more with more and more instances", () => {
  const predictions = (perDay: number) =>
    endpointEvidence({ requests: growing(1200, perDay), requests_per_instance: 120, gpu: 0.4 }, {}, { days: 60 });
  const to = { min_instances: 4, max_instances: 20, target_invocations_per_instance: 7200 };

  test.each([
    ["may not lose the maximum that its growth needs", 1.05, false],
    ["may where it does not grow", 1, true],
  ])("%s", (_name, perDay, passes) => {
    expect(verdictOf(headroom, predictions(perDay), to).pass).toBe(passes);
  });
});
