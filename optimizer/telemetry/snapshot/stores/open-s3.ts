import { S3Client } from "@aws-sdk/client-s3";
import { clientOptions, DEFAULT_PATIENCE } from "../../aws/client";
import { awsFailure } from "../../aws/failures";
import { type S3Location, S3Store } from "./s3-store";
import type { SnapshotStore } from "./snapshot-store";

export interface S3StoreOptions {
  /** Folder for what is fetched. */
  readonly downloads: string;
  /** Of the bucket, where it is known; S3 says where it is else. @default us-east-1 */
  readonly region?: string;
}

/** A large file takes longer than an answer may. */
const TRANSFER_MS = 600_000;

/** What S3 refuses is said in words that help. */
export function openS3Store(location: S3Location, { downloads, region = "us-east-1" }: S3StoreOptions): SnapshotStore {
  const client = new S3Client({
    ...clientOptions(region, { ...DEFAULT_PATIENCE, requestMs: TRANSFER_MS }),
    followRegionRedirects: true,
  });
  const store = new S3Store(client, location, downloads);
  const inWords = async <T>(what: string, work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw awsFailure(`${what} ${store.location}`, error);
    });
  return {
    location: store.location,
    folder: store.folder,
    names: (deployment) => inWords("listing", store.names(deployment)),
    manifest: (deployment, name) => inWords("reading from", store.manifest(deployment, name)),
    fetch: (deployment, name) => inWords("reading from", store.fetch(deployment, name)),
    keep: (directory, manifest) => inWords("writing to", store.keep(directory, manifest)),
  };
}
