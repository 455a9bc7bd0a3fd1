import { join } from "node:path";
import { z } from "zod";
import { InputError, TerraformError } from "../../contract";
import { readIfPresent } from "../files";
import { run } from "./terraform/process";

const appSchema = z.object({ app: z.string(), output: z.string().default("cdktf.out") });
const LINES_SHOWN = 15;

export interface SynthSettings {
  /** Directory of the project: where `cdktf.json` lies. */
  readonly root: string;
  /** Overrides directory, absolute. */
  readonly overrides: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Runs the app of `cdktf.json` in a process of its own, so that the stacks pick up the override as it now lies on the disk. */
export async function synthesize({ root, overrides, environment }: SynthSettings): Promise<void> {
  const text = await readIfPresent(join(root, "cdktf.json"));
  if (text === null) throw new InputError(`There is no cdktf.json in ${root}`, { hint: "Run trimtab in the project's directory." });
  const { app, output } = appSchema.parse(JSON.parse(text));
  const { code, stdout, stderr } = await run({
    command: app,
    args: [],
    cwd: root,
    shell: true,
    environment: { ...environment, TRIMTAB_OVERRIDES: overrides, CDKTF_OUTDIR: output },
  });
  if (code === 0) return;
  throw new TerraformError("The stacks do not synthesize with this override", {
    problems: (stderr || stdout)
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(0, LINES_SHOWN),
    hint: "Run it by hand for the full output: npm run synth",
  });
}
