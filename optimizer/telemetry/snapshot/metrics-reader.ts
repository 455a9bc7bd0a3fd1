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
    return new MetricsReader(file, instance, await instance.connect());
  }

  /** @throws DuckDB's error where the file is no Parquet. */
  async rows(): Promise<number> {
    const result = await this.connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${this.source()}`);
    return Number(result.getRows()[0]?.[0]);
  }

  /**
   * Hands over the points of each run; the runs follow each other without a gap.
   * @param firstRow number of the first one's first row in the file
   * @throws DuckDB's error where the file has other columns; RangeError where it has fewer rows than the runs.
   */
  async read<R extends Run>(firstRow: number, runs: readonly R[], receive: (run: R, points: Points) => void): Promise<void> {
    const count = runs.reduce((sum, { rows }) => sum + rows, 0);
    const wanted = `file_row_number >= ${firstRow} AND file_row_number < ${firstRow + count}`;
    const result = await this.connection.stream(`SELECT time::DOUBLE, value FROM ${this.source()} WHERE ${wanted}`);
    const rows = new RowSource(async () => result.fetchChunk());
    for (const run of runs) receive(run, await rows.take(run.rows));
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private source(): string {
    return `read_parquet('${this.file.replaceAll("'", "''")}', file_row_number = true)`;
  }
}

/** Cuts the stream of chunks into arrays of the lengths asked for. */
class RowSource {
  private times = new Float64Array(0);
  private values = new Float64Array(0);
  private used = 0;

  constructor(private readonly fetch: () => Promise<DuckDBDataChunk | null>) {}

  async take(rows: number): Promise<Points> {
    const points = { times: new Float64Array(rows), values: new Float64Array(rows) };
    for (let filled = 0; filled < rows; ) {
      if (this.used === this.times.length) await this.next();
      const count = Math.min(rows - filled, this.times.length - this.used);
      points.times.set(this.times.subarray(this.used, this.used + count), filled);
      points.values.set(this.values.subarray(this.used, this.used + count), filled);
      filled += count;
      this.used += count;
    }
    return points;
  }

  private async next(): Promise<void> {
    const chunk = await this.fetch();
    if (chunk === null || chunk.rowCount === 0) throw new RangeError("there are fewer rows than the manifest says");
    this.times = column(chunk, 0);
    this.values = column(chunk, 1);
    this.used = 0;
  }
}

/** A copy: the vector's memory is the chunk's. */
function column(chunk: DuckDBDataChunk, index: number): Float64Array<ArrayBuffer> {
  const bytes = duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, index), chunk.rowCount * Float64Array.BYTES_PER_ELEMENT);
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
