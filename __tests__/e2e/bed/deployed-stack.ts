import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Values } from "../../../contract";
import { failureText, type Outcome, run } from "../../support/command";
import { Plan } from "../../support/terraform";

const APPLY_SECONDS = 1500;
const CHANGES = 2;
const outputSchema = z.record(z.string(), z.looseObject({ value: z.unknown() }));

const PLAN = "test";

export interface PlanOptions {
  /** Read every resource anew; without it the plan stands on the state, half the time. @default true */
  readonly refresh?: boolean;
}

/** Terraform in the folder of one synthesized stack. */
export class DeployedStack {
  constructor(
    readonly directory: string,
    private readonly env: Readonly<Record<string, string | undefined>>,
    /** The last calls at the emulator, for the message of a failure. */
    private readonly callsTail: () => string,
  ) {}

  /** Any Terraform command; its exit code is for the caller to judge. */
  terraform(...args: readonly string[]): Promise<Outcome> {
    return run("terraform", [...args, "-no-color"], { cwd: this.directory, env: this.env, timeoutSeconds: APPLY_SECONDS });
  }

  private async ok(...args: readonly string[]): Promise<Outcome> {
    return this.successful(await this.terraform(...args));
  }

  private successful(outcome: Outcome, ...codes: readonly number[]): Outcome {
    if (outcome.code === 0 || codes.includes(outcome.code)) return outcome;
    throw new Error(`${failureText(outcome)}\n--- last calls at the emulator\n${this.callsTail()}`);
  }

  async init(): Promise<void> {
    await this.ok("init", "-input=false", "-reconfigure");
  }

  async apply(): Promise<void> {
    await this.ok("apply", "-input=false", "-auto-approve", "-parallelism=30");
  }

  /**
   * What an apply with these values would do, as Terraform's JSON. Nothing is read anew and nothing locked: several can be made at once.
   * @param name of the plan, by which {@link applyPlanned} finds it
   */
  async planJson(name: string, values: Values, ...options: readonly string[]): Promise<string> {
    const [varFile, planFile] = [`${name}.tfvars.json`, `${name}.plan`];
    writeFileSync(join(this.directory, varFile), JSON.stringify(values));
    await this.ok("plan", "-input=false", "-lock=false", "-refresh=false", `-var-file=${varFile}`, `-out=${planFile}`, ...options);
    return (await this.ok("show", "-json", planFile)).stdout;
  }

  /** Applies what {@link plan} said last, or {@link planJson} under this name. */
  async applyPlanned(name: string = PLAN): Promise<void> {
    await this.ok("apply", "-input=false", "-parallelism=30", `${name}.plan`);
  }

  /** Destroys what is in the state, as it is there. */
  async destroy(): Promise<void> {
    await this.ok("destroy", "-input=false", "-auto-approve", "-parallelism=30", "-refresh=false");
  }

  /** What an apply would do now. @throws where the plan fails */
  async plan(options: PlanOptions = {}): Promise<Plan> {
    const { code } = await this.planned(options);
    const plan = await this.shown();
    if (code === 0 && plan.changes.length > 0) throw new Error("exit code 0 although the plan has changes");
    return plan;
  }

  /** Addresses of what an apply would still change; none where the plan exits with 0, for which its outputs too are as they should be. */
  async pending(): Promise<readonly string[]> {
    if ((await this.planned({})).code === 0) return [];
    const addresses = (await this.shown()).changes.map(({ address }) => address);
    return addresses.length > 0 ? addresses : ["an output"];
  }

  private async planned({ refresh = true }: PlanOptions): Promise<Outcome> {
    const outcome = await this.terraform("plan", "-input=false", "-detailed-exitcode", `-refresh=${refresh}`, `-out=${PLAN}.plan`);
    return this.successful(outcome, CHANGES);
  }

  private async shown(): Promise<Plan> {
    return Plan.parse((await this.ok("show", "-json", `${PLAN}.plan`)).stdout);
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const outputs = outputSchema.parse(JSON.parse((await this.ok("output", "-json")).stdout));
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Addresses in the state. */
  async resources(): Promise<readonly string[]> {
    return (await this.ok("state", "list")).stdout.split("\n").filter((line) => line !== "");
  }

  /** Values for the next plan, as a person's own file would give them. */
  writeTfvars(values: Readonly<Record<string, unknown>>): void {
    writeFileSync(join(this.directory, "trimtab.auto.tfvars.json"), JSON.stringify(values, null, 2));
  }
}
