import { componentsIn, defaultsOf, policyIn, regionPrefix, tunablesOf, valuesIn } from "../../contract";
import { stagingPolicy } from "../../stacks/staging/policy";
import { stagingContract } from "../../stacks/staging/tunables";

const { components } = stagingContract;
const FURTHER = ["eu-west-1", "ap-southeast-2"] as const;
const inAll = componentsIn(components, FURTHER);
const policy = policyIn(stagingPolicy, FURTHER);

describe("a deployment in several regions", () => {
  test("has the primary's components by their plain names, and each further region's beside them", () => {
    const names = Object.keys(components);
    expect(Object.keys(inAll)).toEqual([...names, ...FURTHER.flatMap((region) => names.map((name) => `${regionPrefix(region)}${name}`))]);
    expect(inAll.database).toBe(components.database);
    expect(inAll.eu_west_1_database).toMatchObject({ kind: "rds-instance", tunables: components.database.tunables });
  });

  test("has sizes of its own in each", () => {
    expect(defaultsOf(inAll)).toMatchObject({
      database_iops: 12_000,
      eu_west_1_database_iops: 12_000,
      ap_southeast_2_database_iops: 12_000,
    });
    expect(Object.keys(defaultsOf(inAll))).toHaveLength(3 * Object.keys(defaultsOf(components)).length);
  });

  test("asks the policy of each region's components, under names that say which region is meant", () => {
    const { slos, scaleUpTriggers, alerting, observation } = policy;
    for (const [all, one] of [
      [slos, stagingPolicy.slos],
      [scaleUpTriggers, stagingPolicy.scaleUpTriggers],
      [alerting.health, stagingPolicy.alerting.health],
      [observation.triggers, stagingPolicy.observation.triggers],
    ] as const) {
      expect(all).toHaveLength(3 * one.length);
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    }
    expect(slos.map(({ component, name }) => `${component}: ${name}`)).toEqual([
      "service: connection error rate",
      "eu_west_1_service: connection error rate in eu-west-1",
      "ap_southeast_2_service: connection error rate in ap-southeast-2",
    ]);
  });

  test("turns every size of every region in some phase, as the policy does in one", () => {
    const turned = (of: typeof policy) => of.phases.map(({ turns }) => turns.map(({ component, tunables }) => [component, tunables]));
    expect(turned(policy).map(({ length }) => length)).toEqual(turned(stagingPolicy).map(({ length }) => 3 * length));
    for (const { component, tunables } of policy.phases.flatMap(({ turns }) => turns)) {
      const definition = inAll[component];
      expect(definition === undefined ? [] : [...tunablesOf(definition).keys()]).toEqual(expect.arrayContaining([...tunables]));
    }
  });

  test("gives a region its own values, by the names that the primary's have", () => {
    const values = { database_iops: 12_000, eu_west_1_database_iops: 16_000, eu_west_1_cache_shards: 3, ap_southeast_2_cache_shards: 4 };
    expect(valuesIn(values, "eu-west-1")).toEqual({ database_iops: 16_000, cache_shards: 3 });
  });

  test("in one region is what it was", () => {
    expect(componentsIn(components, [])).toEqual(components);
    expect(policyIn(stagingPolicy, [])).toEqual(stagingPolicy);
  });
});
