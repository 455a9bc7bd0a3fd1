import { z } from "zod";
import { listed, localHour, type MetricsDatabase } from "./database";

export interface HourOfWeek {
  readonly series: string;
  /** 0 is Monday 00:00 to 01:00 in the time zone, 167 Sunday's last hour. */
  readonly hour: number;
  /** Mean and greatest of the points in that hour of all weeks; in CloudWatch's unit, sums and counts per second. */
  readonly mean: number;
  readonly peak: number;
  readonly points: number;
}

const row = z.strictObject({ series: z.string(), hour: z.number(), mean: z.number(), peak: z.number(), points: z.number() });

/** How a week goes, hour by hour of the time zone's wall clock. @param timeZone IANA name */
export async function hourOfWeek(database: MetricsDatabase, series: readonly string[], timeZone: string): Promise<readonly HourOfWeek[]> {
  return database.query(
    `SELECT series, ((isodow(${localHour("zone")}) - 1) * 24 + hour(${localHour("zone")}))::DOUBLE AS hour,
            avg(level) AS mean, max(level) AS peak, count(*)::DOUBLE AS points
     FROM points WHERE series IN ${listed("series")} GROUP BY ALL ORDER BY ALL`,
    { series, zone: timeZone },
    row,
  );
}
