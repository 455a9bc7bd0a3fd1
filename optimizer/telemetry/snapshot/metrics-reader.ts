import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import type { Points } from "./grid";
import type { Run } from "./runs";

/** Reads stretches of `metrics.parquet` in the order it was written; of the file only the row groups that hold them. */
export class MetricsReader {
  private constructor(
    private readonly file: string,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  /** @param threads that DuckDB may decode with @default as many as there are cores */
  static async open(file: string, threads?: number): Promise<MetricsReader> {
    const instance = await DuckDBInstance.create(":memory:", threads === undefined ? {} : { threads: `${threads}` });
    const connection = await instance.connect();
    // The description of a file of hundreds of row groups takes longer to read than one component's rows.
    await connection.run("SET parquet_metadata_cache = true");
    return new MetricsReader(file, instance, connection);
  }

  /** @throws DuckDB's error where the file is no Parquet. */
  async rows(): Promise<number> {
    const result = await this.connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${this.source()}`);
    return Number(result.getRows()[0]?.[0]);
  }

  /**
   * Rows of the file in stored order, to be taken stretch by stretch.
   * @param firstRow number of the first in the file
   * @throws DuckDB's error where the file has other columns
   */
  async from(firstRow: number, count: number): Promise<RowSource> {
    const wanted = `file_row_number >= ${firstRow} AND file_row_number < ${firstRow + count}`;
    const result = await this.connection.stream(`SELECT time::DOUBLE, value FROM ${this.source()} WHERE ${wanted}`);
    return new RowSource(async () => result.fetchChunk());
  }

  /**
   * Hands over the points of each run, which stand until it returns; the runs follow each other without a gap.
   * @param firstRow number of the first one's first row in the file
   * @throws DuckDB's error where the file has other columns; RangeError where it has fewer rows than the runs.
   */
  async read<R extends Run>(firstRow: number, runs: readonly R[], receive: (run: R, points: Points) => void): Promise<void> {
    const source = await this.from(
      firstRow,
      runs.reduce((sum, { rows }) => sum + rows, 0),
    );
    for (const run of runs) receive(run, await source.take(run.rows));
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private source(): string {
    return `read_parquet('${this.file.replaceAll("'", "''")}', file_row_number = true)`;
  }
}

/** Cuts the stream of chunks into stretches of the lengths asked for; each stands until the next is taken. */
export class RowSource {
  private chunk: DuckDBDataChunk | null = null;
  private used = 0;
  /** Used again for every stretch: of all that a decision allocates, these would be the most. */
  private times = new Float64Array(0);
  private values = new Float64Array(0);

  constructor(private readonly fetch: () => Promise<DuckDBDataChunk | null>) {}

  /** @throws RangeError where there are not so many left */
  async take(rows: number): Promise<Points> {
    if (this.times.length < rows) {
      this.times = new Float64Array(rows);
      this.values = new Float64Array(rows);
    }
    for (let filled = 0; filled < rows; ) {
      const chunk = this.chunk ?? (await this.next());
      const count = Math.min(rows - filled, chunk.rowCount - this.used);
      copyColumn(chunk, 0, this.used, this.times.subarray(filled, filled + count));
      copyColumn(chunk, 1, this.used, this.values.subarray(filled, filled + count));
      filled += count;
      this.used += count;
      if (this.used === chunk.rowCount) this.chunk = null;
    }
    return { times: this.times.subarray(0, rows), values: this.values.subarray(0, rows) };
  }

  private async next(): Promise<DuckDBDataChunk> {
    const chunk = await this.fetch();
    if (chunk === null || chunk.rowCount === 0) throw new RangeError("there are fewer rows than the manifest says");
    this.chunk = chunk;
    this.used = 0;
    return chunk;
  }
}

/** The vector's memory is the chunk's, and at no address that a view of doubles could have. */
function copyColumn(chunk: DuckDBDataChunk, column: number, fromRow: number, into: Float64Array<ArrayBuffer>): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  const bytes = duckdb.vector_get_data(vector, chunk.rowCount * into.BYTES_PER_ELEMENT);
  const from = fromRow * into.BYTES_PER_ELEMENT;
  new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes.subarray(from, from + into.byteLength));
}
