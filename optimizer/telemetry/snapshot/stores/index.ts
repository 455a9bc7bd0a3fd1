import { InputError } from "../../../../contract";
import { directoryStore } from "./directory-store";
import { openS3Store, type S3StoreOptions } from "./open-s3";
import type { SnapshotStore } from "./snapshot-store";

export { type SearchedStore, snapshotByHash } from "./by-hash";
export type { SnapshotStore } from "./snapshot-store";

const S3_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[^/]+)*)\/?$/;

/** `http://…` is no folder of that name. */
const isFolder = (location: string): boolean => !location.startsWith("s3:") && !/^[a-z][a-z0-9+.-]*:\/\//i.test(location);

/** @param location a folder, or `s3://bucket/prefix` @throws InputError for a URL that is not such a one */
export function openStore(location: string, options: S3StoreOptions): SnapshotStore {
  if (isFolder(location)) return directoryStore(location);
  const [, bucket, path] = S3_URL.exec(location) ?? [];
  if (bucket === undefined || path === undefined) {
    throw new InputError(`${location} is no place for snapshots`, { hint: "name a folder, or s3://bucket/prefix" });
  }
  return openS3Store({ bucket, prefix: path.slice(1) }, options);
}

/** The folder of one snapshot that was named by its path or its URL, fetched where it lies elsewhere. */
export async function folderOf(snapshot: string, options: S3StoreOptions): Promise<string> {
  if (isFolder(snapshot)) return snapshot;
  const [store, deployment, name] = /^(.+)\/([^/]+)\/([^/]+)\/?$/.exec(snapshot)?.slice(1) ?? [];
  if (store === undefined || deployment === undefined || name === undefined) {
    throw new InputError(`${snapshot} is no snapshot`, { hint: "name one as s3://bucket/prefix/deployment/end" });
  }
  return openStore(store, options).fetch(deployment, name);
}
