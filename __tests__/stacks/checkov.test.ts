import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { run } from "../support/command";
import { ROOT } from "../support/paths";
import { pythonAvailable, pythonEnvironment } from "../support/python-environment";
import { describeWith } from "../support/requirement";
import { projectPlans, scratch, terraformAvailable } from "../support/terraform";

const REQUIREMENTS = join(ROOT, "__tests__", "support", "checkov-requirements.txt");
const SECONDS = 300;

/** What any scanner has to object to: a port for administrators that is open to everybody. */
const PLANTED = {
  name: "planted",
  address: "aws_security_group.open",
  json: JSON.stringify(
    planOf("aws_security_group", "open", {
      name: "open",
      description: "everybody",
      ingress: [{ description: "anywhere", from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
    }),
  ),
};

function planOf(type: string, name: string, values: Readonly<Record<string, unknown>>) {
  const resource = { address: `${type}.${name}`, mode: "managed", type, name, provider_name: "registry.terraform.io/hashicorp/aws" };
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: [{ ...resource, schema_version: 0, values }] } },
    resource_changes: [{ ...resource, change: { actions: ["create"], before: null, after: values, after_unknown: {} } }],
    configuration: { root_module: { resources: [{ ...resource, expressions: {} }] } },
  };
}

const finding = z.looseObject({ check_id: z.string(), resource: z.string(), file_path: z.string() });
const reportSchema = z.looseObject({
  check_type: z.literal("terraform_plan"),
  results: z.looseObject({ passed_checks: z.array(finding), failed_checks: z.array(finding), parsing_errors: z.array(z.string()) }),
});

/** One run over all plans, since starting it costs most; it reads the project's `.checkov.yaml` by itself. */
describeWith([terraformAvailable(), pythonAvailable()], "checkov, over the plans of all stacks", () => {
  const root = scratch("checkov");
  let report: z.output<typeof reportSchema>["results"];
  let deployments: readonly string[];
  const of = (findings: readonly z.output<typeof finding>[], name: string) =>
    findings.filter(({ file_path }) => file_path.split("/").includes(name)).map(({ check_id, resource }) => `${check_id} ${resource}`);

  beforeAll(async () => {
    const plans = await projectPlans();
    deployments = plans.map(({ deployment }) => deployment);
    for (const { name, json } of [PLANTED, ...plans.map(({ deployment, json }) => ({ name: deployment, json }))]) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, "tfplan.json"), json);
    }
    const checkov = join(await pythonEnvironment("checkov", REQUIREMENTS), "checkov");
    const { stdout, stderr } = await run(checkov, ["--directory", root, "--output", "json"], { cwd: ROOT, timeoutSeconds: SECONDS });
    const parsed = reportSchema.safeParse(JSON.parse(stdout));
    if (!parsed.success) throw new Error(`checkov printed no report: ${stdout.slice(0, 2000)}${stderr}`);
    report = parsed.data.results;
  });

  test("finds nothing in any stack, of many things that it looks at", () => {
    expect(report.parsing_errors).toEqual([]);
    for (const name of deployments) {
      expect({ name, failed: of(report.failed_checks, name) }).toEqual({ name, failed: [] });
      expect({ name, passed: of(report.passed_checks, name).length > 0 }).toEqual({ name, passed: true });
    }
  });

  test("finds a port that is open to everybody", () => {
    expect(of(report.failed_checks, PLANTED.name)).toContain(`CKV_AWS_24 ${PLANTED.address}`);
  });
});
