import { choice, count, EC2, type VolumeType } from "../../../contract";
import { tradingContract } from "../../../stacks/trading/tunables";
import { evidence } from "../../support/evidence";
import { type Measure, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";
import { needAfterFailure, needOf } from "./needs";

const SPEC = EC2.get("c6i.8xlarge");
const NETWORK = ((SPEC?.networkGbps ?? Number.NaN) * 1e9) / 8;
const IOPS = 10_000;

/** One zone of three carries a share of the baseline on each of its instances, the others nothing. */
const inZoneA =
  (value: number): Measure =>
  (_point, { group }) =>
    group === "a" ? value : 0;

const group = (measures: Readonly<Record<string, Measure | number | null>>) =>
  evidence("order_service", {
    measures: { order_service: { ...QUIET.order_service, ...measures } },
    components: tradingOnly("order_service"),
    days: 1,
  });

describe("a group of which one zone is hot needs what its hottest instance needs, in", () => {
  test.each([
    ["CPU", { cpu: inZoneA(0.3) }, 0.3],
    ["network", { network_in: inZoneA(0.6 * NETWORK), network_out: 0 }, 0.6],
    ["EBS IOPS", { ebs_read_ops: inZoneA(0.5 * IOPS), ebs_write_ops: 0 }, 0.5],
  ])("%s", (dimension, measures, need) => {
    expect(needOf(group(measures), {}, dimension)).toBeCloseTo(need, 6);
  });

  test("network on a smaller type too: the excess does not shrink with the number of instances", () => {
    const quarter = EC2.get("c6i.2xlarge")?.networkGbps ?? Number.NaN;
    const hot = group({ network_in: inZoneA(0.2 * NETWORK), network_out: 0 });
    const need = needOf(hot, { instance_type: "c6i.2xlarge", min_size: 60, max_size: 60 }, "network");
    expect(need).toBeGreaterThan((0.2 * (2 / 3) * (SPEC?.networkGbps ?? 0)) / quarter);
  });
});

describe("of instances that three zones do not share evenly, the fullest zone is the one that is lost", () => {
  // 64 busy cores, at 16 an instance four instances of 32: two in one zone.
  test.each([
    ["four leave two", 3, 64 / 2 / 32],
    ["six leave four", 6, 64 / 4 / 32],
  ])("%s", (_name, min_size, need) => {
    const e = group({ cpu: 64 / 15 / 32 });
    expect(needAfterFailure(e, { min_size, target_cpu_percent: 50 }, "CPU")).toBeCloseTo(need, 6);
  });
});

test("the maxima of network and disk are among the series that a decision rests on: without them nothing is known of the hottest", () => {
  const rests = group({})
    .study.rests.filter(({ statistic }) => statistic === "Maximum")
    .map(({ metric }) => metric);
  expect(new Set(rests)).toEqual(
    new Set(["cpu", "memory", "network_in", "network_out", "ebs_read_ops", "ebs_write_ops", "ebs_read_bytes", "ebs_write_bytes"]),
  );
});

describe("what a volume has to do is asked where something of it can be turned", () => {
  const {
    volume_type: _type,
    volume_iops: _iops,
    volume_throughput_mibps: _mibps,
    ...others
  } = tradingContract.components.order_service.tunables;
  const iops = (min: number, max: number) => ({ volume_iops: count({ description: "", unit: "IOPS", min, max, default: min }) });
  const type = (...ladder: [VolumeType, ...VolumeType[]]) => ({ volume_type: choice({ description: "", ladder, default: ladder[0] }) });
  test.each<[string, object, boolean]>([
    ["not of a gp2 volume that stays one", type("gp2"), false],
    ["of one that may be gp3", type("gp2", "gp3"), true],
    ["not of a number of IOPS that stays", { ...type("gp3"), ...iops(7_000, 7_000) }, false],
    ["of one that may fall", { ...type("gp3"), ...iops(3_000, 7_000) }, true],
    ["not of what nobody says anything of", {}, false],
  ])("%s", (_name, volume, asked) => {
    const e = evidence("order_service", {
      measures: { order_service: QUIET.order_service ?? {} },
      components: { order_service: { ...tradingContract.components.order_service, tunables: { ...others, ...volume } } },
      days: 1,
    });
    expect(e.study.rests.some(({ metric }) => metric.startsWith("ebs_"))).toBe(asked);
    expect(e.study.need(e.current).some(({ name }) => name.startsWith("EBS"))).toBe(asked);
  });

  test("that a smaller type carries a volume's provisioned IOPS is asked in any case", () => {
    const volume = { ...type("io2"), ...iops(10_000, 10_000) };
    const e = evidence("order_service", {
      measures: { order_service: QUIET.order_service ?? {} },
      components: { order_service: { ...tradingContract.components.order_service, tunables: { ...others, ...volume } } },
      days: 1,
    });
    const refused = (instance_type: string) =>
      e.study.limits({ ...e.current, instance_type }).flatMap(({ pass, reason }) => (pass ? [] : [reason]));
    expect(refused("c6i.8xlarge")).toEqual([]);
    expect(refused("c6i.large").join()).toContain("does not carry the volume's 10000");
  });
});

describe("steps down at once", () => {
  const { study, current } = group({});
  test.each([
    ["are one for a higher target", { target_cpu_percent: 55 }, 1],
    ["are one for a minimum and a target, of which one decides at a time", { min_size: 9, target_cpu_percent: 60 }, 1],
    ["are none for a lower target", { target_cpu_percent: 40 }, 0],
    ["are one for a medium that takes longer to answer", { volume_type: "gp3" }, 1],
    ["are two for fewer instances on such a medium: each step hides another wait", { min_size: 12, volume_type: "gp3" }, 2],
    ["are one for such a medium beneath more instances, which take nothing of it away", { min_size: 18, volume_type: "gp3" }, 1],
  ])("%s", (_name, to, rungs) => {
    expect(study.rungsDown({ ...current, ...to })).toBe(rungs);
  });
});
