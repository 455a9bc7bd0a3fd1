import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError, TerraformError } from "../../contract";
import { needsInit, terraformFailure } from "../rollout/terraform/failure";
import { run } from "../rollout/terraform/process";

export interface PlanRequest {
  /** Root module, initialised. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Has Terraform plan a root module as it stands and tell the plan as JSON. Locks nothing, refreshes nothing, leaves nothing behind.
 * @throws TerraformError where it cannot
 */
export async function planOf({ directory, environment }: PlanRequest): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "trimtab-init-"));
  const file = join(folder, "plan");
  const terraform = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await run({
      command: "terraform",
      args: [`-chdir=${directory}`, ...args],
      environment: { ...environment, TF_IN_AUTOMATION: "1", TF_INPUT: "0" },
    });
    if (code === 0) return stdout;
    if (code === null) {
      throw new TerraformError("The terraform program was not found", {
        hint: "Put it on the PATH, or write the plan's JSON elsewhere and name it with --plan FILE.",
      });
    }
    if (needsInit(stderr)) {
      throw new InputError(`${directory} is not initialised`, { hint: `Run: terraform -chdir=${directory} init` });
    }
    throw terraformFailure(args[0] ?? "", stderr || stdout, directory);
  };
  try {
    await terraform("plan", "-input=false", "-refresh=false", "-lock=false", "-no-color", `-out=${file}`);
    return await terraform("show", "-json", "-no-color", file);
  } finally {
    // A plan holds the state's values in the clear, secrets too.
    await rm(folder, { recursive: true, force: true });
  }
}
