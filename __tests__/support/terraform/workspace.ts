import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { run, runOk } from "../command";
import { withLock } from "../lock";
import { CACHE } from "../paths";
import { cliConfigFile, PROVIDER_VERSION, terraformEnvironment } from "./cli";
import { Plan } from "./plan";
import { overrideProviders, requiredProviders } from "./provider-override";

export const LOCK_FILE = ".terraform.lock.hcl";

/** Nothing is asked of AWS: a plan from an empty state then needs no endpoint, so long as no data source calls one. */
const OFFLINE_PROVIDER = {
  access_key: "test",
  secret_key: "test",
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  skip_requesting_account_id: true,
} as const;

const stackSchema = z.looseObject({ terraform: z.looseObject({}).optional() });

/** One initialized data directory (provider, lock file, local backend), made once and shared by every stack under test. */
export async function sharedDataDirectory(): Promise<string> {
  const key = createHash("sha256").update(PROVIDER_VERSION).update(readFileSync(cliConfigFile())).digest("hex").slice(0, 12);
  const root = join(CACHE, `terraform-${key}`);
  const done = join(root, "done");
  if (existsSync(done)) return root;
  return withLock(`${root}.lock`, 900, async () => {
    if (existsSync(done)) return root;
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root, { recursive: true });
    writeFileSync(
      join(root, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: requiredProviders, backend: { local: {} } } }),
    );
    await runOk("terraform", ["init", "-no-color"], { cwd: root, env: terraformEnvironment(), timeoutSeconds: 600 });
    writeFileSync(done, "");
    return root;
  });
}

/**
 * Makes a synthesized stack (the folder of its `cdk.tf.json`) ready for `validate` and `plan` without AWS, registry or network.
 * @param region of providers that the stack does not configure itself
 */
export async function initOffline(stackDir: string, region = "us-east-1"): Promise<void> {
  const file = join(stackDir, "cdk.tf.json");
  const stack = stackSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  writeFileSync(file, JSON.stringify({ ...stack, terraform: { ...stack.terraform, backend: { local: {} } } }, null, 2));
  overrideProviders(stackDir, OFFLINE_PROVIDER, region);
  copyFileSync(join(await sharedDataDirectory(), LOCK_FILE), join(stackDir, LOCK_FILE));
}

async function offlineEnvironment(): Promise<Readonly<Record<string, string | undefined>>> {
  return { ...terraformEnvironment(), TF_DATA_DIR: join(await sharedDataDirectory(), ".terraform") };
}

const diagnostics = z.object({
  valid: z.boolean(),
  diagnostics: z.array(z.looseObject({ severity: z.string(), summary: z.string(), detail: z.string().optional() })),
});

/** What `terraform validate` finds, one line each; a clean stack gives none. */
export async function validate(stackDir: string): Promise<readonly string[]> {
  const outcome = await run("terraform", ["validate", "-json"], { cwd: stackDir, env: await offlineEnvironment() });
  return diagnostics.parse(JSON.parse(outcome.stdout)).diagnostics.map((d) => `${d.severity}: ${d.summary} ${d.detail ?? ""}`.trim());
}

export interface PlanOptions {
  /** Values of a `-var-file`, as an override gives them. */
  readonly tfvars?: Readonly<Record<string, unknown>>;
}

/**
 * Plans a stack from an empty state with the real provider, after {@link initOffline}. Takes 2.3 s or more: plan once per case.
 * @throws with Terraform's output where the plan fails, e.g. because a variable's validation refuses a value
 */
export const planJson = async (stackDir: string, options: PlanOptions = {}): Promise<Plan> => Plan.parse(await planText(stackDir, options));

/** What {@link planJson} parses: all of `terraform show -json`. */
export async function planText(stackDir: string, { tfvars }: PlanOptions = {}): Promise<string> {
  const env = await offlineEnvironment();
  const varFile = join(stackDir, "test.tfvars.json");
  if (tfvars !== undefined) writeFileSync(varFile, JSON.stringify(tfvars));
  const variables = tfvars === undefined ? [] : [`-var-file=${varFile}`];
  const options = { cwd: stackDir, env, timeoutSeconds: 180 };
  await runOk("terraform", ["plan", "-no-color", "-lock=false", "-refresh=false", "-out=test.plan", ...variables], options);
  return (await runOk("terraform", ["show", "-json", "test.plan"], options)).stdout;
}
