import { join } from "node:path";
import { z } from "zod";
import { StoreError } from "../../../contract";
import { MANIFEST_FILE } from "./facts";
import { parseJson, readText } from "./read-files";
import { MANIFEST_VERSION, manifestSchema } from "./schema";
import type { SnapshotManifest } from "./types";

export const COLLECT_AGAIN = "run `trimtab collect` again, or name another snapshot";

/** The manifest alone, without reading or checking what it describes. @throws StoreError */
export async function readManifest(directory: string): Promise<SnapshotManifest> {
  const text = await readText(directory, MANIFEST_FILE);
  if (text === undefined) throw new StoreError(`no snapshot in ${directory}: it has no ${MANIFEST_FILE}`, { hint: COLLECT_AGAIN });
  return parseManifest(join(directory, MANIFEST_FILE), text);
}

/** @param file for messages @throws StoreError for another version, or another shape */
export function parseManifest(file: string, text: string): SnapshotManifest {
  const { version } = parseJson(file, text, z.looseObject({ version: z.number() }));
  if (version !== MANIFEST_VERSION) {
    throw new StoreError(`${file} is of version ${version}; this Trimtab reads version ${MANIFEST_VERSION}`, { hint: COLLECT_AGAIN });
  }
  return parseJson(file, text, manifestSchema);
}
