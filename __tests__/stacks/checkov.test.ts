import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { run } from "../support/command";
import { ROOT } from "../support/paths";
import { pythonAvailable, pythonEnvironment } from "../support/python-environment";
import { describeWith } from "../support/requirement";
import { type ProjectPlan, projectPlans, scratch, terraformAvailable } from "../support/terraform";

const REQUIREMENTS = join(ROOT, "__tests__", "support", "checkov-requirements.txt");
const SECONDS = 300;

/** What any scanner has to object to: a port for administrators that is open to everybody. */
const OPEN = {
  address: "aws_security_group.open",
  mode: "managed",
  type: "aws_security_group",
  name: "open",
  provider_name: "registry.terraform.io/hashicorp/aws",
} as const;
const OPEN_TO_EVERYBODY = "CKV_AWS_24";
const EVERYBODY = {
  name: "open",
  description: "everybody",
  ingress: [{ description: "anywhere", from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
};

const moduleSchema = z.looseObject({ root_module: z.looseObject({ resources: z.array(z.unknown()) }) });
const planSchema = z.looseObject({ planned_values: moduleSchema, configuration: moduleSchema, resource_changes: z.array(z.unknown()) });

/** The same plan with one resource more, by which every scan shows that it has read it. */
function withOpenPort(json: string): string {
  const plan = planSchema.parse(JSON.parse(json));
  plan.planned_values.root_module.resources.push({ ...OPEN, schema_version: 0, values: EVERYBODY });
  plan.configuration.root_module.resources.push({ ...OPEN, expressions: {} });
  plan.resource_changes.push({ ...OPEN, change: { actions: ["create"], before: null, after: EVERYBODY, after_unknown: {} } });
  return JSON.stringify(plan);
}

const finding = z.looseObject({ check_id: z.string(), resource: z.string(), file_path: z.string() });
const reportSchema = z.looseObject({
  check_type: z.literal("terraform_plan"),
  results: z.looseObject({ failed_checks: z.array(finding), parsing_errors: z.array(z.string()).default([]) }),
});

/** One run over all plans, since starting it costs most; it reads the project's `.checkov.yaml` by itself. */
describeWith([terraformAvailable(), pythonAvailable()], "checkov, over the plans of all stacks", () => {
  const root = scratch("checkov");
  let plans: readonly ProjectPlan[];
  let results: z.output<typeof reportSchema>["results"];
  const failed = (deployment: string) => results.failed_checks.filter(({ file_path }) => file_path === `/${deployment}/tfplan.json`);

  beforeAll(async () => {
    plans = await projectPlans();
    for (const { deployment, json } of plans) {
      mkdirSync(join(root, deployment));
      writeFileSync(join(root, deployment, "tfplan.json"), withOpenPort(json));
    }
    const checkov = join(await pythonEnvironment("checkov", REQUIREMENTS), "checkov");
    const { stdout, stderr } = await run(checkov, ["--directory", root, "--output", "json"], { cwd: ROOT, timeoutSeconds: SECONDS });
    if (!stdout.startsWith("{")) throw new Error(`checkov printed no report: ${stdout.slice(0, 2000)}${stderr}`);
    results = reportSchema.parse(JSON.parse(stdout)).results;
  });

  test("finds in each plan the port that was opened there for it to find", () => {
    expect(results.parsing_errors).toEqual([]);
    const blind = plans.filter(({ deployment }) => !failed(deployment).some((each) => each.check_id === OPEN_TO_EVERYBODY));
    expect(blind.map(({ deployment }) => deployment)).toEqual([]);
  });

  test("finds nothing else in any of them", () => {
    const others = plans.flatMap(({ deployment }) =>
      failed(deployment)
        .filter(({ resource }) => resource !== OPEN.address)
        .map(({ check_id, resource }) => `${deployment}: ${check_id} ${resource}`),
    );
    expect(others).toEqual([]);
  });
});
