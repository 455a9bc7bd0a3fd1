import { resolve } from "node:path";
import { StoreError } from "../contract";
import { folderOf, openStore, type SnapshotManifest, type SnapshotStore } from "../optimizer/telemetry";
import type { Project } from "./project";
import { shownPath } from "./shown-path";
import type { Terminal } from "./terminal";

/** What every decision on simulated measurements is accompanied by. */
export const SIMULATED = "these measurements come from the simulator: they say nothing about your account";

/** Where snapshots are kept: the place that the user names, or trimtab.config.json, or the project's own. */
export function storeOf(project: Project, store: string | undefined): SnapshotStore {
  const configured = project.config.snapshots;
  const usual = configured === undefined || configured.includes("://") ? configured : resolve(project.root, configured);
  return openStore(store ?? usual ?? project.snapshots, { downloads: project.fetched });
}

/** Where a collection goes. What a stand-in on this machine plays is put beside others' measurements only where that place is named. */
export const storeFor = (project: Project, store: string | undefined, source: SnapshotManifest["source"]): SnapshotStore =>
  storeOf(project, source === "simulator" ? (store ?? project.snapshots) : store);

/** Where a snapshot may be that is known by its hash: a demo's is in the project's own place, whatever is configured. */
export function storesOf(project: Project, store: string | undefined): readonly SnapshotStore[] {
  const first = storeOf(project, store);
  return store !== undefined || first.location === project.snapshots ? [first] : [first, storeOf(project, project.snapshots)];
}

/** Brings the newest snapshot of a source to this machine, so that a collection can go on from it; one that cannot be read is no obstacle. */
export async function fetchLatest(
  store: SnapshotStore,
  deployment: string,
  source: SnapshotManifest["source"],
  terminal: Pick<Terminal, "warn">,
): Promise<void> {
  for (const name of [...(await store.names(deployment))].reverse()) {
    const manifest = await readableManifest(store, deployment, name, terminal);
    if (manifest?.source !== source) continue;
    await store.fetch(deployment, name);
    return;
  }
}

async function readableManifest(store: SnapshotStore, deployment: string, name: string, { warn }: Pick<Terminal, "warn">) {
  try {
    return await store.manifest(deployment, name);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    warn(`passed over: ${error.message}`);
    return undefined;
  }
}

/** As {@link storesOf}, with what lies on this machine first: the network is asked last. */
export function nearbyStores(project: Project, store: string | undefined): readonly SnapshotStore[] {
  const named = storeOf(project, store);
  return [project.snapshots, named.folder, store ?? named.location].map((location) => storeOf(project, location));
}

interface SnapshotInput {
  readonly deployment: string;
  readonly snapshot?: string | undefined;
  readonly store?: string | undefined;
}

/** The folder of the snapshot that the user names, or else of the one that {@link chooseSnapshot} takes. */
export async function snapshotFolder(
  project: Project,
  { deployment, snapshot, store }: SnapshotInput,
  terminal: Terminal,
): Promise<string> {
  return snapshot === undefined
    ? chooseSnapshot(storeOf(project, store), deployment, terminal)
    : folderOf(snapshot, { downloads: project.fetched });
}

interface Listed {
  readonly name: string;
  readonly source: SnapshotManifest["source"];
}

/**
 * The newest snapshot of a deployment that was measured. One from the simulator is taken only where there is no other, and not silently.
 * @throws StoreError where there is none
 */
export async function chooseSnapshot(store: SnapshotStore, deployment: string, terminal: Terminal): Promise<string> {
  const listed: Listed[] = [];
  for (const name of await store.names(deployment)) {
    const manifest = await readableManifest(store, deployment, name, terminal);
    if (manifest !== undefined) listed.push({ name, source: manifest.source });
  }
  const measured = listed.findLast(({ source }) => source !== "simulator");
  const chosen = measured ?? listed.at(-1);
  if (chosen === undefined) {
    throw new StoreError(`There is no snapshot of ${deployment} in ${shownStore(store)}`, {
      hint: `Run trimtab collect ${deployment} first, or name one with --snapshot DIR.`,
    });
  }
  if (measured === undefined) terminal.warn(`there is no other snapshot of ${deployment}, and ${SIMULATED}`);
  return store.fetch(deployment, chosen.name);
}

const shownStore = ({ location }: SnapshotStore): string => (location.startsWith("s3:") ? location : shownPath(location));
