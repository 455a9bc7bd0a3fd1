import { existsSync, readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { gunzipSync } from "node:zlib";
import { InputError } from "../../contract";
import { bits, type Stream } from "../random";
import { MINUTES_PER_DAY } from "../time";

const DATA = resolve(__dirname, "..", "data");
const { floor } = Math;

const SLOT_MINUTES = 5;
const SLOTS_PER_WEEK = (7 * MINUTES_PER_DAY) / SLOT_MINUTES;
/** 1970-01-01 was a Thursday: slots count from Monday 00:00 UTC. */
const EPOCH_OFFSET_SLOTS = (3 * MINUTES_PER_DAY) / SLOT_MINUTES;
/** An outlier of a real series bends the demand by at most e^±this, before `strength`. */
const MAX_LOG_DEVIATION = 1.5;

/** A real series as deviations from its median, week by week on a five-minute grid, tiled over all time. */
export class Replay {
  private constructor(private readonly weeks: readonly Float64Array[]) {}

  /** @param series path under `simulator/data`; `#name` picks one machine of a file that holds several */
  static load(series: string): Replay {
    const [file = "", machine] = series.split("#");
    const path = resolve(DATA, file);
    if (!path.startsWith(DATA + sep) || !existsSync(path)) {
      throw new InputError(`scenario: there is no series ${series}`, {
        hint: "name a file under simulator/data, such as nab-aws-cloudwatch/elb_request_count_8c0756.csv",
      });
    }
    const rows = machine === undefined ? plainRows(path) : machineRows(path, machine);
    if (rows.length < 2) throw new InputError(`scenario: series ${series} holds no rows`);
    return new Replay(weeksOf(rows));
  }

  /** Logarithm of the deviation at a UTC minute; which real week stands in for a week is drawn. */
  deviation(epochMinute: number, weekChoice: Stream): number {
    const at = epochMinute / SLOT_MINUTES + EPOCH_OFFSET_SLOTS;
    const slot = floor(at);
    const low = this.atSlot(slot, weekChoice);
    return low + (this.atSlot(slot + 1, weekChoice) - low) * (at - slot);
  }

  private atSlot(slot: number, weekChoice: Stream): number {
    const week = floor(slot / SLOTS_PER_WEEK);
    const chosen = this.weeks[bits(weekChoice, week) % this.weeks.length];
    return chosen?.[slot - week * SLOTS_PER_WEEK] ?? 0;
  }
}

interface Row {
  readonly epochSeconds: number;
  readonly value: number;
}

const parse = (timestamp: string, value: string): Row => ({
  epochSeconds: Date.parse(timestamp.includes("T") ? timestamp : `${timestamp.replace(" ", "T")}Z`) / 1000,
  value: Number(value),
});

function plainRows(path: string): readonly Row[] {
  const lines = readFileSync(path, "utf8").trim().split("\n").slice(1);
  return lines.map((line) => {
    const [timestamp = "", value = ""] = line.split(",");
    return parse(timestamp, value);
  });
}

function machineRows(path: string, machine: string): readonly Row[] {
  const lines = gunzipSync(readFileSync(path)).toString("utf8").split("\n");
  return lines
    .filter((line) => line.startsWith(`${machine},`))
    .map((line) => {
      const [, timestamp = "", , value = ""] = line.split(",");
      return parse(timestamp, value);
    });
}

/** Lays rows on the grid, fills holes from before, and cuts whole weeks; a series shorter than two weeks repeats. */
function weeksOf(rows: readonly Row[]): readonly Float64Array[] {
  const usable = rows.filter(({ epochSeconds, value }) => Number.isFinite(epochSeconds) && Number.isFinite(value));
  const sorted = usable.map(({ value }) => value).sort((a, b) => a - b);
  const median = Math.max(sorted[floor(sorted.length / 2)] ?? 1, Number.MIN_VALUE);
  const slots = new Map<number, number>();
  for (const { epochSeconds, value } of usable) {
    const log = Math.log(Math.max(value, median * Math.exp(-MAX_LOG_DEVIATION)) / median);
    slots.set(floor(epochSeconds / 60 / SLOT_MINUTES) + EPOCH_OFFSET_SLOTS, Math.min(MAX_LOG_DEVIATION, log));
  }
  const first = Math.min(...slots.keys());
  const weeks = Math.max(1, floor((Math.max(...slots.keys()) - first + 1) / SLOTS_PER_WEEK));
  let last = 0;
  return Array.from({ length: weeks }, (_, week) => {
    const grid = new Float64Array(SLOTS_PER_WEEK);
    for (let i = 0; i < SLOTS_PER_WEEK; i++) {
      const slot = first + week * SLOTS_PER_WEEK + i;
      last = slots.get(slot) ?? last;
      grid[((slot % SLOTS_PER_WEEK) + SLOTS_PER_WEEK) % SLOTS_PER_WEEK] = last;
    }
    return grid;
  });
}
