import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { canonicalJson } from "../../../contract";
import { METRICS_FILE } from "./facts";
import type { SnapshotManifest } from "./types";

export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Over everything that a decision may rest on: the manifest with each series' hash, the JSON files, but not the Parquet's bytes. */
export function snapshotHash(manifest: Omit<SnapshotManifest, "hash">): string {
  const { [METRICS_FILE]: _encoded, ...files } = manifest.files;
  return sha256(canonicalJson({ ...manifest, files }));
}
