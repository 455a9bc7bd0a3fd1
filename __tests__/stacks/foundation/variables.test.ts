import { Project } from "../../support/project";
import { describeWith } from "../../support/requirement";
import { smallStack } from "../../support/small-stack";
import { initOffline, planJson, scratch, terraformAvailable, validate } from "../../support/terraform";

describeWith([terraformAvailable()], "the variables of a stack, under Terraform", () => {
  const at = new Project(scratch("variables"), [smallStack]);
  const dir = at.stack("trading");

  beforeAll(async () => {
    at.synth();
    await initOffline(dir);
  });

  test("validate, and reach the resources that take their tokens", async () => {
    expect(await validate(dir)).toEqual([]);
    const plan = await planJson(dir, {
      tfvars: {
        service_instance_type: "c6i.large",
        service_min_size: 3,
        table_indexes: ["ByUser", "ByDay"],
        table_stream: false,
        service_off_hours: { stop: "0 20 * * 1-5", start: "0 6 * * 1-5" },
      },
    });
    expect(plan.outputs.sizes).toEqual({ type: "c6i.large", least: 3, stream: false, indexes: ["ByUser", "ByDay"], stop: "0 20 * * 1-5" });
  });

  const refused: readonly [string, Readonly<Record<string, unknown>>, readonly string[]][] = [
    [
      "what synth refuses, each with the allowed values",
      {
        service_instance_type: "c6i.metal",
        service_max_size: 1.5,
        table_indexes: ["ByDay", "ByDay"],
        service_off_hours: { stop: "at eight", start: "" },
      },
      [
        'service_instance_type takes one of "c6i.large", "c6i.xlarge".',
        "service_max_size takes a whole number from 1 to 10 (instances).",
        "table_indexes takes a list without repetition",
        "service_off_hours takes",
      ],
    ],
    ["a least above its greatest", { service_min_size: 5 }, ["service_min_size may not be greater than service_max_size."]],
  ];
  test.each(refused)("refuse %s", async (_name, tfvars, messages) => {
    const failure: unknown = await planJson(dir, { tfvars }).catch((error: unknown) => error);
    const text = String(failure).replace(/[│\s]+/g, " ");
    for (const message of messages) expect(text).toContain(message);
  });

  test("let no override through that rests on simulated measurements", async () => {
    at.override({ service_min_size: 3 }, { source: "simulator" });
    at.synth();
    await initOffline(dir);
    await expect(planJson(dir)).rejects.toThrow(/rests on simulated measurements/);
  });
});
