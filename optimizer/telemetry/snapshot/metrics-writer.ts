import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBEnumType,
  DuckDBInstance,
  type DuckDBType,
  DuckDBTypeId,
} from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import type { Points } from "./grid";
import type { TierPeriod } from "./types";

const ROWS_PER_CHUNK = duckdb.vector_size();
/** DuckDB spills to disk above this, so that a snapshot of any size is written in constant memory. */
const MEMORY_LIMIT = "64MB";
/** Version 2's encodings (delta for times, dictionary or byte stream split for values) take a fifth off, and a point that many fewer to read. */
const PARQUET = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd";
const STAGING = "staging.duckdb";

type SeriesNumbers = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
type Column = SeriesNumbers | Float64Array<ArrayBuffer>;

/**
 * Writes `metrics.parquet`. Points go column by column into a staging table on disk, whole vectors at a time
 * (a value at a time costs ten times as much), and from there in the same order into Parquet.
 */
export class MetricsWriter {
  private readonly chunk: DuckDBDataChunk;
  private readonly numbers: SeriesNumbers;
  private readonly periods = new Uint16Array(ROWS_PER_CHUNK);
  /** Epoch seconds fit until 2106. */
  private readonly times = new Uint32Array(ROWS_PER_CHUNK);

  private constructor(
    private readonly directory: string,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly appender: DuckDBAppender,
    types: readonly DuckDBType[],
  ) {
    this.chunk = DuckDBDataChunk.create(types);
    this.numbers = numbersFor(types[0]);
  }

  /** @param ids of all series that may be written, sorted. */
  static async create(directory: string, ids: readonly string[]): Promise<MetricsWriter> {
    const instance = await DuckDBInstance.create(join(directory, STAGING), { memory_limit: MEMORY_LIMIT });
    const connection = await instance.connect();
    // The table lives for seconds: compressing it would take longer than all else.
    await connection.run("SET force_compression = 'uncompressed'");
    const names = ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(",");
    await connection.run(`CREATE TABLE points (series ENUM (${names}), period_s USMALLINT, time UINTEGER, value DOUBLE)`);
    const appender = await connection.createAppender("points");
    const types = Array.from({ length: appender.columnCount }, (_, column) => appender.columnType(column));
    return new MetricsWriter(directory, instance, connection, appender, types);
  }

  /** @param series its place in the list of ids; series must come in that order, and the tiers of one oldest first. */
  append(series: number, periodSeconds: TierPeriod, { times, values }: Points): void {
    this.numbers.fill(series);
    this.periods.fill(periodSeconds);
    for (let from = 0; from < times.length; from += ROWS_PER_CHUNK) {
      const rows = Math.min(ROWS_PER_CHUNK, times.length - from);
      this.chunk.reset();
      this.chunk.rowCount = rows;
      this.setColumn(0, this.numbers.subarray(0, rows));
      this.setColumn(1, this.periods.subarray(0, rows));
      this.times.set(times.subarray(from, from + rows));
      this.setColumn(2, this.times.subarray(0, rows));
      this.setColumn(3, values.subarray(from, from + rows));
      this.appender.appendDataChunk(this.chunk);
    }
  }

  /** Writes the file and removes the staging table. */
  async finish(file: string): Promise<void> {
    this.appender.closeSync();
    const columns = "series::VARCHAR AS series, period_s::INTEGER AS period_s, time::BIGINT AS time, value";
    await this.connection.run(`COPY (SELECT ${columns} FROM points) TO '${file.replaceAll("'", "''")}' (${PARQUET})`);
    await this.dispose();
  }

  async dispose(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    await Promise.all(["", ".wal", ".tmp"].map((suffix) => rm(join(this.directory, STAGING + suffix), { recursive: true, force: true })));
  }

  private setColumn(column: number, data: Column): void {
    const vector = duckdb.data_chunk_get_vector(this.chunk.chunk, column);
    duckdb.copy_data_to_vector(vector, 0, data.buffer, data.byteOffset, data.byteLength);
  }
}

/** An enumeration is stored as the narrowest number that holds it. */
function numbersFor(type: DuckDBType | undefined): SeriesNumbers {
  if (!(type instanceof DuckDBEnumType)) throw new TypeError("the first column must be the enumeration of series");
  if (type.internalTypeId === DuckDBTypeId.UTINYINT) return new Uint8Array(ROWS_PER_CHUNK);
  if (type.internalTypeId === DuckDBTypeId.USMALLINT) return new Uint16Array(ROWS_PER_CHUNK);
  return new Uint32Array(ROWS_PER_CHUNK);
}
