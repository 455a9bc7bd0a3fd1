import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { readManifest } from "../manifest";
import { placeFor } from "../place";
import { listSnapshots } from "../store";
import type { SnapshotStore } from "./snapshot-store";

/** A folder `<root>/<deployment>/<end>/`. */
export function directoryStore(root: string): SnapshotStore {
  return {
    location: root,
    folder: root,
    names: async (deployment) => (await listSnapshots(root, deployment)).map((directory) => basename(directory)),
    manifest: async (deployment, name) => readManifest(join(root, deployment, name)),
    fetch: async (deployment, name) => join(root, deployment, name),
    keep: async (directory, manifest) => {
      const parent = join(root, manifest.deployment);
      const within = join(parent, basename(directory));
      if (resolve(directory) === resolve(within)) return within;
      const target = await placeFor(parent, manifest);
      const known = await readManifest(target).catch(() => undefined);
      if (known?.hash === manifest.hash) return target;
      await copyAside(directory, target);
      return target;
    },
  };
}

/** Nobody sees half a snapshot: it is copied under a name that no listing shows, and renamed when complete. */
async function copyAside(directory: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const aside = await mkdtemp(join(dirname(target), ".draft-"));
  try {
    await cp(directory, aside, { recursive: true });
    await rename(aside, target);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}
