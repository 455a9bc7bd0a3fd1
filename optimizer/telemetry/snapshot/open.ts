import { join } from "node:path";
import type { z } from "zod";
import { canonicalJson, deploymentContractSchema, StoreError } from "../../../contract";
import { accountFactsSchema } from "../account";
import { costsSchema } from "../costs/schema";
import { SeriesAssembly, type SeriesCatalog, seriesCatalog } from "./assemble";
import { ACCOUNT_FILE, COSTS_FILE, JSON_FILES, MANIFEST_FILE, METRICS_FILE, OPTIONAL_FILES } from "./facts";
import { sha256OfFile, snapshotHash } from "./hash";
import { COLLECT_AGAIN, readManifest } from "./manifest";
import { MetricsReader, type RowSource } from "./metrics-reader";
import { damage, parseJson, readText } from "./read-files";
import { RowsHash } from "./rows-hash";
import { runsOf, seriesByComponent } from "./runs";
import { capacitySchema, pinsSchema, pricesSchema, tagsSchema } from "./schema";
import type { MetricSeries, Snapshot, SnapshotManifest, StoredSeries } from "./types";

/** All of a snapshot but its measurements. */
export type SnapshotFrame = Omit<Snapshot, "series">;

/** Where a component's rows lie in the file. */
interface Stretch {
  readonly component: string;
  readonly firstRow: number;
  readonly rows: number;
  readonly series: readonly StoredSeries[];
}

/**
 * A stored snapshot whose measurements are read component by component: what is in memory does not grow with the stack.
 * Every byte of its files has been checked on opening; the rows of a series are checked when they are read.
 */
export class SnapshotReader {
  private constructor(
    readonly directory: string,
    readonly frame: SnapshotFrame,
    private readonly catalog: SeriesCatalog,
    private readonly stretches: ReadonlyMap<string, Stretch>,
    private readonly metrics: MetricsReader,
  ) {}

  /**
   * @param threads that decode at a time @default as many as there are cores
   * @throws StoreError where it is missing, damaged, or of another version.
   */
  static async open(directory: string, threads?: number): Promise<SnapshotReader> {
    const manifest = await readManifest(directory);
    await checkFiles(directory, manifest);
    return SnapshotReader.openChecked(directory, threads);
  }

  /** As {@link open}, of a snapshot whose files the caller has just checked. */
  static async openChecked(directory: string, threads?: number): Promise<SnapshotReader> {
    const frame = await readFrame(directory);
    const { contract, manifest } = frame;
    const catalog = seriesCatalog(contract, manifest, frame.account?.existsSince);
    const stretches = stretchesOf(manifest);
    const metrics = await MetricsReader.open(join(directory, METRICS_FILE), threads);
    const reader = new SnapshotReader(directory, frame, catalog, stretches, metrics);
    const expected = manifest.series.flatMap(runsOf).reduce((sum, { rows }) => sum + rows, 0);
    const found = await reader.orUnreadable(metrics.rows());
    if (found === expected) return reader;
    reader.close();
    throw unreadable(directory, `it has ${found} rows, and the manifest says ${expected}`);
  }

  /** Components that have series, in the order in which they are stored. */
  components(): readonly string[] {
    return [...this.stretches.keys()];
  }

  /** Rows of a component: how long it takes to read and to decide on. */
  rowsOf(component: string): number {
    return this.stretches.get(component)?.rows ?? 0;
  }

  /**
   * The series of the components named; a component without any has none.
   * @throws StoreError where a row is not as it was written.
   */
  async read(components: readonly string[]): Promise<ReadonlyMap<string, MetricSeries>> {
    const assembly = new SeriesAssembly(this.catalog);
    for await (const { stretch, rows } of this.stretchesOf(components)) await this.orUnreadable(this.readStretch(stretch, rows, assembly));
    return assembly.finish();
  }

  /**
   * As {@link read}, one component after the other: of the same cost as reading all at once where they are named in stored order.
   * Components without series come last.
   */
  async *readEach(
    components: readonly string[],
  ): AsyncGenerator<{ readonly component: string; readonly series: ReadonlyMap<string, MetricSeries> }> {
    for await (const { stretch, rows } of this.stretchesOf(components)) {
      const assembly = new SeriesAssembly(this.catalog);
      await this.orUnreadable(this.readStretch(stretch, rows, assembly));
      yield { component: stretch.component, series: assembly.finish() };
    }
    for (const component of new Set(components)) if (!this.stretches.has(component)) yield { component, series: new Map() };
  }

  close(): void {
    this.metrics.close();
  }

  /** What follows each other in the file is one query, for a query costs more than a component's rows. */
  private async *stretchesOf(components: readonly string[]): AsyncGenerator<{ readonly stretch: Stretch; readonly rows: RowSource }> {
    const wanted = [...new Set(components)].flatMap((component) => this.stretches.get(component) ?? []);
    for (const adjacent of inOnePiece(wanted)) {
      const count = adjacent.reduce((sum, { rows }) => sum + rows, 0);
      const rows = await this.orUnreadable(this.metrics.from(adjacent[0]?.firstRow ?? 0, count));
      for (const stretch of adjacent) yield { stretch, rows };
    }
  }

  private async readStretch({ series }: Stretch, rows: RowSource, assembly: SeriesAssembly): Promise<void> {
    const hashes = new Map(series.map(({ id }) => [id, new RowsHash(id)]));
    for (const { id, span, periodSeconds, rows: count } of series.flatMap(runsOf)) {
      const points = await rows.take(count);
      hashes.get(id)?.update(periodSeconds, points);
      assembly.receive(id, span, points);
    }
    const changed = series.filter(({ id, rowsSha256 }) => hashes.get(id)?.digest() !== rowsSha256);
    if (changed.length > 0) {
      throw new StoreError(
        `${changed.length} series in ${this.directory} do not belong to its manifest: the hash over their rows differs`,
        {
          problems: changed.slice(0, 10).map(({ id }) => id),
          hint: COLLECT_AGAIN,
        },
      );
    }
  }

  private async orUnreadable<T>(reading: Promise<T>): Promise<T> {
    return reading.catch((cause: unknown) => {
      if (cause instanceof StoreError) throw cause;
      throw unreadable(this.directory, cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause), cause);
    });
  }
}

/**
 * Reads a whole snapshot, having checked every byte and every logical row against its manifest.
 * @throws StoreError where it is missing, damaged, or of another version.
 */
export async function openSnapshot(directory: string): Promise<Snapshot> {
  const reader = await SnapshotReader.open(directory);
  try {
    return { ...reader.frame, series: await reader.read(reader.components()) };
  } finally {
    reader.close();
  }
}

const unreadable = (directory: string, reason: string, cause?: unknown): StoreError =>
  new StoreError(`${join(directory, METRICS_FILE)} cannot be read: ${reason}`, { hint: COLLECT_AGAIN, cause });

function stretchesOf(manifest: SnapshotManifest): ReadonlyMap<string, Stretch> {
  const stretches = new Map<string, Stretch>();
  let firstRow = 0;
  for (const [component, series] of seriesByComponent(manifest)) {
    const rows = series.flatMap(runsOf).reduce((sum, run) => sum + run.rows, 0);
    stretches.set(component, { component, firstRow, rows, series });
    firstRow += rows;
  }
  return stretches;
}

/** Stretches in the order given, those together of which each begins where the one before ends. */
function inOnePiece(stretches: readonly Stretch[]): readonly (readonly Stretch[])[] {
  const pieces: Stretch[][] = [];
  let end = Number.NaN;
  for (const stretch of stretches) {
    if (stretch.firstRow === end) pieces.at(-1)?.push(stretch);
    else pieces.push([stretch]);
    end = stretch.firstRow + stretch.rows;
  }
  return pieces;
}

/** Holds the manifest against its own hash, and the bytes of all files against it. */
async function checkFiles(directory: string, manifest: SnapshotManifest): Promise<void> {
  const problems: string[] = [];
  for (const name of [...JSON_FILES, ...OPTIONAL_FILES.filter((name) => name in manifest.files)]) {
    const problem = damage(name, await readText(directory, name), manifest.files[name]?.sha256);
    if (problem !== undefined) problems.push(problem);
  }
  if ((await readText(directory, MANIFEST_FILE)) !== canonicalJson(manifest))
    problems.push(`${MANIFEST_FILE}: changed since it was written`);
  const metricsHash = await sha256OfFile(join(directory, METRICS_FILE)).catch(() => undefined);
  if (metricsHash === undefined) problems.push(`${METRICS_FILE}: missing or not readable`);
  else if (metricsHash !== manifest.files[METRICS_FILE]?.sha256)
    problems.push(`${METRICS_FILE}: damaged or changed since it was written (SHA-256 differs)`);
  if (problems.length > 0) throw new StoreError(`the snapshot in ${directory} is not as it was written`, { problems, hint: COLLECT_AGAIN });
  const { hash, ...unsigned } = manifest;
  if (snapshotHash(unsigned) === hash) return;
  throw new StoreError(`manifest.json in ${directory} does not belong to its data: the hash over series and files differs`, {
    hint: COLLECT_AGAIN,
  });
}

async function readFrame(directory: string): Promise<SnapshotFrame> {
  const json = async <T>(name: (typeof JSON_FILES)[number] | (typeof OPTIONAL_FILES)[number], schema: z.ZodType<T>): Promise<T> =>
    parseJson(join(directory, name), (await readText(directory, name)) ?? "", schema);
  const manifest = await readManifest(directory);
  const { current, changes } = await json("capacity.json", capacitySchema);
  return {
    manifest,
    contract: await json("contract.json", deploymentContractSchema),
    current,
    capacity: changes,
    prices: await json("prices.json", pricesSchema),
    ...(COSTS_FILE in manifest.files ? { costs: await json(COSTS_FILE, costsSchema) } : {}),
    tags: await json("tags.json", tagsSchema),
    ...(ACCOUNT_FILE in manifest.files ? { account: await json(ACCOUNT_FILE, accountFactsSchema) } : {}),
    pins: await json("pins.json", pinsSchema),
  };
}
