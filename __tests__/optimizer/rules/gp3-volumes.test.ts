import { choice } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import type { Settings } from "../../../optimizer/evidence";
import { coverage } from "../../../optimizer/guards/coverage";
import { headroom } from "../../../optimizer/guards/headroom";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { stepsOf } from "../../../optimizer/plan/steps";
import { summaryMarkdown, summaryText } from "../../../optimizer/report/summary";
import { optedIn } from "../../../optimizer/rules";
import { gp3Volumes } from "../../../optimizer/rules/gp3-volumes";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { tradingPolicy } from "../../../stacks/trading/policy";
import { tradingContract } from "../../../stacks/trading/tunables";
import { evidence, verdictOf } from "../../support/evidence";
import { type Measures, type SnapshotOptions, snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

const OFF = tradingPolicy.rules["gp3-volumes"];
const MIB = 2 ** 20;
const PRICES = {
  "ec2:c6i.8xlarge": 1.36,
  "ebs:io2:gb-month": 0.125,
  "ebs:io2:iops-month": 0.065,
  "ebs:gp3:gb-month": 0.08,
  "ebs:gp3:iops-month": 0.005,
  "ebs:gp3:mibps-month": 0.04,
};

const options = (measures: Measures[string] = {}, more: Partial<SnapshotOptions> = {}): SnapshotOptions => ({
  measures: { order_service: { ...QUIET.order_service, ...measures } },
  components: tradingOnly("order_service"),
  prices: PRICES,
  days: 2,
  minuteDays: 1,
  ...more,
});
const group = (...of: Parameters<typeof options>) => evidence("order_service", options(...of));
/** Nothing beside the disk, and always the same: no trend of two days' hours. */
const STEADY: Measures[string] = { cpu: 0.1, network_in: 1e6, network_out: 1e6 };
const disk = (iops: number, mibps: number): Measures[string] => ({
  ebs_read_ops: iops / 4,
  ebs_write_ops: (iops * 3) / 4,
  ebs_read_bytes: 0,
  ebs_write_bytes: mibps * MIB,
});
const NOT_MEASURED = { ebs_read_ops: null };
const sized = ({ to }: { readonly to: Settings }) => [to.volume_type, to.volume_iops, to.volume_throughput_mibps];
const proposed = (e: ReturnType<typeof group>, over = e.current) => gp3Volumes.propose(e, OFF, over).map(sized);

describe("gp3-volumes, of a group on io2 with 10,000 IOPS", () => {
  test.each<[string, Measures[string], readonly unknown[]]>([
    ["what comes with gp3, where the peak is small", disk(1_800, 75), ["gp3", 3_000, 125]],
    ["more IOPS in steps of 500", disk(1_801, 75), ["gp3", 3_500, 125]],
    ["more throughput in steps of 25 MiB/s", disk(1_800, 75.1), ["gp3", 3_000, 150]],
    ["IOPS for the throughput, of which each carries 0.25 MiB/s", disk(100, 500), ["gp3", 3_500, 850]],
    ["as much as gp3 takes", disk(9_600, 600), ["gp3", 16_000, 1_000]],
  ])("proposes %s", (_name, measures, first) => {
    expect(proposed(group(measures))[0]).toEqual(first);
  });

  test("also proposes twice as much and more, up to all that the present volume can do: guards may want it", () => {
    expect(proposed(group(disk(1_800, 75)))).toEqual([
      ["gp3", 3_000, 125],
      ["gp3", 6_000, 250],
      ["gp3", 10_000, 500],
      ["gp3", 10_000, 1_000],
    ]);
    // A smaller type carries less of what io2 could do: 4.75 Gbit/s.
    const e = group(disk(100, 1));
    expect(proposed(e, { ...e.current, instance_type: "c6i.4xlarge" }).at(-1)).toEqual(["gp3", 10_000, 600]);
  });

  test.each<[string, Measures[string], string]>([
    ["more IOPS than gp3 takes", disk(9_601, 75), "3000 to 16000 IOPS, not 16500"],
    ["more throughput than gp3 takes", disk(100, 601), "125 to 1000 MiB/s, not 1025"],
  ])("rejects %s, with the number", (_name, measures, reason) => {
    expect(gp3Volumes.declines(group(measures), OFF)).toContain(reason);
    expect(proposed(group(measures))).toEqual([]);
  });

  test("where the volume is not measured, proposes what it can do now, which the guard of coverage turns down", () => {
    const e = group(NOT_MEASURED);
    expect(proposed(e)).toEqual([["gp3", 10_000, 1_000]]);
    expect(verdictOf(coverage, e, { volume_type: "gp3", volume_throughput_mibps: 1_000 })).toMatchObject({ pass: false });
  });

  test.each([
    ["accepts 16,000 provisioned IOPS that nobody measures", 16_000, undefined],
    ["rejects 16,001", 16_001, "not 16500"],
  ])("%s", (_name, order_service_volume_iops, reason) => {
    const declined = gp3Volumes.declines(group(NOT_MEASURED, { values: { order_service_volume_iops } }), OFF);
    if (reason === undefined) expect(declined).toBeUndefined();
    else expect(declined).toContain(reason);
  });

  test("counts what each instance has to do once others have settled on fewer", () => {
    const e = group(disk(1_500, 50));
    expect(proposed(e)[0]).toEqual(["gp3", 3_000, 125]);
    expect(proposed(e, { ...e.current, min_size: 9 })[0]).toEqual(["gp3", 4_500, 150]);
  });

  test("says what gp3 has less of than io2, and rests on the measured peaks", () => {
    const [first] = gp3Volumes.propose(group(disk(1_200, 40)), OFF);
    expect(first?.reason).toBe(
      "gp3 with 3000 IOPS and 125 MiB/s has its peaks of 1200 IOPS and 40 MiB/s at 60 % of that or less; it is built for 99.8 to 99.9 % durability a year and answers within milliseconds, io2 for 99.999 % and within less than one",
    );
    expect(first?.findings).toMatchObject([
      { value: 1_200, unit: "count-per-second", coverage: 1 },
      { value: 41_943_000, unit: "bytes-per-second" },
    ]);
  });

  test("is paid by the size, and by what exceeds 3,000 IOPS and 125 MiB/s", () => {
    const { study, current } = group(disk(1_200, 30));
    const to = (volume_iops: number, volume_throughput_mibps: number) =>
      study.cost({ ...current, volume_type: "gp3", volume_iops, volume_throughput_mibps });
    const instances = 14_892;
    expect(study.cost(current)).toMatchObject({ priced: true, monthlyUsd: instances + 15 * (12.5 + 650) });
    expect(to(3_000, 125)).toMatchObject({ priced: true, monthlyUsd: instances + 15 * 8 });
    expect(to(4_000, 225)).toMatchObject({ priced: true, monthlyUsd: instances + 15 * (8 + 5 + 4) });
  });

  test("has no dollar without a price", () => {
    const { study, current } = group(disk(1_200, 30), { prices: { ...PRICES, "ebs:gp3:gb-month": null } });
    expect(study.cost({ ...current, volume_type: "gp3", volume_iops: 3_000 })).toMatchObject({ priced: false });
  });

  test("turns type, IOPS and throughput in one step: one refresh, and no volume in between with less of anything", () => {
    const e = group(disk(1_200, 30));
    const steps = stepsOf(e, { ...e.current, volume_type: "gp3", volume_iops: 3_000, volume_throughput_mibps: 150 }, "down");
    expect(steps.map(({ tunables }) => [...tunables].sort())).toEqual([["volume_iops", "volume_throughput_mibps", "volume_type"]]);
  });
});

describe("in whole steps, as far as the variable goes", () => {
  const { tunables } = tradingContract.components.order_service;
  const upTo = (max: number) => ({
    order_service: {
      ...tradingContract.components.order_service,
      tunables: { ...tunables, volume_iops: { ...tunables.volume_iops, max } },
    },
  });
  test.each<[string, number, readonly unknown[]]>([
    ["5,100 IOPS are 5,200 where there are no more", 5_200, ["gp3", 5_200, 125]],
    ["and are refused where there are fewer", 5_000, []],
  ])("%s", (_name, max, first) => {
    const e = group(disk(5_100 * 0.6, 1), { components: upTo(max), values: { order_service_volume_iops: 5_000 } });
    expect(proposed(e)[0] ?? []).toEqual(first);
  });
});

describe("guards look at the volume as the target has it", () => {
  test.each([
    ["the ceiling of 70 % lets 2,100 of 3,000 IOPS through", 2_100, true],
    ["and no more", 2_101, false],
  ])("%s", (_name, iops, pass) => {
    expect(verdictOf(headroom, group({ ...STEADY, ...disk(iops, 1) }), { volume_type: "gp3", volume_iops: 3_000 }).pass).toBe(pass);
  });

  test.each([
    ["87.5 of 125 MiB/s", 87.5, true],
    ["and no more", 87.6, false],
  ])("%s", (_name, mibps, pass) => {
    expect(verdictOf(headroom, group({ ...STEADY, ...disk(1, mibps) }), { volume_type: "gp3", volume_iops: 3_000 }).pass).toBe(pass);
  });

  test.each<[string, Settings, boolean]>([
    ["accepts 16,000 IOPS", { volume_type: "gp3", volume_iops: 16_000 }, true],
    ["rejects 16,001", { volume_type: "gp3", volume_iops: 16_001 }, false],
    [
      "rejects what does not come with 0.25 MiB/s per IOPS",
      { volume_type: "gp3", volume_iops: 3_000, volume_throughput_mibps: 751 },
      false,
    ],
  ])("the guard of service limits %s", (_name, to, pass) => {
    expect(verdictOf(serviceLimits, group(), to).pass).toBe(pass);
  });

  test("latency of a medium that takes longer is unproven, however idle it is, and one step at most", () => {
    const e = group(disk(100, 1));
    const grade = (to: Settings) => e.latencyModels()[0]?.project({ ...e.current, ...to });
    expect(grade({ volume_type: "gp3", volume_iops: 3_000 })).toMatchObject({ grade: "unproven", why: expect.stringContaining("io2") });
    expect(grade({ volume_iops: 5_000 })).toMatchObject({ grade: "seen" });
    expect(e.study.rungsDown({ ...e.current, volume_type: "gp3", volume_iops: 3_000 })).toBe(1);
    const there = group(disk(100, 1), { values: { order_service_volume_type: "gp3", order_service_volume_iops: 4_000 } });
    expect(there.latencyModels()[0]?.project({ ...there.current, volume_iops: 3_000 })).toMatchObject({ grade: "seen" });
  });
});

describe("gp3-volumes, of a group on gp2 in a root module of one's own", () => {
  const { volume_iops: _iops, volume_throughput_mibps: _throughput, ...tunables } = tradingContract.components.order_service.tunables;
  const component = {
    ...tradingContract.components.order_service,
    tunables: { ...tunables, volume_type: choice({ description: "", ladder: ["gp3", "gp2"], default: "gp2" }) },
  };
  const own = (measures: Measures[string]) => group(measures, { components: { order_service: component } });

  test("proposes gp3 as it comes, where that carries the peak", () => {
    const [first, ...others] = gp3Volumes.propose(own(disk(1_800, 75)), OFF);
    expect(first?.changes).toEqual([{ variable: "order_service_volume_type", from: "gp2", to: "gp3" }]);
    expect(first?.reason).not.toContain("io2");
    expect(others).toEqual([]);
  });

  test.each([
    ["IOPS", disk(1_801, 75), "3500 IOPS and 125 MiB/s, and the stack has no volume_iops"],
    ["throughput", disk(1_800, 76), "3000 IOPS and 150 MiB/s, and the stack has no volume_throughput_mibps"],
  ])("rejects it where more %s are needed, and nothing can ask for them", (_name, measures, reason) => {
    expect(gp3Volumes.declines(own(measures), OFF)).toContain(reason);
  });
});

describe("gp3-volumes has nothing to say", () => {
  test.each([
    ["of trading's group once it is gp3", group({}, { values: { order_service_volume_type: "gp3" } })],
    [
      "of a group whose stack says nothing of the type",
      evidence("app_service", { measures: {}, components: saasContract.components, policy: saasPolicy, days: 1 }),
    ],
    [
      "nor of such a database",
      evidence("database", { measures: {}, components: stagingContract.components, policy: stagingPolicy, days: 1 }),
    ],
  ])("%s", (_name, e) => {
    expect(gp3Volumes.declines(e, OFF)).toContain("gp3 already");
  });
});

describe("gp3-volumes, in an analysis", () => {
  const measured = options(disk(1_200, 100), { days: 45, minuteDays: 2 });
  const decided = (rules: typeof tradingPolicy.rules) => analyze(snapshotOf({ ...measured, policy: { ...tradingPolicy, rules } }));
  const named = { "gp3-volumes": { optedIn: false, peakShareAtMost: 0.6 } };

  test("is told with what it saves while nobody takes it", () => {
    const { optIns, recommendations } = decided(named);
    expect(recommendations).toEqual([]);
    expect(optIns).toMatchObject([{ component: "order_service", rule: "gp3-volumes", savingMonthlyUsd: 15 * (662.5 - 10) }]);
  });

  test("once taken, is judged by every guard and turned by its own variables", () => {
    const { optIns, recommendations } = decided(optedIn(named, ["gp3-volumes"]));
    expect(optIns).toBeUndefined();
    expect(recommendations).toMatchObject([
      {
        rule: "gp3-volumes",
        changes: [
          { variable: "order_service_volume_type", from: "io2", to: "gp3" },
          { variable: "order_service_volume_iops", from: 10_000, to: 6_000 },
          { variable: "order_service_volume_throughput_mibps", from: 125, to: 350 },
        ],
        // One instance refresh, there and back.
        disruption: { minutes: 60 },
        rollback: { rtoMinutes: 60 },
      },
    ]);
  });

  test("is turned down over fewer instances while latency is unproven: one step at a time, and it says that it is asked about again", () => {
    const both = { ...named, "group-size": { cpuP95Below: 0.4, networkShareBelow: 0.3 } };
    const all = decided(optedIn(both, ["gp3-volumes"]));
    const { recommendations, rejected } = all;
    expect(recommendations).toMatchObject([{ rule: "group-size", changes: [{ variable: "order_service_min_size", from: 15 }] }]);
    const onTop = rejected.filter(({ rule }) => rule === "group-size, gp3-volumes");
    expect(new Set(onTop.map(({ rejectedBy }) => rejectedBy))).toContain("latency");
    const said = onTop.flatMap(({ verdicts }) => verdicts.filter(({ guard, pass }) => guard === "latency" && !pass));
    expect(said[0]?.reason).toMatch(/^2 steps down at once .*or slower volumes.*the rest is asked about again at the next look-back/);
    const told = /Opt-ins that were taken.*gp3-volumes, order_service: turned down by latency: 2 steps down at once/s;
    expect(summaryText(all)).toMatch(told);
    expect(summaryMarkdown(all)).toMatch(told);
    expect(summaryText(decided(both))).not.toContain("Opt-ins that were taken");
  });
});
