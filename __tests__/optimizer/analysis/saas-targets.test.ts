import { type Component, DATABASE, EC2, GIB, type Values, variableName } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { byRole, QUIET_GLOBAL } from "../../support/database-load";
import { type Measures, snapshotOf } from "../../support/snapshot";

type Name = "database" | "app_service" | "cache";

/** One look-back after the other: what is proposed is in force when the next begins, and the same demand falls on it. */
function ladder(component: Name, measuresOf: (settings: (tunable: string) => string | number) => Measures[string]): readonly Values[] {
  const components: Readonly<Record<string, Component>> = { [component]: saasContract.components[component] };
  const way: Values[] = [];
  let values: Values = {};
  for (let i = 0; i < 6; i++) {
    const inForce = values;
    const setting = (tunable: string): string | number => {
      const variable = variableName(component, tunable);
      const found = inForce[variable] ?? snapshotOf({ measures: {}, components, days: 1, minuteDays: 1 }).current[variable];
      return typeof found === "number" || typeof found === "string" ? found : "";
    };
    const snapshot = snapshotOf({
      measures: { [component]: measuresOf(setting) },
      components,
      policy: { ...saasPolicy, slos: [], scaleUpTriggers: [] },
      values: inForce,
      days: 60,
      minuteDays: 4,
    });
    const [recommendation] = analyze(snapshot).recommendations;
    if (recommendation === undefined) break;
    values = { ...values, ...Object.fromEntries(recommendation.changes.map(({ variable, to }) => [variable, to])) };
    way.push(Object.fromEntries(Object.entries(values).map(([variable, value]) => [variable.slice(component.length + 1), value])));
  }
  return way;
}

test("the group ends at 6 to 15 m5.2xlarge, where the brief lets it", () => {
  const way = ladder("app_service", (setting) => {
    const vcpus = EC2.get(String(setting("instance_type")))?.vcpus ?? Number.NaN;
    const instances = Number(setting("min_size"));
    // 12 cores of demand over three zones, and 12 GiB of every instance.
    return { cpu: 12 / (vcpus * instances), in_service: instances / 3, memory: 12 / (vcpus * 4), network_in: 1e6, network_out: 4e6 };
  });
  expect(way.at(-1)).toMatchObject({ instance_type: "m5.2xlarge", min_size: 6, max_size: 15 });
});

test("Redis ends at 2 shards of 1 replica on cache.r6g.xlarge", () => {
  const way = ladder("cache", (setting) => {
    const shards = Number(setting("shards"));
    const gib =
      { "cache.r6g.xlarge": 26.32, "cache.r6g.2xlarge": 52.82, "cache.r6g.4xlarge": 105.81 }[String(setting("node_type"))] ?? Number.NaN;
    const used = 20 / shards / (gib * 0.75);
    return {
      engine_cpu: 0.16 / shards,
      cpu: 0.05,
      capacity_used: used,
      bytes_used: (20 / shards) * GIB,
      memory_used: used,
      network_in: 1e6,
      network_out: 2e6,
      evictions: 0,
      hits: 400,
      misses: 4,
      get_commands: 300,
      set_commands: 60,
    };
  });
  expect(way.at(-1)).toMatchObject({ node_type: "cache.r6g.xlarge", shards: 2, replicas_per_shard: 1 });
});

test("the database ends with a db.r6g.xlarge writer, one reader, 14 days of backup and no copies", () => {
  const way = ladder("database", (setting) => {
    const spec = DATABASE.get(String(setting("writer_class")));
    const vcpus = spec?.vcpus ?? Number.NaN;
    const readers = Number(setting("readers"));
    return {
      ...QUIET_GLOBAL,
      cpu: byRole(0.6 / vcpus, 0.8 / readers / vcpus, 0.02),
      connections: byRole(200, 200, 0),
      // Buffers take three quarters of whatever there is.
      freeable_memory: (spec?.memoryGib ?? Number.NaN) * 0.2 * GIB,
      free_local_storage: 20 * GIB,
    };
  });
  expect(way.map(({ writer_class }) => writer_class)).toEqual(["db.r6g.2xlarge", "db.r6g.xlarge"]);
  expect(way.at(-1)).toEqual({
    writer_class: "db.r6g.xlarge",
    failover_reader_class: "db.r6g.xlarge",
    readers: 1,
    secondary_regions: [],
    backup_retention_days: 14,
  });
});
