import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalJson, type Receipt } from "../../contract";
import { type StackDefinition, synthesize } from "../../stacks/foundation";

export const CONFIG = {
  organization: "example",
  state: { bucket: "example-trimtab-state", lockTable: "example-trimtab-locks", region: "us-east-1" },
  providerVersion: "5.100.0",
  deployments: { trading: { environment: "prod", account: "123456789012", regions: ["us-east-1"], backend: "local" } },
};

const RECEIPT: Receipt = {
  version: 1,
  deployment: "trading",
  source: "aws",
  snapshot: { hash: "5".repeat(64), startEpoch: 1_700_000_000, endEpoch: 1_707_776_000 },
  model: "test",
  overrideSha256: "0".repeat(64),
  phase: 1,
  recommendations: [],
  defaults: {},
};

/** A project's directory with a configuration, overrides and what synth made of them. */
export class Project {
  constructor(
    readonly root: string,
    private readonly stacks: readonly StackDefinition[],
    config: unknown = CONFIG,
  ) {
    this.write("trimtab.config.json", JSON.stringify(config));
  }

  write(file: string, content: string): void {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  remove(file: string): void {
    rmSync(join(this.root, file));
  }

  override(values: Readonly<Record<string, unknown>>, receipt?: Partial<Receipt>): void {
    this.write("overrides/trading.tfvars.json", canonicalJson(values));
    if (receipt !== undefined) this.write("overrides/trading.receipt.json", canonicalJson({ ...RECEIPT, ...receipt }));
  }

  synth(environment: Readonly<Record<string, string>> = {}): readonly string[] {
    return synthesize({ stacks: this.stacks, root: this.root, environment });
  }

  /** Text of a file under `cdktf.out`, or undefined where there is none. */
  output(file: string): string | undefined {
    const path = join(this.root, "cdktf.out", file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  /** All files under `cdktf.out` with their text. */
  outputs(): Readonly<Record<string, string>> {
    const directory = join(this.root, "cdktf.out");
    if (!existsSync(directory)) return {};
    return Object.fromEntries(
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(directory.length + 1), readFileSync(path, "utf8")]),
    );
  }

  stack(name: string): string {
    return join(this.root, "cdktf.out", "stacks", name);
  }
}
