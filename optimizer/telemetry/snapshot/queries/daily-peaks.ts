import { z } from "zod";
import { listed, localHour, type MetricsDatabase } from "./database";

export interface DailyPeak {
  readonly series: string;
  /** Local calendar day, `2026-11-20`. */
  readonly day: string;
  /** Greatest value of the day in any tier; in CloudWatch's unit, sums and counts per second. */
  readonly peak: number;
}

const row = z.strictObject({ series: z.string(), day: z.string(), peak: z.number() });

/** The greatest value of every local day. @param timeZone IANA name */
export async function dailyPeaks(database: MetricsDatabase, series: readonly string[], timeZone: string): Promise<readonly DailyPeak[]> {
  return database.query(
    `SELECT series, strftime(${localHour("zone")}, '%Y-%m-%d') AS day, max(level) AS peak
     FROM points WHERE series IN ${listed("series")} GROUP BY ALL ORDER BY ALL`,
    { series, zone: timeZone },
    row,
  );
}
