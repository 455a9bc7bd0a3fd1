import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Outcome, run, runOk } from "../../support/command";
import type { Emulator } from "../../support/emulator";
import { ROOT } from "../../support/paths";
import { overrideProviders } from "../../support/terraform/provider-override";
import { LOCK_FILE, sharedDataDirectory } from "../../support/terraform/workspace";
import { DeployedStack } from "./deployed-stack";
import { providerAgainst, shellAgainst } from "./environment";

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

  private get environment() {
    return shellAgainst(this.emulator.url, this.telemetryUrl);
  }

  /** Synthesizes every deployment of the project, as `npm run synth` does. */
  async synth(): Promise<void> {
    await runOk(process.execPath, ["--require", TSX, APP], { cwd: this.root, env: this.environment, timeoutSeconds: 120 });
    const shared = await sharedDataDirectory();
    for (const stack of readdirSync(join(this.root, "cdktf.out", "stacks"))) {
      const folder = join(this.root, "cdktf.out", "stacks", stack);
      overrideProviders(folder, providerAgainst(this.emulator.url));
      if (!existsSync(join(folder, LOCK_FILE))) copyFileSync(join(shared, LOCK_FILE), join(folder, LOCK_FILE));
    }
  }

  stack(deployment: string): DeployedStack {
    return new DeployedStack(join(this.root, "cdktf.out", "stacks", deployment), this.environment, () => this.emulator.logTail());
  }

  /** `trimtab <args>` in the project's directory. */
  trimtab(...args: readonly string[]): Promise<Outcome> {
    return run(process.execPath, [CLI, ...args], { cwd: this.root, env: this.environment, timeoutSeconds: 900 });
  }

  /** `trimtab <args>`, for a command that serves until its parent disconnects. */
  start(...args: readonly string[]): ChildProcess {
    const env = { ...process.env, ...this.environment };
    return spawn(process.execPath, [CLI, ...args], { cwd: this.root, env, stdio: ["ignore", "pipe", "inherit", "ipc"] });
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
