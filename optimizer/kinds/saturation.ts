import { epochAt, minutesOf, type Tiers } from "../evidence/tiers";
import type { Saturation } from "./model";

/** The last minute of the last run over a limit that lasted longer than the minutes given: a boot is short, overload is not. */
export function longSaturation(tiers: Tiers, limit: number, minutes: number, what: string): Saturation | undefined {
  const fine = minutesOf(tiers);
  if (fine === undefined) return undefined;
  let run = 0;
  for (let i = fine.values.length - 1; i >= 0; i--) {
    const value = fine.values[i] ?? Number.NaN;
    run = value >= limit ? run + 1 : 0;
    if (run > minutes) return { atEpoch: epochAt(fine.grid, i + run - 1), what, value };
  }
  return undefined;
}
