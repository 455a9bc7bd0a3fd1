import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { runOk } from "../command";
import { ROOT } from "../paths";

/** A temporary folder that is removed when the tests of the file have ended. */
export function scratch(prefix: string): string {
  const directory = mkdtempSync(join(tmpdir(), `trimtab-${prefix}-`));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The folder of a stack under an output directory: where Terraform runs. */
export const stackFolder = (outdir: string, stack: string): string => join(outdir, "stacks", stack);

export interface SynthOptions {
  /** The stacks configure no provider, as published modules do: CDKTF's own validation is then left out. @default false */
  readonly withoutProvider?: boolean;
}

/** Synthesizes the stacks that `build` adds to an app into `outdir`. */
export function synthTo(outdir: string, build: (app: App) => void, { withoutProvider = false }: SynthOptions = {}): string {
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir, skipValidation: withoutProvider });
  build(app);
  app.synth();
  return outdir;
}

/** Synthesizes every deployment of the project into `outdir`, as `npm run synth` does; `env` may name other overrides. */
export async function synthProject(outdir: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  await runOk(process.execPath, ["scripts/synth.cjs"], {
    cwd: ROOT,
    env: { ...env, CDKTF_OUTDIR: outdir },
    timeoutSeconds: 120,
  });
  return outdir;
}
