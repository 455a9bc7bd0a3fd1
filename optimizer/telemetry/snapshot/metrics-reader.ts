import { type DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import type { Points } from "./grid";

/** Consecutive rows of one series and tier. */
export interface Run {
  readonly id: string;
  readonly periodSeconds: number;
  readonly rows: number;
}

/**
 * Reads `metrics.parquet` in the order it was written and hands over the points of each run.
 * @throws DuckDB's error where the file is no Parquet or has other columns; RangeError where it has other rows than the runs.
 */
export async function readMetrics<R extends Run>(
  file: string,
  runs: readonly R[],
  receive: (run: R, points: Points) => void,
): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const result = await connection.stream(`SELECT time::DOUBLE AS time, value FROM read_parquet('${file.replaceAll("'", "''")}')`);
    const rows = new RowSource(async () => result.fetchChunk());
    for (const run of runs) receive(run, await rows.take(run.rows));
    if (!(await rows.atEnd())) throw new RangeError("there are more rows than the manifest says");
  } finally {
    connection.closeSync();
    instance.closeSync();
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
      if (await this.atEnd()) throw new RangeError("there are fewer rows than the manifest says");
      const count = Math.min(rows - filled, this.times.length - this.used);
      points.times.set(this.times.subarray(this.used, this.used + count), filled);
      points.values.set(this.values.subarray(this.used, this.used + count), filled);
      filled += count;
      this.used += count;
    }
    return points;
  }

  async atEnd(): Promise<boolean> {
    if (this.used < this.times.length) return false;
    const chunk = await this.fetch();
    if (chunk === null || chunk.rowCount === 0) return true;
    this.times = column(chunk, 0);
    this.values = column(chunk, 1);
    this.used = 0;
    return false;
  }
}

/** A copy: the vector's memory is the chunk's. */
function column(chunk: DuckDBDataChunk, index: number): Float64Array<ArrayBuffer> {
  const bytes = duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, index), chunk.rowCount * Float64Array.BYTES_PER_ELEMENT);
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
