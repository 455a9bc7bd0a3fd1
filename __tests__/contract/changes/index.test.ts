import { CHANGES, type Change, changeOf, EFFECTS, KINDS, type Kind, type TunableValue } from "../../../contract";

const sampleMoves: readonly (readonly [TunableValue, TunableValue])[] = [
  [1, 2],
  [2, 1],
  [true, false],
  [false, true],
  [["a", "b"], ["a"]],
  [["a"], ["a", "b"]],
  ["cache.r6gd.xlarge", "cache.r6g.xlarge"],
  ["cache.r6g.large", "cache.r6g.xlarge"],
  ["PROVISIONED", "PAY_PER_REQUEST"],
  ["PAY_PER_REQUEST", "PROVISIONED"],
  ["", "aurora-iopt1"],
  ["aurora-iopt1", ""],
];

const everyTunable = KINDS.flatMap((kind) => Object.keys(CHANGES[kind]).map((tunable) => [kind, tunable] as const));
const changesOf = (kind: Kind, tunable: string): readonly Change[] => sampleMoves.map(([from, to]) => changeOf(kind, tunable, from, to));

describe("the change table", () => {
  it.each(everyTunable)("%s.%s names its way back, its duration and an AWS page, wherever it goes", (kind, tunable) => {
    for (const change of changesOf(kind, tunable)) {
      expect(EFFECTS).toContain(change.effect);
      expect(change.typicalMinutes).toBeGreaterThan(0);
      expect(change.rollback.how).not.toBe("");
      expect(change.rollback.rtoMinutes).toBeGreaterThan(0);
      expect(change.rollback.rpoMinutes).toBeGreaterThanOrEqual(0);
      expect(change.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  it.each(everyTunable)("%s.%s announces every replacement, with the resource types that go", (kind, tunable) => {
    for (const change of changesOf(kind, tunable)) {
      expect(change.announcesReplacement ?? false).toBe(change.effect === "replace" || (change.announcesReplacement ?? false));
      expect(change.announcesReplacement === true ? (change.announcedDestroys ?? []).length : 1).toBeGreaterThan(0);
    }
  });

  it.each<[Kind, string]>([
    ["aurora-cluster", "writer_class"],
    ["aurora-global", "secondary_class"],
    ["rds-instance", "instance_class"],
    ["redis", "node_type"],
    ["redis", "shards"],
    ["redis", "replicas_per_shard"],
  ])("%s.%s does not wait for the maintenance window", (kind, tunable) => {
    expect(changeOf(kind, tunable, 2, 1).applyMode).toBe("apply_immediately");
  });

  it("rejects a tunable that the kind does not have, naming those it has", () => {
    expect(() => changeOf("dax", "shards", 1, 2)).toThrow('a component of kind dax has no tunable "shards"');
    expect(() => changeOf("dax", "toString", 1, 2)).toThrow("no tunable");
  });
});

it.each<[string, TunableValue, TunableValue]>([
  ["instance_class", "db.r6g.2xlarge", "db.r6g.xlarge"],
  ["multi_az", true, false],
  ["iops", 14_000, 12_000],
])("the way back of rds-instance.%s names the snapshot that the stack takes before it", (tunable, from, to) => {
  const { announcedDestroys, rollback } = changeOf("rds-instance", tunable, from, to);
  expect(announcedDestroys).toContain("aws_db_snapshot");
  expect(rollback.data).toContain("<name>-before-<hash>");
});

describe("direction matters", () => {
  it.each<[Kind, string, TunableValue, TunableValue, Change["effect"]]>([
    ["aurora-cluster", "readers", 4, 5, "online"],
    ["aurora-cluster", "readers", 5, 4, "restart"],
    ["aurora-cluster", "backup_retention_days", 14, 35, "online"],
    ["aurora-cluster", "backup_retention_days", 35, 14, "one-way"],
    ["aurora-global", "secondary_regions", ["us-west-2"], ["us-west-2", "eu-west-1"], "online"],
    ["aurora-global", "secondary_regions", ["us-west-2", "eu-west-1"], ["us-west-2"], "one-way"],
    ["redis", "node_type", "cache.r6gd.8xlarge", "cache.r6gd.xlarge", "online"],
    ["redis", "node_type", "cache.r6g.xlarge", "cache.r6g.8xlarge", "online"],
    ["redis", "node_type", "cache.r6gd.8xlarge", "cache.r6g.8xlarge", "replace"],
    ["redis", "node_type", "cache.r6g.8xlarge", "cache.r6gd.8xlarge", "replace"],
    ["dynamodb-table", "indexes", ["ByStatus"], ["ByStatus", "ByOwner"], "online"],
    ["dynamodb-table", "indexes", ["ByStatus", "ByOwner"], ["ByOwner"], "one-way"],
    ["dynamodb-table", "stream", true, false, "one-way"],
    ["dynamodb-table", "consolidated", false, true, "online"],
    ["dynamodb-table", "consolidated", true, false, "one-way"],
    ["dynamodb-table", "stream", false, true, "online"],
    ["rds-instance", "read_replicas", 1, 0, "one-way"],
    ["rds-instance", "read_replicas", 0, 1, "online"],
  ])("%s.%s from %j to %j is %s", (kind, tunable, from, to, effect) => {
    expect(changeOf(kind, tunable, from, to).effect).toBe(effect);
  });

  it("warns, on the way to on-demand, that the tfvars alone do not bring a table's capacity back", () => {
    expect(changeOf("dynamodb-table", "billing_mode", "PROVISIONED", "PAY_PER_REQUEST").rollback.precondition).toMatch(/1 unit/);
    expect(changeOf("dynamodb-table", "billing_mode", "PAY_PER_REQUEST", "PROVISIONED").applyMode).toBe("api_first");
  });

  it("warns that Terraform does not leave aurora-iopt1 by itself", () => {
    expect(changeOf("aurora-cluster", "storage_type", "", "aurora-iopt1").rollback.precondition).toMatch(/nothing happens/);
    expect(changeOf("aurora-cluster", "storage_type", "aurora-iopt1", "").applyMode).toBe("api_first");
  });
});
