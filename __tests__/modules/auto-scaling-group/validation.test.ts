import { App, TerraformStack } from "cdktf";
import { InputError } from "../../../contract";
import { AutoScalingGroup, type AutoScalingGroupProps } from "../../../modules/auto-scaling-group";
import { stepAdjustments } from "../../../modules/auto-scaling-group/steps";
import { groupProps } from "./props";

const build = (overrides: Partial<AutoScalingGroupProps>) => () =>
  new AutoScalingGroup(new TerraformStack(new App(), "test"), "fleet", { ...groupProps, ...overrides });

const problemsOf = (action: () => unknown): readonly string[] => {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

const MIBPS = (volumeThroughputMibps: number) => ({ volumeThroughputMibps });
/** Carries 40,000 IOPS. */
const LARGE = { instanceType: "c6i.8xlarge" };
const NIGHTS = { stop: "0 20 * * 1-5", start: "0 7 * * 1-5", timeZone: "America/New_York" };

describe("an auto-scaling group's properties", () => {
  test.each<[string, Partial<AutoScalingGroupProps>, Partial<AutoScalingGroupProps>]>([
    ["name", { name: "trading-orders" }, { name: "orders!" }],
    ["zones", { zones: groupProps.zones.slice(0, 1) }, { zones: [] }],
    ["zones", {}, { zones: [...groupProps.zones, ...groupProps.zones] }],
    ["partitionCount", { partitionCount: 7 }, { partitionCount: 8 }],
    ["maxSize", { maxSize: 15 }, { maxSize: 14 }],
    ["targetCpuPercent", { targetCpuPercent: 100 }, { targetCpuPercent: 0 }],
    ["amiId", { amiId: "ami-01234567" }, { amiId: "latest" }],
    ["securityGroupIds", {}, { securityGroupIds: [] }],
    ["volumeIops", { volumeIops: 100 }, { volumeIops: 99 }],
    ["volumeIops", { volumeSizeGib: 10 }, { volumeSizeGib: 9 }],
    ["volumeType", { volumeType: "gp3" }, { volumeType: "gp2" }],
    ["volumeIops", { volumeType: "gp3", volumeIops: 3_000 }, { volumeType: "gp3", volumeIops: 2_999 }],
    ["volumeIops", { ...LARGE, volumeType: "gp3", volumeIops: 16_000 }, { ...LARGE, volumeType: "gp3", volumeIops: 16_001 }],
    ["volumeIops", { volumeType: "gp3", volumeSizeGib: 20 }, { volumeType: "gp3", volumeSizeGib: 19 }],
    ["volumeThroughputMibps", { ...MIBPS(125), volumeType: "gp3" }, { ...MIBPS(124), volumeType: "gp3" }],
    ["volumeThroughputMibps", { ...MIBPS(1_000), volumeType: "gp3" }, { ...MIBPS(1_001), volumeType: "gp3" }],
    [
      "volumeThroughputMibps",
      { ...MIBPS(750), volumeType: "gp3", volumeIops: 3_000 },
      { ...MIBPS(751), volumeType: "gp3", volumeIops: 3_000 },
    ],
    ["volumeThroughputMibps", {}, MIBPS(125)],
    ["volumeSizeGib", { volumeSizeGib: 4, volumeIops: 100 }, { volumeSizeGib: 3, volumeIops: 100 }],
    ["instanceType", { instanceType: "c6i.2xlarge" }, { instanceType: "c6i.xlarge" }],
    ["enaExpress", { enaExpress: true }, { enaExpress: true, instanceType: "c6i.4xlarge" }],
    ["maxHealthyPercent", { maxHealthyPercent: 200, minHealthyPercent: 100 }, { maxHealthyPercent: 99 }],
    ["minHealthyPercent", { maxHealthyPercent: 110, minHealthyPercent: 10 }, { maxHealthyPercent: 111, minHealthyPercent: 10 }],
    ["offHours", { offHours: { ...NIGHTS, stop: "", start: "" } }, { offHours: { ...NIGHTS, start: "" } }],
    ["offHours.stop", { offHours: NIGHTS }, { offHours: { ...NIGHTS, stop: "8 pm" } }],
    ["offHours.timeZone", { offHours: { ...NIGHTS, timeZone: "UTC" } }, { offHours: { ...NIGHTS, timeZone: "-05:00" } }],
    ["minHealthyPercent", { minHealthyPercent: 100 }, { minHealthyPercent: 101 }],
    ["checkpointPercents", { checkpointPercents: [10, 100] }, { checkpointPercents: [50, 20, 100] }],
    ["checkpointPercents", { checkpointPercents: [100] }, { checkpointPercents: [20, 50] }],
    ["checkpointDelaySeconds", { checkpointDelaySeconds: 0 }, { checkpointDelaySeconds: 172_801 }],
  ])("%s: %j is accepted, %j refused", (name, fine, wrong) => {
    expect(problemsOf(build(fine))).toEqual([]);
    expect(problemsOf(build(wrong))).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  test("an io2 volume needs a number of IOPS, a gp3 one none", () => {
    const { volumeIops: _, ...without } = groupProps;
    const built = (volumeType: "io2" | "gp3") => () =>
      new AutoScalingGroup(new TerraformStack(new App(), "test"), "fleet", { ...without, volumeType });
    expect(problemsOf(built("gp3"))).toEqual([]);
    expect(problemsOf(built("io2"))).toEqual([expect.stringContaining("volumeIops: is missing")]);
  });

  test("all that is wrong comes in one error, with the construct's place", () => {
    const wrong = build({ name: "", amiId: "latest", targetCpuPercent: 0 });
    expect(wrong).toThrow("fleet cannot be built");
    expect(problemsOf(wrong).map((problem) => problem.split(":")[0])).toEqual(["name", "targetCpuPercent", "amiId"]);
  });
});

describe("steps of a scale-up", () => {
  const step = (atTimesLimit: number, addPercent: number) => ({ atTimesLimit, addPercent });

  test("lie at multiples of the alarm's threshold, and the last one is open", () => {
    expect(stepAdjustments(15, [step(1, 20), step(2, 50)])).toEqual([
      { scalingAdjustment: 20, metricIntervalLowerBound: "0", metricIntervalUpperBound: "15" },
      { scalingAdjustment: 50, metricIntervalLowerBound: "15" },
    ]);
  });

  test.each([
    ["begin above the limit", [step(2, 50)]],
    ["descend", [step(1, 20), step(3, 50), step(2, 30)]],
    ["are missing", []],
  ])("that %s are refused", (_name, steps) => {
    expect(() => stepAdjustments(15, steps)).toThrow(InputError);
  });
});
