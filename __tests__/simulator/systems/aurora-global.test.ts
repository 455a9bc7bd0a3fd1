import { isRising, measure, worldOf } from "./world";

const world = (values: Parameters<typeof worldOf>[1] = {}) => worldOf("saas", values);
const oneRegion = { database_secondary_regions: ["eu-west-1"] };

describe("a global database", () => {
  it("smaller writers are busier; readers and secondaries do not notice", () => {
    const classes = ["db.r6g.4xlarge", "db.r6g.2xlarge", "db.r6g.xlarge"].map((database_writer_class) => world({ database_writer_class }));
    expect(isRising(classes.map((of) => measure(of, "database/writer/cpu", "Average")))).toBe(true);
    for (const other of ["reader_2", "instance_eu_west_1_1"]) {
      expect(new Set(classes.map((of) => measure(of, `database/${other}/cpu`, "Average"))).size).toBe(1);
    }
  });

  it("a region that is given up is silent; the other goes on as before", () => {
    const one = world(oneRegion);
    for (const series of ["cluster_us_west_2/global_replication_lag", "cluster_us_west_2/global_transfer", "instance_us_west_2_1/cpu"]) {
      expect(measure(world(), `database/${series}`, "Maximum")).toBeGreaterThan(0);
      expect(measure(one, `database/${series}`, "Maximum")).toBeNaN();
    }
    expect(measure(one, "database/cluster_eu_west_1/global_replication_lag", "Average")).toBe(
      measure(world(), "database/cluster_eu_west_1/global_replication_lag", "Average"),
    );
  });

  it("replicated writes are billed once for every region: none without a copy", () => {
    const billed = (values: Parameters<typeof worldOf>[1]) => measure(world(values), "database/cluster/global_replicated_writes", "Sum");
    expect(billed({}) / billed(oneRegion)).toBeCloseTo(2, 3);
    expect(billed({ database_secondary_regions: [] })).toBeNaN();
  });

  it("the lag grows where the copy is too small for its reads", () => {
    const starved = (database_secondary_class: string) =>
      worldOf("saas", { database_secondary_class }, (scenario) => {
        const database = scenario.components.database;
        if (database?.kind !== "aurora-global") throw new TypeError("saas has a global database");
        const reads = { ...database.secondary.reads, ratePerSecond: 1_500 };
        return {
          ...scenario,
          components: { ...scenario.components, database: { ...database, secondary: { ...database.secondary, reads } } },
        };
      });
    const lag = (of: string) => measure(starved(of), "database/cluster_eu_west_1/global_replication_lag", "Average");
    expect(lag("db.r6g.xlarge")).toBeGreaterThan(1.3 * lag("db.r6g.4xlarge"));
  });

  it("what would be lost in a failover is older than the lag is long", () => {
    expect(measure(world(), "database/cluster_eu_west_1/global_rpo_lag", "Maximum")).toBeGreaterThan(
      measure(world(), "database/cluster_eu_west_1/global_replication_lag", "Average"),
    );
  });
});
