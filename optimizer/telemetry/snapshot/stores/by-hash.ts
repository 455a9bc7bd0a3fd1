import { StoreError } from "../../../../contract";
import type { SnapshotStore } from "./snapshot-store";

/** What looking for a snapshot needs of a store. */
export type SearchedStore = Pick<SnapshotStore, "location" | "names" | "manifest" | "fetch">;

/**
 * Looks through stores in their order, newest first; a snapshot that cannot be read is not the one.
 * @returns a folder on this machine that holds it; undefined where none of the stores does
 */
export async function snapshotByHash(stores: readonly SearchedStore[], deployment: string, hash: string): Promise<string | undefined> {
  for (const store of stores) {
    for (const name of [...(await store.names(deployment))].reverse()) {
      const manifest = await store.manifest(deployment, name).catch((error: unknown) => {
        if (!(error instanceof StoreError)) throw error;
      });
      if (manifest?.hash === hash) return store.fetch(deployment, name);
    }
  }
  return undefined;
}
