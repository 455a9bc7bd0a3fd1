import type { Evidence } from "../../../optimizer/evidence";
import { coolDown } from "../../../optimizer/guards/cool-down";
import { exclusions } from "../../../optimizer/guards/exclusions";
import { minSaving } from "../../../optimizer/guards/min-saving";
import { pins } from "../../../optimizer/guards/pins";
import { saturation } from "../../../optimizer/guards/saturation";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import type { LimitCheck } from "../../../optimizer/kinds";
import type { Cost } from "../../../optimizer/plan/recommendation";
import { towards } from "../../support/evidence";
import { given, judged } from "../../support/given";
import { DAY, NOW } from "../../support/snapshot";

describe("exclusions", () => {
  const tagged = (tags: Evidence["tags"], unreadTags?: string) => given({}, { tags, unreadTags });
  const asked = (tags: Readonly<Record<string, string | readonly string[]>>, ...excludedTags: readonly string[]) =>
    judged(exclusions, tagged(tags), { policy: { excludedTags } });

  test("say which tag", () => {
    expect(asked({ Team: "a", CriticalPath: "true" }, "Other:*", "CriticalPath:true")).toEqual({
      guard: "exclusions",
      pass: false,
      reason: "database carries the excluded tag CriticalPath:true",
      numbers: {},
    });
    expect(asked({ Team: "a" }, "CriticalPath:true")).toEqual({ guard: "exclusions", pass: true, reason: "no excluded tag", numbers: {} });
  });

  test.each<[string, Readonly<Record<string, string>>, string, boolean]>([
    ["accepts a key that only begins like the pattern's", { TenantName: "x" }, "Tenant:*", true],
    ["rejects any key that begins so, where a star says so", { TenantName: "x" }, "Tenant*", false],
    ["accepts a key that ends so", { MyTenant: "x" }, "Tenant*", true],
    ["rejects a value that begins so", { Stage: "prod-eu" }, "Stage:prod*", false],
    ["accepts a value that does not", { Stage: "dev" }, "Stage:prod*", true],
    ["accepts a value that only begins like a whole one", { Stage: "prod-eu" }, "Stage:prod", true],
    ["rejects a key alone, with whatever value", { Keep: "no" }, "Keep", false],
    ["rejects a value with colons, whole", { Arn: "arn:aws:x" }, "Arn:arn:aws:x", false],
    ["accepts a value of which only the part before the colon is the same", { Arn: "arn:aws:x" }, "Arn:arn", true],
    ["rejects anything under a star", { Any: "" }, "*", false],
    ["accepts the same value under another key", { Other: "x" }, ":x", true],
    ["rejects a value that begins with a colon, as it stands", { Odd: ":x" }, "Odd::x", false],
    ["rejects the value of an empty key", { "": "x" }, ":x", false],
    ["accepts an empty key where none is asked for", { Any: "x" }, ":x", true],
  ])("%s", (_name, tags, pattern, passes) => {
    expect(asked(tags, pattern).pass).toBe(passes);
  });

  test.each<[string, Evidence["tags"], string | undefined, string]>([
    ["nobody could read", null, "AccessDenied", "the tags of database could not be read (AccessDenied), so nothing is known to be allowed"],
    ["nobody has read", undefined, undefined, "the tags of database could not be read, so nothing is known to be allowed"],
  ])("reject tags that %s", (_name, tags, why, reason) => {
    expect(judged(exclusions, tagged(tags, why))).toEqual({ guard: "exclusions", pass: false, reason, numbers: {} });
  });
});

describe("pins", () => {
  const pinned = given({}, { pins: { database_readers: { reason: "launch", expiresEpoch: NOW + 3600 } } });
  test("hold the variable that they are on, and say until when and why", () => {
    expect(judged(pins, pinned, { to: { readers: 1 } })).toEqual({
      guard: "pins",
      pass: false,
      reason: "database_readers is pinned until 2026-11-19T01:00Z: launch",
      numbers: {},
    });
    const over = given({}, { pins: { database_readers: { reason: "launch", expiresEpoch: NOW } } });
    expect(judged(pins, over, { to: { readers: 1 } }).pass).toBe(true);
    expect(judged(pins, pinned, { to: { reader_class: "db.r6g.xlarge" } })).toEqual({
      guard: "pins",
      pass: true,
      reason: "nothing that it turns is pinned",
      numbers: {},
    });
  });
});

describe("the cool-down", () => {
  const changed = (...changes: readonly (readonly [daysAgo: number, isReversal: boolean])[]) => {
    const e = given({});
    const at = changes.map(([daysAgo, isReversal]) => ({ atEpoch: NOW - daysAgo * DAY, isReversal, from: e.current, to: e.current }));
    return given({}, { capacity: { ...e.capacity, changes: at } });
  };

  test("tells of the last change and of those that were turned back", () => {
    expect(judged(coolDown, changed([100, true], [30, true], [10, false]))).toEqual({
      guard: "cool-down",
      pass: true,
      reason: "last changed at 2026-11-09T00:00Z, 10.0 days ago; turned back 1 times in 90 days",
      numbers: { days: 10, minimumDays: 7, reversals: 1, maxReversals: 1 },
    });
  });
  test("says how long to wait", () => {
    expect(judged(coolDown, changed([6.5, false])).reason).toBe(
      "last changed at 2026-11-12T12:00Z, 6.5 days ago; turned back 0 times in 90 days: 7 days must pass",
    );
  });
  test("says how often is too often, counting the ninetieth day", () => {
    const twice = judged(coolDown, changed([90, true], [30, true]));
    expect(twice).toMatchObject({ pass: false, numbers: { reversals: 2, maxReversals: 1 } });
    expect(twice.reason).toMatch(/turned back 2 times in 90 days: at most 1 are tried$/);
    expect(judged(coolDown, changed([90.01, true], [30, true])).pass).toBe(true);
  });
  test("accepts a change that is as long ago as it must be", () => {
    expect(judged(coolDown, changed([7, false])).pass).toBe(true);
  });
  test("passes what never changed", () => {
    expect(judged(coolDown, changed())).toEqual({
      guard: "cool-down",
      pass: true,
      reason: "never changed as far as is known",
      numbers: {},
    });
  });
});

describe("saturation", () => {
  const [trigger] = given({}).policy.scaleUpTriggers;
  const fired = (daysAgo: number, component: string) =>
    trigger === undefined
      ? []
      : [{ trigger: { ...trigger, name: "queue", limit: 1000, component }, atEpoch: NOW - daysAgo * DAY, value: 1234.5, resolved: true }];
  const full = (daysAgo: number) => ({ atEpoch: NOW - daysAgo * DAY, what: "CPU of writer", value: 0.987 });

  test("tells of the last time that something was full, by a trigger or by itself", () => {
    const both = (own: number, trigger: number) =>
      judged(saturation, given({ saturation: full(own) }, { firings: fired(trigger, "database") }));
    expect(both(20, 16)).toEqual({
      guard: "saturation",
      pass: true,
      reason: "queue over its scale-up limit of 1000 at 2026-11-03T00:00Z (1.23e+3), 16.0 days ago",
      numbers: { days: 16, minimumDays: 14, value: 1234.5 },
    });
    expect(both(3, 16)).toEqual({
      guard: "saturation",
      pass: false,
      reason: "CPU of writer at 2026-11-16T00:00Z (0.987), 3.0 days ago: what was wanted then is not known, and 14 days must pass",
      numbers: { days: 3, minimumDays: 14, value: 0.987 },
    });
  });
  test("looks at the component's own triggers", () => {
    expect(judged(saturation, given({ saturation: undefined }, { firings: fired(1, "cache") }))).toEqual({
      guard: "saturation",
      pass: true,
      reason: "nothing was full in the minutes known",
      numbers: { saturatedAt: 0.9 },
    });
    expect(judged(saturation, given({ saturation: undefined }, { firings: fired(1, "database") })).pass).toBe(false);
  });
  test.each([
    [14, false],
    [14.001, true],
  ])("%d days ago", (daysAgo, passes) => {
    expect(judged(saturation, given({ saturation: full(daysAgo) })).pass).toBe(passes);
  });
});

describe("service limits", () => {
  const check = (pass: boolean, reason: string): LimitCheck => ({ pass, reason, numbers: { limit: 5 } });
  const limited = (limits: (readers: unknown) => readonly LimitCheck[]) => given({ limits: ({ readers }) => limits(readers) });
  const two = { to: { readers: 1, reader_class: "db.r6g.4xlarge" } };

  test("tell every fact once, whichever steps it was asked of", () => {
    expect(
      judged(
        serviceLimits,
        limited((readers) => [check(true, "fits"), check(true, `for ${readers}`)]),
        two,
      ),
    ).toMatchObject({
      guard: "service-limits",
      pass: true,
      reason: expect.stringMatching(/^fits; for [12](; for 1)?$/),
    });
  });
  test("say what is broken, with its numbers", () => {
    const e = limited(() => [check(true, "fits"), check(false, "too many connections"), check(false, "and more")]);
    expect(judged(serviceLimits, e, two)).toEqual({
      guard: "service-limits",
      pass: false,
      reason: "too many connections",
      numbers: { limit: 5 },
    });
  });
  test("hold on every step, not at the end alone", () => {
    const e = given({
      limits: ({ readers, reader_class }) => [check(!(readers === 2 && reader_class === "db.r6g.4xlarge"), "halfway")],
    });
    expect(judged(serviceLimits, e, two)).toMatchObject({ pass: false, reason: "halfway" });
  });
  test("say that there are none", () => {
    expect(
      judged(
        serviceLimits,
        limited(() => []),
        two,
      ),
    ).toMatchObject({ pass: true, reason: "no limit of the service applies" });
  });

  const broken = (now: readonly LimitCheck[], then: readonly LimitCheck[]) => limited((readers) => (readers === 2 ? now : then));
  const more = { to: { readers: 3 }, direction: "up" } as const;
  test("bind a move up only where it breaks what was not broken", () => {
    expect(judged(serviceLimits, broken([check(false, "old")], [check(false, "old")]), more).pass).toBe(true);
    expect(judged(serviceLimits, broken([check(false, "old")], [check(false, "new")]), more).pass).toBe(false);
    expect(judged(serviceLimits, broken([check(true, "same")], [check(false, "same")]), more).pass).toBe(false);
  });
  test("bind a move down by what is broken already, too", () => {
    expect(judged(serviceLimits, broken([check(false, "old")], [check(false, "old")]), { to: { readers: 1 } }).pass).toBe(false);
  });
});

describe("the least saving", () => {
  const price = {
    key: "aurora:db.r6g.8xlarge:standard",
    region: "us-east-1",
    unit: "hour",
    sku: "A",
    rateCode: "A.1",
    effectiveDate: "2026-11-01",
  };
  const costing = (monthlyUsd: number): Cost => ({
    priced: true,
    monthlyUsd,
    lines: [{ item: "reader", quantity: 730, unit: "hour", usdPerUnit: monthlyUsd / 730, monthlyUsd, sku: "A" }],
  });
  const unpriced = (...reasons: readonly string[]): Cost => ({ priced: false, reasons });
  const least = { to: { readers: 1 }, policy: { minMonthlySavingUsd: 50 } };
  const paying = (before: Cost, after: Cost, commitments?: Evidence["commitments"]) =>
    given({ cost: ({ readers }) => (readers === 1 ? after : before) }, { commitments });

  test.each([
    ["accepts what the policy asks for", 150, true],
    ["rejects a cent less", 149.99, false],
  ])("%s", (_name, before, passes) => {
    expect(judged(minSaving, paying(costing(before), costing(100)), least).pass).toBe(passes);
  });

  test("says how much that is", () => {
    expect(judged(minSaving, paying(costing(1300), costing(100)), least)).toEqual({
      guard: "min-saving",
      pass: true,
      reason: "saves $1,200.00 a month, the policy asks for $50.00",
      numbers: { savingUsd: 1200, minimumUsd: 50 },
    });
  });

  test("says that it is not all that is saved, where rules that were asked before save the rest", () => {
    const e = paying(costing(1300), costing(100));
    expect(minSaving.judge({ ...towards(e, least.to), over: { readers: 2 } }, e, e.policy).reason).toMatch(
      /^saves \$1,200\.00 a month on top of what other rules settled, the policy asks for /,
    );
  });

  test("takes off what commitments no longer find usage for", () => {
    /** All of a dollar an hour was committed, and usage was just as much. */
    const committed = { name: "plan", covers: () => true, unit: "usd", committed: 1, eligible: 1, endEpoch: NOW + 365 * DAY } as const;
    const commitments = { pools: [committed], prices: [{ ...price, usd: 1 }], nowEpoch: NOW };
    expect(judged(minSaving, paying(costing(830), costing(100), commitments), least)).toEqual({
      guard: "min-saving",
      pass: false,
      reason: "saves $0.00 a month, $730.00 of commitments stranded and taken off, the policy asks for $50.00",
      numbers: { savingUsd: 0, minimumUsd: 50, strandedUsd: 730 },
    });
  });

  test("is not shown without prices, and says each reason once", () => {
    expect(judged(minSaving, paying(unpriced("no SKU", "no region"), unpriced("no SKU")), least)).toEqual({
      guard: "min-saving",
      pass: false,
      reason: "unpriced, so no saving can be shown: no SKU; no region",
      numbers: {},
    });
    expect(judged(minSaving, paying(costing(100), unpriced("no SKU")), least).reason).toMatch(/shown: no SKU$/);
  });

  test("is not asked of what nobody uses, unless it costs more", () => {
    const verdict = (before: Cost, after: Cost) => {
      const e = paying(before, after);
      return minSaving.judge({ ...towards(e, { readers: 1 }), unused: true }, e, e.policy);
    };
    expect(verdict(costing(100), costing(99))).toMatchObject({
      pass: true,
      reason: "what goes counts as unused, so no saving is asked of it; saves $1.00 a month",
      numbers: { savingUsd: 1 },
    });
    expect(verdict(costing(100), costing(100)).pass).toBe(true);
    expect(verdict(costing(100), costing(101)).pass).toBe(false);
    expect(verdict(unpriced("no SKU"), unpriced("no SKU"))).toMatchObject({
      pass: true,
      reason: "what goes counts as unused; no saving is claimed, for it is unpriced: no SKU",
    });
  });

  test("of what comes on top of what is settled counts that alone", () => {
    const e = given({ cost: ({ readers }) => costing(readers === 0 ? 10 : readers === 1 ? 40 : 1000) });
    const onTop = { ...e.current, readers: 1 };
    expect(minSaving.judge({ ...towards(e, { readers: 0 }), over: onTop }, e, e.policy).numbers.savingUsd).toBe(30);
    expect(minSaving.judge(towards(e, { readers: 0 }), e, e.policy).numbers.savingUsd).toBe(990);
  });
});
