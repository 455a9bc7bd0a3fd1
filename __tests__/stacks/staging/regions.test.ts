import { z } from "zod";
import { staging } from "../../../stacks/staging";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { Project } from "../../support/project";
import { describeWith } from "../../support/requirement";
import { initOffline, type Plan, planJson, scratch, terraformAvailable, validate } from "../../support/terraform";
import { DEPLOYMENTS, inventoryOf, openings } from "./deployments";

const NAME = "staging-pr-42";
const tagged = z.looseObject({ tags: z.record(z.string(), z.string()).nullish() });
const groupTags = z.looseObject({ tag: z.array(z.looseObject({ key: z.string(), value: z.string() })) });

describeWith([terraformAvailable()], "a protected staging deployment in two regions, planned by Terraform", () => {
  const at = new Project(scratch("staging-regions"), [staging], DEPLOYMENTS);
  let wide: Plan;

  beforeAll(async () => {
    at.synth();
    await initOffline(at.stack(NAME));
    wide = await planJson(at.stack(NAME));
  }, 240_000);

  test("is valid", async () => {
    expect(await validate(at.stack(NAME))).toEqual([]);
  });

  test("has everything once more in a further region, by that region's provider, with sizes and names of its own", () => {
    const inFurther = ({ address }: { readonly address: string }) => address.split(".")[1]?.startsWith("eu_west_1_") === true;
    const further = wide.resources.filter(inFurther);
    const primary = wide.resources.filter((resource) => !inFurther(resource));
    const kinds = (resources: typeof further) => resources.map(({ type }) => type).sort();
    expect(kinds(further)).toEqual(kinds(primary));
    expect(wide.at("aws_db_instance.eu_west_1_database_primary")).toMatchObject({ identifier: "staging-pr-42-eu-west-1-database" });
    expect(wide.at("aws_subnet.eu_west_1_network_private_a")).toMatchObject({ availability_zone: "eu-west-1a" });
    expect(wide.at("aws_vpc.eu_west_1_network_vpc")).toMatchObject({ cidr_block: "10.51.0.0/16" });
    expect(wide.variables).toMatchObject({ database_iops: 12_000, eu_west_1_database_iops: 12_000 });
  });

  test("publishes the inventory that the contract is made with, each component in its region", () => {
    const expected = inventoryOf(NAME);
    expect(wide.outputs.trimtab_inventory).toEqual(expected);
    expect([expected.database?.region, expected.eu_west_1_database?.region]).toEqual(["us-east-1", "eu-west-1"]);
    expect(wide.outputs).toHaveProperty("eu_west_1_loadtest_endpoints");
  });

  test("takes what exists in one region alone from that region's settings", () => {
    expect(wide.at("aws_lb_listener.balancer_listener_service")).toMatchObject({ port: 443, protocol: "TLS" });
    expect(wide.at("aws_lb_listener.eu_west_1_balancer_listener_service")).toMatchObject({ port: 80, protocol: "TCP" });
    expect(wide.at("aws_lambda_function.eu_west_1_seed_function").layers).toEqual([expect.stringContaining(":eu-west-1:")]);
  });

  test("tags what its settings call critical, groups and alarms among it, in every region and nothing beside it", () => {
    const critical = (plan: Plan): readonly string[] =>
      plan.resources.flatMap(({ address, after }) => {
        const tags = tagged.safeParse(after).data?.tags ?? {};
        const propagated = Object.fromEntries((groupTags.safeParse(after).data?.tag ?? []).map(({ key, value }) => [key, value]));
        const all = { ...tags, ...propagated };
        return all.CriticalPath === "true" ? [`${all.Component} ${address}`] : [];
      });
    const found = critical(wide);
    expect(new Set(found.map((line) => line.split(" ")[0]))).toEqual(
      new Set(["database", "service", "eu_west_1_database", "eu_west_1_service"]),
    );
    for (const address of [
      "database aws_db_instance.database_primary",
      "database aws_db_instance.database_replica[0]",
      "service aws_autoscaling_group.service_fleet_group_all",
      "eu_west_1_service aws_autoscaling_group.eu_west_1_service_fleet_group_all",
    ]) {
      expect(found).toContain(address);
    }
    expect(stagingPolicy.excludedTags).toEqual(["CriticalPath:true"]);
  });

  test("opens to others what its settings name", () => {
    expect(openings(wide)).toEqual(["10.50.0.0/16 443", "10.51.0.0/16 443", "10.51.0.0/16 80", "203.0.113.0/24 443", "203.0.113.0/24 80"]);
  });

  test("is kept", () => {
    expect(wide.at("aws_db_instance.database_primary")).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      delete_automated_backups: false,
      blue_green_update: [{ enabled: false }],
    });
    expect([...wide.ofType("aws_s3_bucket").values()].map(({ force_destroy: force }) => force)).toEqual(Array(4).fill(false));
    expect(wide.at("aws_lb.balancer_balancer")).toMatchObject({ enable_deletion_protection: true });
  });
});
