import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Complete snapshots of a deployment, oldest first; drafts that were never finished are none. */
export async function listSnapshots(root: string, deployment: string): Promise<readonly string[]> {
  const parent = join(root, deployment);
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => join(parent, entry.name))
    .sort();
}
