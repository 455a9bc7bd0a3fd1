import { RdsInstance, type RdsInstanceProps } from "../../../modules/rds-instance";
import { problemsOf } from "../../support/construct";
import { instanceProps } from "./props";

const problems = (overrides: Partial<RdsInstanceProps>) =>
  problemsOf((stack) => new RdsInstance(stack, "database", { ...instanceProps, ...overrides }));

const timeZone = "America/New_York";
const nights = { stop: "0 20 * * 1-5", start: "0 7 * * 1-5", timeZone };

describe("properties of a PostgreSQL instance", () => {
  test.each<[string, Partial<RdsInstanceProps>]>([
    ["all defaults", {}],
    ["no replica", { readReplicas: 0 }],
    ["a small volume, whose IOPS nobody asks", { allocatedStorageGib: 399, iops: 3_000 }],
    ["the least IOPS of a striped volume", { allocatedStorageGib: 400, iops: 12_000 }],
    ["off-hours without replicas", { readReplicas: 0, offHours: nights }],
    ["no off-hours with replicas", { offHours: { stop: "", start: "", timeZone } }],
    ["blue/green, with replicas or without", { blueGreen: true }],
  ])("accepts %s", (_name, overrides) => expect(problems(overrides)).toEqual([]));

  test.each<[string, Partial<RdsInstanceProps>, string]>([
    ["10,000 IOPS on a striped volume", { iops: 10_000 }, "iops: 10000"],
    ["more IOPS than gp3 has", { iops: 64_001 }, "iops: 64001"],
    ["six replicas", { readReplicas: 6 }, "readReplicas: 6"],
    ["off-hours with a replica", { offHours: nights }, "readReplicas: 1"],
    ["a stop without a start", { readReplicas: 0, offHours: { ...nights, start: "" } }, "offHours:"],
    ["four cron fields", { readReplicas: 0, offHours: { ...nights, stop: "0 20 * *" } }, "offHours.stop"],
    ["days of both kinds", { readReplicas: 0, offHours: { ...nights, stop: "0 20 1 * 1" } }, "offHours.stop"],
    ["a zone that is none", { offHours: { stop: "", start: "", timeZone: "New York" } }, "offHours.timeZone"],
    ["no backup", { backupRetentionDays: 0 }, "backupRetentionDays: 0"],
    ["one zone", { availabilityZones: ["us-east-1a"] }, "availabilityZones"],
    ["another engine's version", { engineVersion: "8.0.35" }, "engineVersion"],
    ["a name that leaves no room for a snapshot's", { name: "a".repeat(48) }, "name:"],
  ])("rejects %s", (_name, overrides, problem) => {
    const found = problems(overrides);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
