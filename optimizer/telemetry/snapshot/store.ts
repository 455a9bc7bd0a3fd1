import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type DeploymentContract, deploymentContractSchema, StoreError } from "../../../contract";
import { SeriesAssembly } from "./assemble";
import { JSON_FILES, MANIFEST_FILE, METRICS_FILE } from "./facts";
import { sha256OfFile, snapshotHash } from "./hash";
import { type Run, readMetrics } from "./metrics-reader";
import { damage, parseJson, readText } from "./read-files";
import { RowsHash } from "./rows-hash";
import { capacitySchema, MANIFEST_VERSION, manifestSchema, pinsSchema, pricesSchema, tagsSchema } from "./schema";
import { type Snapshot, type SnapshotManifest, TIER_PERIODS, type TierPeriod } from "./types";

const COLLECT_AGAIN = "run `trimtab collect` again, or name another snapshot";

/** Complete snapshots of a deployment, oldest first; drafts that were never finished are none. */
export async function listSnapshots(root: string, deployment: string): Promise<readonly string[]> {
  const parent = join(root, deployment);
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => join(parent, entry.name))
    .sort();
}

/** The snapshot with the latest end. @throws StoreError where there is none. */
export async function latestSnapshot(root: string, deployment: string): Promise<string> {
  const latest = (await listSnapshots(root, deployment)).at(-1);
  if (latest !== undefined) return latest;
  throw new StoreError(`there is no snapshot of ${deployment} in ${root}`, {
    hint: `run \`trimtab collect ${deployment}\` first, or name one with --snapshot DIR`,
  });
}

/** The manifest alone, without reading or checking what it describes. @throws StoreError */
export async function readManifest(directory: string): Promise<SnapshotManifest> {
  const file = join(directory, MANIFEST_FILE);
  const text = await readText(directory, MANIFEST_FILE);
  if (text === undefined) throw new StoreError(`no snapshot in ${directory}: it has no ${MANIFEST_FILE}`, { hint: COLLECT_AGAIN });
  const { version } = parseJson(file, text, z.looseObject({ version: z.number() }));
  if (version !== MANIFEST_VERSION) {
    throw new StoreError(`${file} is of version ${version}; this Trimtab reads version ${MANIFEST_VERSION}`, { hint: COLLECT_AGAIN });
  }
  return parseJson(file, text, manifestSchema);
}

/**
 * Reads a snapshot, having checked every byte and every logical row against its manifest.
 * @throws StoreError where it is missing, damaged, or of another version.
 */
export async function openSnapshot(directory: string): Promise<Snapshot> {
  const manifest = await readManifest(directory);
  const texts = new Map<string, string>();
  const problems: string[] = [];
  for (const name of JSON_FILES) {
    const text = await readText(directory, name);
    const problem = damage(name, text, manifest.files[name]?.sha256);
    if (problem !== undefined) problems.push(problem);
    if (text !== undefined) texts.set(name, text);
  }
  const metricsFile = join(directory, METRICS_FILE);
  const metricsHash = await sha256OfFile(metricsFile).catch(() => undefined);
  if (metricsHash === undefined) problems.push(`${METRICS_FILE}: missing or not readable`);
  else if (metricsHash !== manifest.files[METRICS_FILE]?.sha256)
    problems.push(`${METRICS_FILE}: damaged or changed since it was written (SHA-256 differs)`);
  if (problems.length > 0) throw new StoreError(`the snapshot in ${directory} is not as it was written`, { problems, hint: COLLECT_AGAIN });

  const json = <T>(name: (typeof JSON_FILES)[number], schema: z.ZodType<T>): T =>
    parseJson(join(directory, name), texts.get(name) ?? "", schema);
  const contract = json("contract.json", deploymentContractSchema);
  const { current, changes } = json("capacity.json", capacitySchema);
  return {
    manifest,
    contract,
    series: await readSeries(directory, metricsFile, contract, manifest),
    current,
    capacity: changes,
    prices: json("prices.json", pricesSchema),
    tags: json("tags.json", tagsSchema),
    pins: json("pins.json", pinsSchema),
  };
}

interface TierRun extends Run {
  readonly periodSeconds: TierPeriod;
}

/** The stored order: series by id, the tiers of one oldest (coarsest) first. */
function runsOf(manifest: SnapshotManifest): readonly TierRun[] {
  const coarsestFirst = [...TIER_PERIODS].reverse();
  return manifest.series.flatMap(({ id, points }) =>
    coarsestFirst.flatMap((periodSeconds) => {
      const rows = points[`${periodSeconds}`];
      return rows === undefined ? [] : [{ id, periodSeconds, rows }];
    }),
  );
}

async function readSeries(
  directory: string,
  file: string,
  contract: DeploymentContract,
  manifest: SnapshotManifest,
): Promise<Snapshot["series"]> {
  const assembly = new SeriesAssembly(contract, manifest);
  const rows = new RowsHash();
  try {
    await readMetrics(file, runsOf(manifest), ({ id, periodSeconds }, points) => {
      rows.update(id, periodSeconds, points);
      assembly.receive(id, periodSeconds, points);
    });
  } catch (cause) {
    throw new StoreError(`${file} cannot be read: ${cause instanceof Error ? cause.message.split("\n")[0] : String(cause)}`, {
      hint: COLLECT_AGAIN,
      cause,
    });
  }
  const { hash, ...unsigned } = manifest;
  if (snapshotHash(unsigned, rows.digest()) !== hash) {
    throw new StoreError(`the manifest in ${directory} does not belong to its data: the hash over rows and files differs`, {
      hint: COLLECT_AGAIN,
    });
  }
  return assembly.finish();
}
