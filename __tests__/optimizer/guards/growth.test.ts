import type { Settings } from "../../../optimizer/evidence";
import { afterFailure } from "../../../optimizer/guards/after-failure";
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

describe("what is left after a failure carries what the load will have grown to", () => {
  /** A little more every day of two months. */
  const rising =
    (from: number, to: number): Measure =>
    ({ epoch }) =>
      to - ((to - from) * Math.floor((NOW - 1 - epoch) / DAY)) / 60;
  const both = (e: ReturnType<typeof evidence>, to: Settings) => [headroom, afterFailure].map((guard) => verdictOf(guard, e, to).pass);

  const cache = (engine_cpu: Measure) =>
    evidence("cache", {
      measures: { cache: { ...QUIET.cache, engine_cpu } },
      components: tradingOnly("cache"),
      values: { cache_shards: 4, cache_replicas_per_shard: 1 },
      days: 60,
    });
  test.each([
    ["may be promoted where nothing grows", growing(0.1, 1), true],
    ["may be promoted while it would be 90 % busy in a month, growing for a fortnight", growing(0.061, 1.03), true],
    ["may not where it would be busier", growing(0.066, 1.03), false],
    ["may be promoted while it would be 90 % busy in a month, growing all along", rising(0.1, 0.18), true],
    ["may not where it would be busier then", rising(0.1, 0.19), false],
  ])("a replica %s", (_name, engine_cpu, passes) => {
    expect(both(cache(engine_cpu), { shards: 2 })).toEqual([true, passes]);
  });

  test("of what grew all along the verdict says the need then, of which the growth is a share", () => {
    const { reason, numbers } = verdictOf(afterFailure, cache(rising(0.1, 0.19)), { shards: 2 });
    expect(reason).toMatch(/engine CPU at 76\.0 % now and 94\.0 % with 23\.7 % of growth in 30 days/);
    expect(numbers).toMatchObject({ need: expect.closeTo(0.94, 4), growth: expect.closeTo(0.18 / 0.76, 4) });
  });

  test.each([
    ["says little under a tenth of its ceiling: 6 % of 70 % now", 0.03, true],
    ["counts from there on: 8 % of 70 % now", 0.04, false],
  ])("growth by a tenth a day %s", (_name, now, passes) => {
    expect(verdictOf(headroom, cache(growing(now / 1.1 ** 13, 1.1)), { shards: 2 }).pass).toBe(passes);
  });

  const service = (perDay: number) =>
    evidence("order_service", {
      measures: { order_service: { ...QUIET.order_service, cpu: 0.35, in_service: growing(2.85, perDay) } },
      components: tradingOnly("order_service"),
      days: 60,
    });
  test.each([
    ["of nineteen instances where nothing grows", 1, 19, true],
    ["and not where twelve would be left of nineteen that just carry what it grows to", 1.03, 19, false],
    ["but where autoscaling may bring more as the load grows", 1.03, 24, true],
  ])("a zone may be lost %s", (_name, perDay, max_size, passes) => {
    expect(both(service(perDay), { min_size: 6, max_size, target_cpu_percent: 40 })).toEqual([true, passes]);
  });

  test("and the verdict says what it is now, and then", () => {
    expect(verdictOf(afterFailure, service(1.03), { min_size: 6, max_size: 19, target_cpu_percent: 40 })).toMatchObject({
      reason: expect.stringMatching(
        /^one of 3 zones is lost: the others carry its load; CPU at \d\d\.\d % now and 9\d\.\d % with 1\d\d\.\d % of growth in 30 days, at the 99\.9 % quantile, ceiling 90 %$/,
      ),
      numbers: { ceiling: 0.9, need: expect.closeTo(0.908, 3), growth: expect.closeTo(1.37, 1) },
    });
  });
});
