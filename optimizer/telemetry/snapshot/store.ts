import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../../../contract";

/** Complete snapshots of a deployment, oldest first; drafts that were never finished are none. */
export async function listSnapshots(root: string, deployment: string): Promise<readonly string[]> {
  const parent = join(root, deployment);
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => join(parent, entry.name))
    .sort();
}

/** The snapshot with the latest end. @throws StoreError where there is none. */
export async function latestSnapshot(root: string, deployment: string): Promise<string> {
  const latest = (await listSnapshots(root, deployment)).at(-1);
  if (latest !== undefined) return latest;
  throw new StoreError(`there is no snapshot of ${deployment} in ${root}`, {
    hint: `run \`trimtab collect ${deployment}\` first, or name one with --snapshot DIR`,
  });
}
