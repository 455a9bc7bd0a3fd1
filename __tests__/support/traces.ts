import { seededRandom } from "../../optimizer/statistics";

const DAY = 86_400;
const STEP = 300;
const START = Date.UTC(2026, 0, 1) / 1000;

/** Rows of a trace file. */
export type Row = readonly [vm: string, end: number, seconds: number, percent: number];

export const csvOf = (rows: readonly Row[]): string =>
  `${["vm,timestamp,duration_s,cpu_percent", ...rows.map(([vm, end, seconds, percent]) => `${vm},${isoSeconds(end)},${seconds},${percent}`)].join("\n")}\n`;

const isoSeconds = (epoch: number): string => new Date(epoch * 1000).toISOString().replace(".000Z", "Z");

/**
 * Twelve machines over eight weeks: office hours, nightly jobs, slow growth and bursts, each with what real traces have: a machine that
 * begins off the grid, a gap, a row of two days that says nothing, equal values merged into one row. Only integers are computed with.
 */
export function smallTraces(): readonly Row[] {
  return Array.from({ length: 12 }, (_, machine) => machineRows(machine)).flat();
}

function machineRows(machine: number): readonly Row[] {
  const random = seededRandom(machine + 1);
  const days = 42 + 2 * machine;
  const start = START + machine * 3700;
  const base = 20 + Math.floor(random() * 300);
  const rows: Row[] = [];
  let merged: Row | undefined;
  for (let i = 1; i <= (days * DAY) / STEP; i++) {
    const hour = Math.floor((i * STEP) / 3600);
    const [day, hourOfDay] = [Math.floor(hour / 24), hour % 24];
    const busy = day % 7 < 5 && hourOfDay >= 8 && hourOfDay < 18 ? base * (1 + (machine % 3)) : 0;
    const job = machine % 4 === 1 && hourOfDay === 2 ? 400 : 0;
    const burst = random() < 0.0004 * machine ? 100 * Math.floor(random() * 8) : 0;
    const tenths = Math.min(
      1000,
      base + busy + job + burst + machine * Math.floor(day / 4) + Math.floor(random() * (machine % 5 === 0 ? 1 : 30)),
    );
    const end = start + i * STEP;
    if (machine === 3 && day >= 20 && day < 22) continue;
    if (merged !== undefined && merged[3] === tenths / 10 && merged[1] + STEP === end)
      merged = [merged[0], end, merged[2] + STEP, merged[3]];
    else {
      if (merged !== undefined) rows.push(merged);
      merged = [String(machine + 1), end, STEP, tenths / 10];
    }
  }
  if (merged !== undefined) rows.push(merged);
  if (machine === 3) rows.push([String(machine + 1), start + 22 * DAY, 2 * DAY, 0]);
  return rows;
}
