import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a month of measurements of the table `trades`, as an export from CloudWatch would look: rows of five minutes, and of one minute
 * for the last 15 days. The same bytes on every run.
 *
 *     npx tsx examples/csv/generate.ts DIRECTORY [HOURS]
 *
 * HOURS is how long nothing was recorded, ten days before the end.
 */

const MINUTE = 60;
const FIVE_MINUTES = 5 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const END = Date.UTC(2026, 10, 2) / 1000;
const START = END - 31 * DAY;
const MINUTES_FROM = END - 15 * DAY;
const GAP_FROM = END - 10 * DAY;

const [directory = "measurements", gapHours = "0"] = process.argv.slice(2);
const isRecorded = (epoch: number): boolean => epoch < GAP_FROM || epoch >= GAP_FROM + Number(gapHours) * HOUR;

/** 0 at midnight, 1 at noon, UTC. */
const daylight = (epoch: number): number => (1 - Math.cos((2 * Math.PI * (epoch % DAY)) / DAY)) / 2;

/** What is recorded of a series in the interval of so many seconds that begins then, in CloudWatch's units. */
function value(series: string, epoch: number, seconds: number): number {
  const [, resource, metric] = series.split("/");
  const share = resource === "table" ? 1 : 0.5;
  switch (metric) {
    case "consumed_reads":
      return Math.round((150 + 250 * daylight(epoch)) * share * seconds);
    case "consumed_writes":
      return Math.round((100 + 200 * daylight(epoch)) * share * seconds);
    case "provisioned_reads":
      return 4000 * share;
    case "provisioned_writes":
      return 4000;
    case "latency":
      return Math.round((3 + 1.5 * daylight(epoch)) * 1000) / 1000;
    default:
      throw new Error(`nothing is known of ${series}`);
  }
}

/** Provisioned capacity is published every five minutes, everything else every minute; CloudWatch keeps minutes for 15 days. */
function* rows(series: string): Generator<string> {
  yield "timestamp,value";
  const isSlow = series.includes("/provisioned_");
  for (let epoch = START, step = FIVE_MINUTES; epoch < END; epoch += step) {
    step = isSlow || epoch < MINUTES_FROM ? FIVE_MINUTES : MINUTE;
    if (isRecorded(epoch)) yield `${new Date(epoch * 1000).toISOString().slice(0, 19).replace("T", " ")},${value(series, epoch, step)}`;
  }
}

mkdirSync(directory, { recursive: true });
for (const file of ["series.json", "prices.json"]) copyFileSync(join(__dirname, file), join(directory, file));
const mapping: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(__dirname, "series.json"), "utf8"));
for (const [file, series] of Object.entries(mapping)) writeFileSync(join(directory, file), `${[...rows(series)].join("\n")}\n`);
