import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson } from "../../../contract";
import type { Dropped } from "./clean";
import { jsonFilesOf, MANIFEST_FILE, METRICS_FILE, type SnapshotFacts } from "./facts";
import type { Points } from "./grid";
import { sha256, sha256OfFile, snapshotHash } from "./hash";
import { MetricsWriter } from "./metrics-writer";
import { placeFor } from "./place";
import { isMissing } from "./read-files";
import { RowsHash } from "./rows-hash";
import { resetsOfRunningTotal } from "./running-total";
import { MANIFEST_VERSION } from "./schema";
import { withCoverage } from "./stored-coverage";
import { LONG_HISTORY_PERIOD, type SnapshotManifest, type TierPeriod } from "./types";

/** Names of folders in which snapshots are written begin so. */
export const DRAFT_PREFIX = ".draft-";

/** Points of one series in one tier that was asked for, be there any or none. */
export interface TierPoints {
  readonly periodSeconds: TierPeriod;
  readonly points: Points;
}

export interface StoredSnapshot {
  readonly directory: string;
  readonly manifest: SnapshotManifest;
}

/** A snapshot that is being written: nobody sees it until it is committed, and a failure leaves nothing behind. */
export class SnapshotDraft {
  private readonly series: SnapshotManifest["series"][number][] = [];

  private constructor(
    private readonly parent: string,
    private readonly directory: string,
    private readonly ids: readonly string[],
    private readonly writer: MetricsWriter,
  ) {}

  /**
   * @param root where all snapshots lie. @param ids of its series, sorted.
   * @param within folder for what is written, on the same file system @default the deployment's
   */
  static async begin(root: string, deployment: string, ids: readonly string[], within?: string): Promise<SnapshotDraft> {
    const parent = join(root, deployment);
    await mkdir(parent, { recursive: true });
    const directory = await mkdtemp(join(within ?? parent, DRAFT_PREFIX));
    return new SnapshotDraft(parent, directory, ids, await MetricsWriter.create(directory, ids));
  }

  /**
   * Takes the next series in the order of the ids; its tiers oldest first.
   * @param longHistory hours before the window, of a series that was asked for them
   */
  add(id: string, tiers: readonly TierPoints[], dropped: Dropped, longHistory?: Points): void {
    const index = this.series.length;
    if (this.ids[index] !== id) throw new RangeError(`series ${id} came where ${this.ids[index]} was due`);
    const rows = new RowsHash(id);
    const before: readonly TierPoints[] = longHistory === undefined ? [] : [{ periodSeconds: LONG_HISTORY_PERIOD, points: longHistory }];
    for (const { periodSeconds, points } of [...before, ...tiers]) {
      this.writer.append(index, periodSeconds, points);
      rows.update(periodSeconds, points);
    }
    const finest = tiers.findLast(({ points }) => points.times.length > 0);
    const resets = id.endsWith("/Sum") && finest !== undefined ? resetsOfRunningTotal(finest.points.values) : undefined;
    const counts = Object.fromEntries(tiers.map(({ periodSeconds, points }) => [`${periodSeconds}`, points.times.length]));
    this.series.push({
      id,
      points: counts,
      ...(longHistory === undefined ? {} : { longHistoryPoints: longHistory.times.length }),
      rowsSha256: rows.digest(),
      ...(resets === undefined ? {} : { runningTotal: { resets } }),
      dropped,
    });
  }

  /**
   * Writes all files, then puts the whole directory in place. One of the same hash is replaced; beside any other of the
   * same end it lies under a name of its own (see {@link placeFor}).
   */
  async commit(facts: SnapshotFacts): Promise<StoredSnapshot> {
    if (this.series.length !== this.ids.length) throw new RangeError(`${this.ids.length - this.series.length} series were not written`);
    await this.writer.finish(join(this.directory, METRICS_FILE));
    const files: Record<string, { readonly sha256: string }> = {
      [METRICS_FILE]: { sha256: await sha256OfFile(join(this.directory, METRICS_FILE)) },
    };
    for (const [name, content] of Object.entries(jsonFilesOf(facts))) {
      const text = canonicalJson(content);
      await writeFile(join(this.directory, name), text);
      files[name] = { sha256: sha256(text) };
    }
    const unsigned = {
      version: MANIFEST_VERSION,
      deployment: facts.contract.deployment,
      source: facts.source,
      ...(facts.clockSkewSeconds === undefined ? {} : { clockSkewSeconds: facts.clockSkewSeconds }),
      ...(facts.reread === undefined ? {} : { reread: facts.reread }),
      startEpoch: facts.startEpoch,
      endEpoch: facts.endEpoch,
      tiers: facts.tiers,
      ...(facts.longHistory === undefined ? {} : { longHistory: facts.longHistory }),
      ...(facts.queries === undefined ? {} : { queries: facts.queries }),
      series: withCoverage(facts.contract, facts.tiers, this.series),
      files,
    } as const;
    const manifest: SnapshotManifest = { ...unsigned, hash: snapshotHash(unsigned) };
    await writeFile(join(this.directory, MANIFEST_FILE), canonicalJson(manifest));
    const target = await placeFor(this.parent, manifest);
    await this.putInPlace(target);
    return { directory: target, manifest };
  }

  /** Removes everything written so far. */
  async discard(): Promise<void> {
    await this.writer.dispose();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async putInPlace(target: string): Promise<void> {
    // A temporary directory is private; a snapshot is for everyone who may read the folder it lies in.
    await chmod(this.directory, 0o755);
    const replaced = `${this.directory}.replaced`;
    await rename(target, replaced).catch(ignoreMissing);
    await rename(this.directory, target);
    await rm(replaced, { recursive: true, force: true });
  }
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
