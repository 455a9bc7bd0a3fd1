import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "../lock";
import { CACHE } from "../paths";
import { stackFolder, synthProject } from "./synth";
import { initOffline, planText } from "./workspace";

const PLANS = join(CACHE, "plans");
const PLAN_SECONDS = 300;

/** A deployment's plan from an empty state, every size at its default. */
export interface ProjectPlan {
  readonly deployment: string;
  /** As `terraform show -json` prints it. */
  readonly json: string;
}

/**
 * Plans of the deployments that the project's configuration names, those without resources left out.
 * As long as what is synthesized stays the same, they are made once.
 */
export async function projectPlans(): Promise<readonly ProjectPlan[]> {
  const outdir = mkdtempSync(join(tmpdir(), "trimtab-plans-"));
  try {
    await synthProject(outdir, { TRIMTAB_OVERRIDES: outdir });
    const plans: ProjectPlan[] = [];
    for (const deployment of readdirSync(join(outdir, "stacks")).sort()) {
      plans.push({ deployment, json: await planned(deployment, stackFolder(outdir, deployment)) });
    }
    return plans;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

async function planned(deployment: string, folder: string): Promise<string> {
  await initOffline(folder);
  const file = join(PLANS, `${deployment}.${contentHash(folder)}.json`);
  return withLock(join(PLANS, `${deployment}.lock`), PLAN_SECONDS, async () => {
    if (existsSync(file)) return readFileSync(file, "utf8");
    const json = await planText(folder);
    const former = readdirSync(PLANS).filter((name) => name.startsWith(`${deployment}.`) && name.endsWith(".json"));
    for (const name of former) rmSync(join(PLANS, name));
    writeFileSync(`${file}.new`, json);
    renameSync(`${file}.new`, file);
    return json;
  });
}

/** Of everything that the plan is made from: the stack, its assets, the provider's settings and its lock file. */
function contentHash(folder: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    hash.update(path.slice(folder.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}
