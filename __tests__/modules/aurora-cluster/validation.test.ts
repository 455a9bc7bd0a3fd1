import { AuroraCluster, type AuroraClusterProps } from "../../../modules/aurora-cluster";
import { problemsOf } from "../../support/construct";
import { clusterProps } from "./props";

const problems = (overrides: Partial<AuroraClusterProps>) =>
  problemsOf((stack) => new AuroraCluster(stack, "database", { ...clusterProps, ...overrides }));

describe("properties of an Aurora cluster", () => {
  test.each<[string, Partial<AuroraClusterProps>]>([
    ["all defaults", {}],
    ["one reader", { readers: 1 }],
    ["fifteen readers", { readers: 15 }],
    ["I/O-Optimized storage", { storageType: "aurora-iopt1" }],
    ["Performance Insights for two years", { performanceInsightsRetentionDays: 731 }],
    ["Performance Insights for three months", { performanceInsightsRetentionDays: 93 }],
    ["a MySQL version for MySQL", { engine: "mysql", engineVersion: "8.0.mysql_aurora.3.04.3" }],
  ])("accepts %s", (_name, overrides) => expect(problems(overrides)).toEqual([]));

  test.each<[string, Partial<AuroraClusterProps>, string]>([
    ["no reader", { readers: 0 }, "readers: 0"],
    ["sixteen readers", { readers: 16 }, "readers: 16"],
    ["retention of 36 days", { backupRetentionDays: 36 }, "backupRetentionDays: 36"],
    ["storage of another service", { storageType: "gp3" }, 'storageType: "gp3"'],
    ["a MySQL version for PostgreSQL", { engineVersion: "8.0.mysql_aurora.3.04.3" }, "engineVersion"],
    ["a PostgreSQL version for MySQL", { engine: "mysql", engineVersion: "16.6" }, "engineVersion"],
    ["one zone", { availabilityZones: ["us-east-1a"] }, "availabilityZones"],
    ["the same zone twice", { availabilityZones: ["us-east-1a", "us-east-1a"] }, "availabilityZones"],
    ["monitoring every 20 seconds", { monitoringIntervalSeconds: 20 }, "monitoringIntervalSeconds: 20"],
    ["Performance Insights for 90 days", { performanceInsightsRetentionDays: 90 }, "performanceInsightsRetentionDays: 90"],
    ["a name that leaves no room for -failover-reader", { name: "a".repeat(48) }, "name:"],
    ["a cache's node type as class", { writerClass: "cache.r6g.large" }, "writerClass"],
  ])("rejects %s", (_name, overrides, problem) => {
    const found = problems(overrides);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  test("names all problems of one cluster in one error", () => {
    expect(problems({ readers: 0, backupRetentionDays: 0, storageType: "io2", name: "UPPER" })).toHaveLength(4);
  });
});
