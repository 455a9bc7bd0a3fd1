import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Outcome, run, runOk } from "../../support/command";
import type { Emulator } from "../../support/emulator";
import { ROOT } from "../../support/paths";
import { terraformEnvironment } from "../../support/terraform";
import { overrideProviders } from "../../support/terraform/provider-override";
import { LOCK_FILE, sharedDataDirectory } from "../../support/terraform/workspace";
import { DeployedStack } from "./deployed-stack";

/** `require`d by its path, so that a process can run the project's TypeScript from any directory. */
const TSX = require.resolve("tsx/cjs");
const APP = join(ROOT, "main.ts");
const CLI = join(ROOT, "cli", "bin.cjs");

const configSchema = z.looseObject({
  state: z.looseObject({ bucket: z.string(), lockTable: z.string() }),
  deployments: z.record(z.string(), z.looseObject({ protection: z.boolean().optional() })),
});

/** The project as its user has it, in a directory of its own, against an emulated account. */
export class Project {
  private constructor(
    readonly root: string,
    private readonly emulator: Emulator,
    private telemetryUrl: string,
    /** Where the remote states lie. */
    readonly state: { readonly bucket: string; readonly lockTable: string },
  ) {}

  /**
   * @param deployments of `trimtab.config.json`; deletion protection is off, so that everything can be destroyed,
   * and states are local unless the state stack is among them
   */
  static create(root: string, emulator: Emulator, deployments: readonly string[]): Project {
    const config = configSchema.parse(JSON.parse(readFileSync(join(ROOT, "trimtab.config.json"), "utf8")));
    const chosen = Object.entries(config.deployments).filter(([name]) => deployments.includes(name));
    const local = deployments.includes("state") ? {} : { backend: "local" };
    const unprotected = Object.fromEntries(chosen.map(([name, deployment]) => [name, { ...deployment, ...local, protection: false }]));
    mkdirSync(join(root, "overrides"), { recursive: true });
    writeFileSync(join(root, "trimtab.config.json"), JSON.stringify({ ...config, deployments: unprotected }, null, 2));
    writeFileSync(
      join(root, "cdktf.json"),
      JSON.stringify({
        ...z.looseObject({}).parse(JSON.parse(readFileSync(join(ROOT, "cdktf.json"), "utf8"))),
        app: `"${process.execPath}" --require "${TSX}" "${APP}"`,
      }),
    );
    return new Project(root, emulator, emulator.url, config.state);
  }

  /** Metrics and prices come from here from now on. */
  takeTelemetryFrom(url: string): void {
    this.telemetryUrl = url;
  }

  /** What a person's shell would have: test credentials, and every endpoint on this machine. */
  get environment(): Readonly<Record<string, string | undefined>> {
    return {
      ...terraformEnvironment(),
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_S3_USE_PATH_STYLE: "true",
      AWS_ENDPOINT_URL: this.emulator.url,
      AWS_ENDPOINT_URL_CLOUDWATCH: this.telemetryUrl,
      AWS_ENDPOINT_URL_PRICING: this.telemetryUrl,
      AWS_ENDPOINT_URL_COST_EXPLORER: this.telemetryUrl,
    };
  }

  /** Synthesizes every deployment of the project, as `npm run synth` does. */
  async synth(): Promise<void> {
    await runOk(process.execPath, ["--require", TSX, APP], { cwd: this.root, env: this.environment, timeoutSeconds: 120 });
    const shared = await sharedDataDirectory();
    for (const stack of readdirSync(join(this.root, "cdktf.out", "stacks"))) {
      const folder = join(this.root, "cdktf.out", "stacks", stack);
      overrideProviders(folder, this.providerSettings);
      if (!existsSync(join(folder, LOCK_FILE))) copyFileSync(join(shared, LOCK_FILE), join(folder, LOCK_FILE));
    }
  }

  /**
   * What the provider needs on an emulator and what no environment variable says. Terraform manages alarms at the emulator, while
   * Trimtab reads metrics from the simulator. The account id is asked for: without it, rules between security groups always differ.
   */
  private get providerSettings() {
    return {
      skip_credentials_validation: true,
      skip_metadata_api_check: "true",
      skip_requesting_account_id: false,
      s3_use_path_style: true,
      max_retries: 2,
      endpoints: [{ cloudwatch: this.emulator.url }],
    };
  }

  stack(deployment: string): DeployedStack {
    return new DeployedStack(join(this.root, "cdktf.out", "stacks", deployment), this.environment, () => this.emulator.logTail());
  }

  /** `trimtab <args>` in the project's directory. */
  trimtab(...args: readonly string[]): Promise<Outcome> {
    return run(process.execPath, [CLI, ...args], { cwd: this.root, env: this.environment, timeoutSeconds: 900 });
  }

  /** `cdktf <args>` in the project's directory. */
  cdktf(...args: readonly string[]): Promise<Outcome> {
    const bin = join(ROOT, "node_modules", ".bin", "cdktf");
    return run(bin, args, { cwd: this.root, env: { ...this.environment, CI: "true", FORCE_COLOR: "0" }, timeoutSeconds: 900 });
  }

  overrideFile(deployment: string): string {
    return join(this.root, "overrides", `${deployment}.tfvars.json`);
  }

  /** The override's bytes; undefined where there is no file. */
  override(deployment: string): string | undefined {
    const file = this.overrideFile(deployment);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }
}
