import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { TerraformError } from "../../../contract";
import { type Plan, parsePlan } from "../plan-check";
import { needsInit, terraformFailure } from "./failure";
import { type Finished, run } from "./process";

export { type Finished, type Invocation, run } from "./process";

/** Terraform in the synthesized directory of one deployment. Every failure is a {@link TerraformError} that says what to do. */
export interface Terraform {
  /** Writes a plan file; initialises first where that is needed. */
  plan(): Promise<SavedPlan>;
  /** Applies exactly the plan that was saved and checked. */
  apply(saved: SavedPlan): Promise<void>;
}

export interface SavedPlan {
  readonly file: string;
  readonly empty: boolean;
  readonly plan: Plan;
}

export interface TerraformSettings {
  /** Where the stack was synthesized. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly progress: (line: string) => void;
}

/** Of this run alone: another one may not put its plan in the place of one that was checked. */
const PLAN_FILE = `trimtab-${process.pid}.tfplan`;
const LOCK_TIMEOUT = "5s";
const CHANGES = 2;

export function terraformIn({ directory, environment, progress }: TerraformSettings): Terraform {
  const terraform = async (...args: readonly string[]): Promise<Finished> => {
    if (!existsSync(directory)) {
      throw new TerraformError(`${directory} does not exist: the stack is not synthesized`, { hint: "Run: npm run synth" });
    }
    const finished = await run({
      command: "terraform",
      args: [`-chdir=${directory}`, ...args, "-no-color"],
      environment: { ...environment, TF_IN_AUTOMATION: "1", TF_INPUT: "0" },
    });
    if (finished.code === null) {
      throw new TerraformError("The terraform program was not found", {
        hint: "Install the version in .terraform-version (https://developer.hashicorp.com/terraform/install) and put it on the PATH.",
      });
    }
    return finished;
  };
  const must = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await terraform(...args);
    if (code !== 0) throw terraformFailure(args[0] ?? "", stderr || stdout, directory);
    return stdout;
  };
  const planArguments = ["plan", "-input=false", "-detailed-exitcode", `-lock-timeout=${LOCK_TIMEOUT}`, `-out=${PLAN_FILE}`];

  return {
    async plan() {
      progress("terraform plan");
      let planned = existsSync(join(directory, ".terraform")) ? await terraform(...planArguments) : undefined;
      if (planned === undefined || (planned.code === 1 && needsInit(planned.stderr))) {
        progress("terraform init");
        await must("init", "-input=false", "-reconfigure", `-lock-timeout=${LOCK_TIMEOUT}`);
        planned = await terraform(...planArguments);
      }
      if (planned.code !== 0 && planned.code !== CHANGES) throw terraformFailure("plan", planned.stderr || planned.stdout, directory);
      const plan = parsePlan(await must("show", "-json", PLAN_FILE), PLAN_FILE);
      return { file: PLAN_FILE, empty: planned.code === 0, plan };
    },
    async apply({ file }) {
      progress("terraform apply");
      await must("apply", "-input=false", `-lock-timeout=${LOCK_TIMEOUT}`, file);
      // A plan file holds the state's values in the clear, secrets too.
      await rm(join(directory, file), { force: true });
    },
  };
}
