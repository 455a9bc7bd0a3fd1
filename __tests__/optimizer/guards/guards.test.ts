import { defaultsOf, GIB } from "../../../contract";
import { afterFailure } from "../../../optimizer/guards/after-failure";
import { backtest } from "../../../optimizer/guards/backtest";
import { coolDown } from "../../../optimizer/guards/cool-down";
import { coverage } from "../../../optimizer/guards/coverage";
import { exclusions } from "../../../optimizer/guards/exclusions";
import { headroom } from "../../../optimizer/guards/headroom";
import { latency } from "../../../optimizer/guards/latency";
import { levelShift } from "../../../optimizer/guards/level-shift";
import { pins } from "../../../optimizer/guards/pins";
import { risk } from "../../../optimizer/guards/risk";
import { saturation } from "../../../optimizer/guards/saturation";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import type { Tags } from "../../../optimizer/telemetry";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { evidence, towards, verdictOf } from "../../support/evidence";
import { during, noon } from "../../support/moments";
import { DAY, type Measure, type Measures, NOW, type SnapshotOptions, tradingOnly } from "../../support/snapshot";
import { daily, type Level, QUIET } from "../../support/trading-load";

const service = (measures: Measures[string] = {}, more: Partial<SnapshotOptions> = {}) =>
  evidence("order_service", {
    measures: { order_service: { ...QUIET.order_service, ...measures } },
    components: tradingOnly("order_service"),
    days: 21,
    ...more,
  });
/** Where it does not matter how much is known. */
const SHORT = { days: 1 } as const;
const knownSince = (atEpoch: number) => ({
  atEpoch,
  values: defaultsOf(tradingOnly("order_service")),
  source: "ledger" as const,
});
const database = (measures: Measures[string] = {}) =>
  evidence("database", {
    measures: { database: { ...QUIET.database, ...measures } },
    components: tradingOnly("database"),
    values: { database_readers: 2 },
    days: 16,
  });
const cache = (measures: Measures[string] = {}) =>
  evidence("cache", {
    measures: { cache: { ...QUIET.cache, ...measures } },
    components: tradingOnly("cache"),
    values: { cache_shards: 4, cache_replicas_per_shard: 1 },
    days: 16,
  });

describe("exclusions", () => {
  const tagged = (tags: Tags | null, pattern: string) =>
    service({}, { ...SHORT, tags: { order_service: tags }, policy: { excludedTags: [pattern] } });
  test.each([
    ["no tag", {}, "TenantId:*", true],
    ["another tag", { Stack: "trading" }, "TenantId:*", true],
    ["the key with any value", { TenantId: "7" }, "TenantId:*", false],
    ["the exact pair", { CriticalPath: "true" }, "CriticalPath:true", false],
    ["another value", { CriticalPath: "false" }, "CriticalPath:true", true],
    ["several values, one of them excluded", { CriticalPath: ["false", "true"] }, "CriticalPath:true", false],
    ["several values, none of them excluded", { CriticalPath: ["false", "no"] }, "CriticalPath:true", true],
    ["a key that begins so", { TenantName: "x" }, "Tenant*:*", false],
    ["tags that could not be read", null, "TenantId:*", false],
  ])("%s", (_name, tags, pattern, passes) => {
    expect(verdictOf(exclusions, tagged(tags, pattern), { min_size: 12 }).pass).toBe(passes);
  });

  test.each([
    ["a pin that holds", NOW + 1, false],
    ["a pin that has run out", NOW, true],
  ])("%s", (_name, expiresEpoch, passes) => {
    const e = service({}, { ...SHORT, pins: { order_service_min_size: { reason: "launch", expiresEpoch } } });
    expect(verdictOf(pins, e, { min_size: 12 }).pass).toBe(passes);
    expect(verdictOf(pins, e, { instance_type: "c6i.4xlarge" }).pass).toBe(true);
  });
});

describe("cool-down", () => {
  const at = (daysAgo: number, min: number) => ({
    atEpoch: NOW - daysAgo * DAY,
    values: { order_service_min_size: min },
    source: "ledger" as const,
  });
  const start = { ...at(400, 15), source: "default" as const };

  test.each([
    ["never changed", [start], true],
    ["changed 7 days ago", [start, at(7, 18)], true],
    ["changed 6.9 days ago", [start, at(6.9, 18)], false],
    ["events that left its sizes as they were", [start, at(1, 15)], true],
    ["turned back once in 90 days", [start, at(60, 12), at(59, 15)], true],
    ["turned back twice in 90 days", [start, at(60, 12), at(59, 15), at(30, 12), at(29, 15)], false],
    ["turned back twice, once of it longer ago", [start, at(100, 12), at(99, 15), at(30, 9), at(29, 15)], true],
  ])("%s", (_name, capacity, passes) => {
    expect(verdictOf(coolDown, service({}, { ...SHORT, capacity }), { min_size: 6 }).pass).toBe(passes);
  });
});

describe("coverage", () => {
  const minutesOfTier = 15 * 1440;
  const missing =
    (count: number): Measure =>
    (point) =>
      point.periodSeconds === 60 && point.epoch < NOW - 15 * DAY + count * 60 ? Number.NaN : daily(0.04, 0.14)(point);
  test.each([
    ["exactly 95 % of a tier", missing(minutesOfTier * 0.05), true],
    ["one point fewer", missing(minutesOfTier * 0.05 + 1), false],
    ["no series", null, false],
  ])("%s", (_name, cpu, passes) => {
    expect(verdictOf(coverage, service({ cpu }), { min_size: 12 }).pass).toBe(passes);
  });
});

describe("coverage up to now", () => {
  const silentFor =
    (minutes: number): Measure =>
    (point) =>
      point.epoch >= NOW - minutes * 60 ? Number.NaN : daily(0.04, 0.14)(point);
  test("an hour may be missing, and no minute more", () => {
    expect(verdictOf(coverage, service({ cpu: silentFor(60) }), { min_size: 12 }).pass).toBe(true);
    expect(verdictOf(coverage, service({ cpu: silentFor(61) }), { min_size: 12 })).toMatchObject({
      pass: false,
      reason: "nothing is known of the demand along CPU in the last 61 minutes: it may be gone, or only not heard",
      numbers: { silentMinutes: 61 },
    });
  });
});

describe("coverage at the same time of the week", () => {
  /** Weeks back from Thursday 00:00 UTC: Wednesday, 16:30 UTC is 11:30 in New York, and 12:30 before the clocks changed. */
  const onWednesdays = (weeks: readonly number[], minutes: number) => (epoch: number) =>
    weeks.some((week) => {
      const from = NOW - week * 7 * DAY - 7.5 * 3600;
      return epoch >= from && epoch < from + minutes * 60;
    });
  const daily30 = (epoch: number) => epoch % DAY >= 16.5 * 3600 && epoch % DAY < 17 * 3600;
  const silent =
    (when: (epoch: number) => boolean, otherwise: Level): Measure =>
    (point) =>
      when(point.epoch) ? Number.NaN : otherwise(point);

  test.each([
    ["half an hour on one Wednesday of three", onWednesdays([1], 30), true],
    ["the same half hour on two Wednesdays of three", onWednesdays([0, 2], 30), false],
    ["seven minutes of it on two of three", onWednesdays([0, 2], 7), true],
    ["the same half hour of every day", daily30, false],
    [
      "half an hour on three days at three times",
      (epoch: number) => [1, 2, 3].some((n) => Math.floor((NOW - epoch) / 1800) === n * 59),
      true,
    ],
  ])("no measurements in %s", (_name, when, passes) => {
    const cpu = silent(when, daily(0.04, 0.14));
    expect(verdictOf(coverage, service({ cpu }), { min_size: 12 }).pass).toBe(passes);
    const latency = silent(when, daily(3, 4));
    expect(verdictOf(coverage, service({ latency }), { min_size: 12 }).pass).toBe(passes);
  });

  test("says when, and how often it is known", () => {
    const cpu = silent(onWednesdays([0, 2], 30), daily(0.04, 0.14));
    const verdict = verdictOf(coverage, service({ cpu }), { min_size: 12 });
    expect(verdict.reason).toBe(
      "demand along CPU is known in 33.3 % of Wednesdays at 11:30 in America/New_York only, the least of 2 quarters of an hour of the week: what is silent again and again may be the load itself; see what stops measurements then (an agent under load, a restart, a backup) and have them kept: with no more than 50 % of each quarter of an hour unknown (guards.maxRecurringGap), over the window and over its last 3 weeks, it passes",
    );
    expect(verdict.numbers).toMatchObject({ quarters: 2 });
  });

  test.each([
    ["a service says that nobody asks, latency is not missed", 0, true],
    ["it says nothing at all, it is: its agent may be dead", Number.NaN, false],
  ])("where %s", (_name, then, passes) => {
    const latency = silent(daily30, daily(3, 4));
    const requests: Level = (point) => (daily30(point.epoch) ? then : 100);
    expect(verdictOf(coverage, service({ latency, requests }), { min_size: 12 }).pass).toBe(passes);
  });
});

describe("coverage of the objective's latency", () => {
  const quietUntil = (minutes: number, requests: Measure | number): Measures[string] => ({
    requests,
    latency: ({ epoch }) => (epoch % 3600 < minutes * 60 ? 3 : Number.NaN),
  });
  const nowAndThen: Level = ({ epoch }) => (epoch % 3600 < 30 * 60 ? 100 : 0);

  test.each([
    ["known in 57 of 60 minutes", quietUntil(57, 100), true],
    ["known in 56 of 60 minutes", quietUntil(56, 100), false],
    ["known in every minute that had a request", quietUntil(30, nowAndThen), true],
    ["not known in a minute that had a request", quietUntil(28, nowAndThen), false],
  ])("%s", (_name, measures, passes) => {
    expect(verdictOf(coverage, service(measures), { min_size: 6 }).pass).toBe(passes);
  });
});

describe("what is not known of a candidate", () => {
  describe("the year before the window", () => {
    const smaller = { min_size: 12 };
    const quarterEnd = NOW - 200 * DAY;
    const busy =
      (from: number, hours: number): Level =>
      (point) =>
        point.epoch >= from && point.epoch < from + hours * 3600 ? 0.58 : daily(0.04, 0.14)(point);
    const withYear = (cpu: Level, more: Partial<SnapshotOptions> = {}) => service({ cpu }, { daysBefore: 365, ...more });

    test("rejects by a quarter end 200 days ago", () => {
      expect(verdictOf(headroom, withYear(busy(quarterEnd, 1)), smaller)).toMatchObject({
        pass: false,
        reason: expect.stringMatching(
          /^CPU would have needed more than 60 % in 1 hour from 2026-05-03T00:00Z, 200 days ago and before the window/,
        ),
        numbers: { hours: 1, daysAgo: 200 },
      });
    });

    test.each([
      ["a year as quiet as the window", withYear(daily(0.04, 0.14))],
      ["the same quarter end, of which nothing was read", service({ cpu: busy(quarterEnd, 4) })],
      ["the same quarter end before sizes were known", withYear(busy(quarterEnd, 4), { capacity: [knownSince(NOW - 30 * DAY)] })],
    ])("passes with %s", (_case, e) => {
      expect(verdictOf(headroom, e, smaller).pass).toBe(true);
    });

    test.each([
      ["two bad hours 31 days apart, each within the budget of its 30 days", 31, true],
      ["two bad hours 29 days apart", 29, false],
    ])("%s", (_case, daysApart, passes) => {
      const cpu: Level = (point) => Math.max(busy(quarterEnd, 1)(point), busy(quarterEnd + daysApart * DAY, 1)(point));
      const e = withYear(cpu, { policy: { guards: { ...tradingPolicy.guards, violationBudget: 1.5 / 720 } } });
      expect(verdictOf(headroom, e, smaller).pass).toBe(passes);
    });
  });

  test("a target of unpublished capacity has no known headroom, before and after a failure", () => {
    const e = service();
    for (const guard of [headroom, afterFailure]) {
      expect(verdictOf(guard, e, { instance_type: "c6i.metal" })).toMatchObject({
        pass: false,
        reason: expect.stringContaining("nothing is known"),
      });
      expect(verdictOf(guard, e, {}).pass).toBe(true);
    }
  });
});

test("a zone that is hotter than the others is what its instances need: load does not spread between them", () => {
  const uneven: Measure = (_point, { name }) => (name === "a" ? 0.55 : 0.05);
  expect(verdictOf(headroom, service({ cpu: 0.2 }), { min_size: 9 }).pass).toBe(true);
  expect(verdictOf(headroom, service({ cpu: uneven }), { min_size: 9 }).pass).toBe(false);
});

test("going up is not held up by a limit that is broken already", () => {
  const e = service({}, { values: { order_service_target_cpu_percent: 65 } });
  const up = { ...towards(e, { min_size: 18, max_size: 33 }), direction: "up" as const };
  expect(serviceLimits.judge(up, e, e.policy).pass).toBe(true);
  expect(verdictOf(serviceLimits, e, { min_size: 12 }).pass).toBe(false);
});

describe("saturation", () => {
  test("an instance of a group that boots for three minutes is not full, one busy for four is", () => {
    const busyFor =
      (minutes: number): Measure =>
      (point) =>
        point.statistic === "Maximum" ? during(minutes, 1, 0.15)(point) : 0.1;
    expect(verdictOf(saturation, service({ cpu: busyFor(3) }), { min_size: 12 }).pass).toBe(true);
    expect(verdictOf(saturation, service({ cpu: busyFor(4) }), { min_size: 12 }).pass).toBe(false);
  });
});

describe("service limits", () => {
  test.each([
    ["a type whose EBS baseline carries the volume's 10,000 IOPS", "c6i.2xlarge", true],
    ["one whose baseline does not", "c6i.xlarge", false],
  ])("%s", (_name, instance_type, passes) => {
    expect(verdictOf(serviceLimits, service({}, SHORT), { instance_type }).pass).toBe(passes);
  });
  test.each([
    ["within data tiering", { node_type: "cache.r6gd.4xlarge" }, true],
    ["out of data tiering", { node_type: "cache.r6g.4xlarge" }, false],
    ["without a replica", { replicas_per_shard: 0 }, false],
  ])("Redis %s", (_name, to, passes) => {
    expect(verdictOf(serviceLimits, cache(), to).pass).toBe(passes);
  });
  test.each([
    [3, true],
    [2, false],
  ])("DAX with %d nodes", (nodes, passes) => {
    const e = evidence("accelerator", { measures: {}, components: tradingOnly("accelerator"), days: 1 });
    expect(verdictOf(serviceLimits, e, { nodes }).pass).toBe(passes);
  });
  test("DAX of another node type is a replacement", () => {
    const e = evidence("accelerator", { measures: {}, components: tradingOnly("accelerator"), days: 1 });
    expect(verdictOf(serviceLimits, e, { node_type: "dax.r5.8xlarge" }).pass).toBe(false);
  });
  test.each([
    ["resident memory under 80 % of the target", 256 - 51, "db.r6g.2xlarge", 1, true],
    ["resident memory over it, two rungs down", 256 - 52, "db.r6g.2xlarge", 1, false],
    ["resident memory over it, one rung down, buffers warm", 100, "db.r6g.4xlarge", 0.99, true],
    ["resident memory over it, one rung down, buffers cold", 100, "db.r6g.4xlarge", 0.98, false],
  ])("Aurora: %s", (_name, freeGib, type, hitRatio, passes) => {
    const e = database({ freeable_memory: freeGib * GIB, buffer_cache_hit_ratio: hitRatio });
    expect(verdictOf(serviceLimits, e, { reader_class: type }).pass).toBe(passes);
  });
  test("Aurora: the failover reader is never smaller than the writer", () => {
    expect(verdictOf(serviceLimits, database(), { failover_reader_class: "db.r6g.4xlarge" }).pass).toBe(false);
  });
  test("Aurora: local storage that was used must fit the smaller class's share", () => {
    const used =
      (gib: number): Measure =>
      ({ epoch }) =>
        (epoch === noon ? 400 - gib : 400) * GIB;
    expect(verdictOf(serviceLimits, database({ free_local_storage: used(160) }), { reader_class: "db.r6g.4xlarge" }).pass).toBe(true);
    expect(verdictOf(serviceLimits, database({ free_local_storage: used(161) }), { reader_class: "db.r6g.4xlarge" }).pass).toBe(false);
  });
});

describe("headroom", () => {
  describe("a peak that was seen once, before the minutes", () => {
    const monthEnd =
      (intervals: number): Measure =>
      ({ epoch }) =>
        epoch >= NOW - 30 * DAY && epoch < NOW - 30 * DAY + intervals * 300 ? 0.36 : 0.1;
    const e = (cpu: Measure) =>
      evidence("database", {
        measures: { database: { ...QUIET.database, cpu } },
        components: tradingOnly("database"),
        values: { database_readers: 2 },
        days: 63,
      });
    test.each([
      ["accepts 2 intervals, which are a week's 0.1 %", monthEnd(2), true],
      ["rejects 3 intervals, though they are less of the whole tier: it counts in full", monthEnd(3), false],
      [
        "accepts 2 intervals in every week of that tier",
        (({ epoch }) => (epoch < NOW - 15 * DAY && (NOW - epoch - 1) % (7 * DAY) < 600 ? 0.36 : 0.1)) satisfies Measure,
        true,
      ],
    ])("%s", (_name, cpu, passes) => {
      expect(verdictOf(headroom, e(cpu), { reader_class: "db.r6g.4xlarge" }).pass).toBe(passes);
    });
  });
  test("growth is carried 30 days ahead", () => {
    const growing: Measure = ({ epoch }) => 0.2 + ((epoch - (NOW - 16 * DAY)) / DAY) * 0.004;
    expect(verdictOf(headroom, database({ cpu: 0.264 }), { reader_class: "db.r6g.4xlarge" }).pass).toBe(true);
    const grown = verdictOf(headroom, database({ cpu: growing }), { reader_class: "db.r6g.4xlarge" });
    expect(grown.pass).toBe(false);
    expect(grown.reason).toContain("growth in 30 days");
  });

  test("growth is seen across the border of the minutes, where maxima give way to averages", () => {
    const since = NOW - 31 * DAY;
    const stepped: Measure = ({ epoch, periodSeconds }) => 0.1 + ((epoch - since) / DAY) * 0.004 + (periodSeconds === 60 ? 0 : 0.12);
    const e = evidence("database", {
      measures: { database: { ...QUIET.database, cpu: stepped } },
      components: tradingOnly("database"),
      values: { database_readers: 2 },
      days: 31,
    });
    expect(verdictOf(headroom, e, { reader_class: "db.r6g.4xlarge" }).numbers.growth).toBeCloseTo(2 * 30 * 0.004, 2);
  });
});

describe("a level shift", () => {
  const since =
    (days: number, after: Measure): Measure =>
    (point, resource) =>
      point.epoch >= NOW - days * DAY ? after(point, resource) : 0.05;
  const busier = (after: number | Measure, days = 30) =>
    evidence("database", {
      measures: { database: { ...QUIET.database, cpu: since(days, typeof after === "number" ? () => after : after) } },
      components: tradingOnly("database"),
      values: { database_readers: 2 },
      days: 63,
    });
  const smaller = { reader_class: "db.r6g.4xlarge" };

  test("accepts a need that is known at its new level for long enough", () => {
    expect(verdictOf(levelShift, busier(0.3), smaller)).toMatchObject({ pass: true, numbers: { days: expect.any(Number) } });
  });
  test("rejects what the new level alone does not keep the budget of, though the whole tier does", () => {
    // Two five-minute intervals in each of three weeks: of 13,824 they are within 0.1 %, of the 4,320 since the shift they are not.
    const peak: Measure = ({ epoch }) =>
      [15.5, 22.5, 29.5].some((ago) => epoch >= NOW - ago * DAY && epoch < NOW - ago * DAY + 600) ? 0.4 : 0.3;
    expect(verdictOf(headroom, busier(peak), smaller).pass).toBe(true);
    expect(verdictOf(levelShift, busier(peak), smaller).pass).toBe(false);
  });
  test("says nothing of a level that fell, of none, and of one far below its ceiling", () => {
    const said = [busier(0.02), busier(0.05), busier(0.08, 5)].map((e) => verdictOf(levelShift, e, smaller));
    expect(said.map(({ pass, numbers }) => [pass, numbers.days])).toEqual([
      [true, undefined],
      [true, undefined],
      [true, undefined],
    ]);
  });
  test("states the risk of the new level where that is the greater one", () => {
    const [old, now] = [busier(0.3), busier(0.3, 63)].map((e) => verdictOf(risk, e, smaller).numbers.risk ?? 0);
    expect(old).toBeGreaterThanOrEqual((now ?? 1) * 0.9);
  });
});

describe("after a failure", () => {
  const writers =
    (writer: number, reader: number): Measure =>
    (_point, { role }) =>
      role === "writer" ? writer : reader;
  test.each([
    ["the failover reader would be 90 % busy", writers(0.25, 0.2), true],
    ["the failover reader would be busier", writers(0.255, 0.2), false],
  ])("%s", (_name, cpu, passes) => {
    const to = { writer_class: "db.r6g.4xlarge", failover_reader_class: "db.r6g.4xlarge" };
    expect(verdictOf(afterFailure, database({ cpu }), to).pass).toBe(passes);
  });
  test.each([
    ["the promoted replica would be 90 % busy", 0.225, true],
    ["the promoted replica would be busier", 0.23, false],
  ])("%s", (_name, engine_cpu, passes) => {
    // Two shards of two nodes each: four nodes' load on the one that is left of a merged shard.
    expect(verdictOf(afterFailure, cache({ engine_cpu }), { shards: 2 }).pass).toBe(passes);
  });
  test("a table bears it by itself", () => {
    const e = evidence("orders", { measures: { orders: QUIET.orders ?? {} }, components: tradingOnly("orders"), days: 16 });
    expect(verdictOf(afterFailure, e, { billing_mode: "PAY_PER_REQUEST" }).pass).toBe(true);
  });
});

describe("the backtest", () => {
  test("no minutes, no cut", () => {
    expect(verdictOf(backtest, service({}, { periods: [300] }), { min_size: 12 }).reason).toContain("no 60-second tier");
  });
  test.each([
    ["accepts latency that the change takes over its objective for 3 minutes", 3, true],
    ["rejects it at 4 minutes, though no ceiling of the policy is passed", 4, false],
  ])("%s", (_name, minutes, passes) => {
    const e = evidence("cache", {
      measures: {
        cache: { ...QUIET.cache, engine_cpu: during(minutes, 0.3, 0.05) },
        order_service: { ...QUIET.order_service, latency: during(minutes, 8, 3) },
      },
      components: tradingOnly("cache", "order_service"),
      values: { cache_shards: 4, cache_replicas_per_shard: 1 },
      days: 16,
    });
    expect(verdictOf(headroom, e, { shards: 2 }).pass).toBe(true);
    expect(verdictOf(backtest, e, { shards: 2 }).pass).toBe(passes);
  });
});

describe("latency", () => {
  const withLatency = (p99: Measure | number, cpu: Measure | number = 0.1) => service({ latency: p99, cpu });
  test("without queueing in sight, one rung down is unproven and passes, two rungs do not", () => {
    expect(verdictOf(latency, withLatency(4), { instance_type: "c6i.4xlarge" }).reason).toContain("unproven");
    expect(verdictOf(latency, withLatency(4), { instance_type: "c6i.4xlarge" }).pass).toBe(true);
    expect(verdictOf(latency, withLatency(4), { instance_type: "c6i.4xlarge", min_size: 12 }).reason).toContain("2 steps down at once");
  });
  test("no latency measured, no cut", () => {
    expect(verdictOf(latency, service({ latency: null }), { min_size: 12 }).pass).toBe(false);
  });
});

describe("risk", () => {
  test("of a size five times what was ever needed passes, of one that is just enough for a load that varies from day to day does not", () => {
    const varying: Measure = ({ epoch }) => 0.3 + 0.008 * ((Math.floor(epoch / DAY) * 7) % 11);
    const small = verdictOf(risk, database({ cpu: 0.05 }), { reader_class: "db.r6g.4xlarge" });
    const large = verdictOf(risk, database({ cpu: varying }), { reader_class: "db.r6g.4xlarge" });
    expect([small.pass, large.pass]).toEqual([true, false]);
    expect(small.numbers.risk).toBeLessThan(large.numbers.risk ?? 0);
  });
});
