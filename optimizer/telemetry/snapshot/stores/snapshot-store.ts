import type { SnapshotManifest } from "../types";

/** Where snapshots are kept, by deployment and the end of their window: a folder, or a bucket that machines share. */
export interface SnapshotStore {
  /** As people name it. */
  readonly location: string;
  /** Folder on this machine in which its snapshots lie, or are put when they are fetched: `<folder>/<deployment>/<end>/`. */
  readonly folder: string;
  /** Names of a deployment's complete snapshots; they sort by the end of their window. */
  names(deployment: string): Promise<readonly string[]>;
  /** @throws StoreError where it is missing or of another version. */
  manifest(deployment: string, name: string): Promise<SnapshotManifest>;
  /**
   * A folder on this machine that holds the snapshot.
   * @throws StoreError where there is none of that name
   */
  fetch(deployment: string, name: string): Promise<string>;
  /**
   * Takes a complete snapshot from a folder on this machine.
   * @returns where it lies now
   * @throws StoreError in a bucket, where another one of the same name is there
   */
  keep(directory: string, manifest: SnapshotManifest): Promise<string>;
}
