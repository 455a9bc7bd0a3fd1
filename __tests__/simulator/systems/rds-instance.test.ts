import type { RdsParameters } from "../../../simulator/scenario/relational";
import { HOUR, isRising, measure, minutesOf, WORKING, worldOf } from "./world";

const world = (values: Parameters<typeof worldOf>[1] = {}) => worldOf("staging", values);
const changed = (values: Parameters<typeof worldOf>[1], change: (database: RdsParameters) => RdsParameters) =>
  worldOf("staging", values, (scenario) => {
    const database = scenario.components.database;
    if (database?.kind !== "rds-instance") throw new TypeError("staging's database is an RDS instance");
    return { ...scenario, components: { ...scenario.components, database: change(database) } };
  });
/** Tuesday's load test. */
const LOAD_TEST = Date.parse("2026-11-17T02:10:00Z") / 1000;

describe("an RDS instance", () => {
  it("smaller classes are busier and hold less memory free", () => {
    const classes = ["db.r6g.2xlarge", "db.r6g.xlarge", "db.r6g.large"].map((database_instance_class) =>
      world({ database_instance_class }),
    );
    expect(isRising(classes.map((of) => measure(of, "database/primary/cpu", "Average", LOAD_TEST)))).toBe(true);
    expect(isRising(classes.map((of) => -measure(of, "database/primary/freeable_memory", "Minimum", LOAD_TEST)))).toBe(true);
    // A cache that does not hold the working set reads from the volume.
    expect(measure(classes[2] ?? world(), "database/primary/read_iops", "Average", LOAD_TEST)).toBeGreaterThan(
      3 * measure(world(), "database/primary/read_iops", "Average", LOAD_TEST),
    );
  });

  it("operations under way are those that arrive while one takes its time (Little)", () => {
    const of = (metric: string) => measure(world(), `database/primary/${metric}`, "Average", LOAD_TEST, 40);
    const underWay = of("read_iops") * of("read_latency") + of("write_iops") * of("write_latency");
    expect(of("disk_queue_depth") / underWay).toBeGreaterThan(0.97);
    expect(of("disk_queue_depth") / underWay).toBeLessThan(1.03);
  });

  it("writes wait for a standby; without one they do not, and reads never did", () => {
    const single = world({ database_multi_az: false });
    const added =
      measure(world(), "database/primary/write_latency", "Average") - measure(single, "database/primary/write_latency", "Average");
    expect(added * 1000).toBeCloseTo(1.1, 1);
    expect(measure(single, "database/primary/read_latency", "Average")).toBeCloseTo(
      measure(world(), "database/primary/read_latency", "Average"),
      6,
    );
    expect(measure(world(), "database/replica_1/write_latency", "Average") * 1000).toBeLessThan(1);
  });

  it("reads go to the primary when the last replica goes; the replica is silent", () => {
    const readOnReplicas = (values: Parameters<typeof worldOf>[1] = {}) =>
      changed(values, ({ connections, ...database }) => ({
        ...database,
        readsOnReplicas: 0.4,
        connections: { ...connections, onPrimary: 0.65 },
      }));
    const some = readOnReplicas();
    const none = readOnReplicas({ database_read_replicas: 0 });
    expect(measure(none, "database/primary/cpu", "Average")).toBeGreaterThan(measure(some, "database/primary/cpu", "Average"));
    expect(measure(none, "database/replica_1/cpu", "Average")).toBeNaN();
    expect(measure(some, "database/replica_1/connections", "Maximum")).toBeGreaterThan(40);
    const network = (of: ReturnType<typeof world>, name: string) => measure(of, `database/${name}/network_out`, "Average", WORKING, 120);
    const [before, after] = [network(some, "primary") + network(some, "replica_1"), network(none, "primary")];
    // A replica's own share of applied writes is what is sent less.
    expect(after / before).toBeGreaterThan(0.8);
    expect(after / before).toBeLessThan(1.01);
  });

  it("a replica that nobody reads repeats writes without a connection", () => {
    expect(measure(world(), "database/replica_1/connections", "Maximum", LOAD_TEST)).toBe(0);
    expect(measure(world(), "database/replica_1/write_iops", "Average", LOAD_TEST)).toBeGreaterThan(0);
  });

  it("what is wanted over the IOPS that there are waits; credits drain over the class's baseline and come back under it", () => {
    const heavy = changed({ database_instance_class: "db.r6g.large" }, (database) => ({
      ...database,
      disk: { ...database.disk, writesPerWrite: 130 },
    }));
    const from = Date.parse("2026-11-17T00:00:00Z") / 1000;
    const balance = minutesOf(heavy, "database/primary/ebs_io_balance", "Minimum", from, 1440).filter((value) => !Number.isNaN(value));
    expect(balance[0]).toBe(100);
    expect(Math.min(...balance)).toBe(0);
    expect(balance.every((value) => value >= 0 && value <= 100)).toBe(true);
    const iops = minutesOf(heavy, "database/primary/write_iops", "Maximum", from, 1440);
    expect(Math.max(...iops)).toBeLessThan(12_000 * 1.1);
    expect(measure(heavy, "database/primary/write_latency", "Average", WORKING)).toBeGreaterThan(
      2 * measure(world(), "database/primary/write_latency", "Average", WORKING),
    );
  });

  it("storage fills day by day, and only its size makes room", () => {
    const free = (days: number) => measure(world(), "database/primary/free_storage", "Minimum", WORKING - days * 24 * HOUR, 5);
    expect((free(10) - free(0)) / 2 ** 30).toBeCloseTo(3.5, 1);
    const larger = world({ database_allocated_storage_gib: 1_200 });
    expect((measure(larger, "database/primary/free_storage", "Minimum", WORKING, 5) - free(0)) / 2 ** 30).toBeCloseTo(200, 6);
  });

  it("stopped in off-hours it publishes nothing, and is there again in the morning", () => {
    const scheduled = world({ database_off_hours: { stop: "0 20 * * 1-5", start: "0 7 * * MON-FRI" } });
    const at = (time: string) => minutesOf(scheduled, "database/primary/cpu", "Average", Date.parse(time) / 1000, 1)[0];
    expect(at("2026-11-16T19:59:00Z")).toBeGreaterThan(0);
    expect(at("2026-11-16T20:00:00Z")).toBeNaN();
    expect(at("2026-11-17T06:59:00Z")).toBeNaN();
    expect(at("2026-11-17T07:00:00Z")).toBeGreaterThan(0);
    expect(at("2026-11-15T12:00:00Z")).toBeNaN();
    expect(measure(scheduled, "database/primary/cpu", "Average")).toBe(measure(world(), "database/primary/cpu", "Average"));
  });
});
