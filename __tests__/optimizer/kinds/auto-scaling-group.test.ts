import { EC2 } from "../../../contract";
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
