import { relative } from "node:path";
import { StoreError } from "../contract";
import { listSnapshots, readManifest, type SnapshotManifest } from "../optimizer/telemetry";
import type { Terminal } from "./terminal";

/** What every decision on simulated measurements is accompanied by. */
export const SIMULATED = "these measurements come from the simulator: they say nothing about your account";

interface Listed {
  readonly directory: string;
  readonly source: SnapshotManifest["source"];
}

/**
 * The newest snapshot of a deployment that was measured. One from the simulator is taken only where there is no other, and not silently.
 * @throws StoreError where there is none
 */
export async function chooseSnapshot(root: string, deployment: string, terminal: Terminal): Promise<string> {
  const listed: Listed[] = [];
  for (const directory of await listSnapshots(root, deployment)) {
    const manifest = await readManifest(directory).catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      terminal.warn(`passed over: ${error.message}`);
    });
    if (manifest !== undefined) listed.push({ directory, source: manifest.source });
  }
  const measured = listed.findLast(({ source }) => source !== "simulator");
  const chosen = measured ?? listed.at(-1);
  if (chosen === undefined) {
    throw new StoreError(`There is no snapshot of ${deployment} in ${relative(process.cwd(), root)}`, {
      hint: `Run trimtab collect ${deployment} first, or name one with --snapshot DIR.`,
    });
  }
  if (measured === undefined) terminal.warn(`there is no other snapshot of ${deployment}, and ${SIMULATED}`);
  return chosen.directory;
}
