import { join } from "node:path";
import { NO_POINTS, type Points, type TierPeriod } from "../snapshot";
import { METRICS_FILE } from "../snapshot/facts";
import { MetricsReader } from "../snapshot/metrics-reader";
import { runsOf } from "../snapshot/runs";
import type { Base } from "./base";
import { joinPoints } from "./points";

export type RowsByPeriod = ReadonlyMap<TierPeriod, Points>;

/** Rows that are held at a time: about 16 bytes each. */
const ROWS_PER_BATCH = 1_000_000;
const THREADS = 1;

/** Rows of a stored snapshot, series by series in its order. */
export class BaseRows {
  private readonly firstRow = new Map<string, number>();
  private readonly batch = new Map<string, RowsByPeriod>();

  private constructor(
    private readonly base: Base,
    private readonly reader: MetricsReader,
  ) {
    let row = 0;
    for (const series of base.manifest.series) {
      this.firstRow.set(series.id, row);
      row += runsOf(series).reduce((sum, { rows }) => sum + rows, 0);
    }
  }

  static async open(base: Base): Promise<BaseRows> {
    return new BaseRows(base, await MetricsReader.open(join(base.directory, METRICS_FILE), THREADS));
  }

  /** All rows of a series, by period; to be asked for in the order of the snapshot. */
  async take(id: string): Promise<RowsByPeriod> {
    if (!this.batch.has(id)) await this.readFrom(id);
    const rows = this.batch.get(id) ?? new Map();
    this.batch.delete(id);
    return rows;
  }

  close(): void {
    this.reader.close();
  }

  private async readFrom(id: string): Promise<void> {
    this.batch.clear();
    const { series } = this.base.manifest;
    const runs: ReturnType<typeof runsOf>[number][] = [];
    let rows = 0;
    for (let i = series.findIndex((each) => each.id === id); i >= 0 && i < series.length && rows < ROWS_PER_BATCH; i++) {
      const one = series[i];
      if (one === undefined) break;
      const own = runsOf(one);
      runs.push(...own);
      rows += own.reduce((sum, run) => sum + run.rows, 0);
      this.batch.set(one.id, new Map());
    }
    const held = new Map<string, Map<TierPeriod, Points>>([...this.batch.keys()].map((each) => [each, new Map()]));
    await this.reader.read(this.firstRow.get(id) ?? 0, runs, (run, { times, values }) => {
      const ofSeries = held.get(run.id);
      // The reader writes the next run into the same memory.
      const points = { times: times.slice(), values: values.slice() };
      ofSeries?.set(run.periodSeconds, joinPoints([ofSeries.get(run.periodSeconds) ?? NO_POINTS, points]));
    });
    for (const [each, byPeriod] of held) this.batch.set(each, byPeriod);
  }
}
