import type { SnapshotReader } from "../telemetry/snapshot/open";

/** Rows that are read in one go: enough that a query's own cost vanishes, few enough that no thread waits long for another's last batch. */
const ROWS_PER_BATCH = 2_000_000;

/** Components that lie side by side in a snapshot, in batches; the longest first, so that no thread is left with one at the end. */
export function batchesOf(
  reader: Pick<SnapshotReader, "components" | "rowsOf">,
  components: readonly string[],
): readonly (readonly string[])[] {
  const wanted = new Set(components);
  const stored = reader.components().filter((component) => wanted.has(component));
  const storedSet = new Set(stored);
  const batches: { rows: number; components: string[] }[] = [];
  for (const component of [...stored, ...components.filter((one) => !storedSet.has(one))]) {
    const rows = reader.rowsOf(component);
    const last = batches.at(-1);
    if (last === undefined || last.rows + rows > ROWS_PER_BATCH) batches.push({ rows, components: [component] });
    else {
      last.components.push(component);
      last.rows += rows;
    }
  }
  return batches.sort((a, b) => b.rows - a.rows).map((batch) => batch.components);
}
