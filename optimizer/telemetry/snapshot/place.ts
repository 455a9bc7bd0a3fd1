import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../../../contract";
import { readManifest } from "./manifest";
import type { SnapshotManifest } from "./types";

/** `2026-11-20T18-55-00Z`: sorts by time, and every file system takes it. */
export const snapshotName = (endEpoch: number): string =>
  new Date(endEpoch * 1000)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");

/** A snapshot's folder: its end; behind it the source where another one's ends then too, and a number from the second of a source on. */
export const isSnapshotName = (name: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z(-[a-z]+)?(-\d{2,})?$/.test(name);

/**
 * Where a snapshot belongs: the place of the one with the same hash, otherwise one that is free, after all of its end and source. What a
 * receipt cites stays as it is; only what cannot be read gives way.
 */
export async function placeFor(parent: string, { endEpoch, source, hash }: SnapshotManifest): Promise<string> {
  const plain = snapshotName(endEpoch);
  const first = await manifestIn(join(parent, plain));
  const name = first === undefined || first.source === source ? plain : `${plain}-${source}`;
  const numbered = (await readdir(parent).catch(() => []))
    .filter((entry) => entry.startsWith(`${name}-`) && /^\d{2,}$/.test(entry.slice(name.length + 1)))
    .sort();
  let last = 1;
  for (const candidate of [name, ...numbered]) {
    const known = await manifestIn(join(parent, candidate));
    if (known === undefined || known.hash === hash) return join(parent, candidate);
    last = candidate === name ? 1 : Number(candidate.slice(name.length + 1));
  }
  return join(parent, `${name}-${`${last + 1}`.padStart(2, "0")}`);
}

/** @returns undefined where there is none, or none that can be read */
async function manifestIn(directory: string): Promise<SnapshotManifest | undefined> {
  try {
    return await readManifest(directory);
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
}
