import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { z } from "zod";
import { METRICS_FILE } from "../facts";

type Parameters = Readonly<Record<string, string | number | readonly string[]>>;

/** Sums grow with the period that they are of; per second they can be held against each other. */
const LEVEL = "CASE WHEN series LIKE '%/Sum' OR series LIKE '%/SampleCount' THEN value / period_s ELSE value END";

/**
 * A snapshot's measurements as the SQL table `points (series, period_s, time, value, level)`: one row a point, in CloudWatch's own units;
 * `level` is the value, of sums and counts per second.
 */
export class MetricsDatabase {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  /** @throws DuckDB's error where the folder holds no Parquet of that name */
  static async open(directory: string): Promise<MetricsDatabase> {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const file = join(directory, METRICS_FILE).replaceAll("'", "''");
    await connection.run(`CREATE VIEW points AS SELECT *, ${LEVEL} AS level FROM read_parquet('${file}')`);
    return new MetricsDatabase(instance, connection);
  }

  /** @param parameters by name: `$name` in the statement; a list is one for `IN` or `unnest` */
  async query<T>(sql: string, parameters: Parameters, row: z.ZodType<T>): Promise<readonly T[]> {
    const bound = Object.entries(parameters).map(
      ([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : value] as const,
    );
    const result = await this.connection.runAndReadAll(sql, Object.fromEntries<DuckDBValue>(bound));
    return z.array(row).parse(result.getRowObjectsJS());
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/** A parameter that is a list of texts, as a table function. */
export const listed = (parameter: string): string => `(SELECT unnest(from_json($${parameter}, '["VARCHAR"]')))`;

/** Start of the hour of UTC that a point lies in, as the wall clock of a time zone shows it: days and weeks begin on whole hours. */
export const localHour = (timeZone: string): string => `timezone($${timeZone}, to_timestamp(time - time % 3600))`;
