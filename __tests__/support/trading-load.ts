import { GIB } from "../../contract";
import { DAY, type Measures, type Point } from "./snapshot";

/** Business hours as a smooth hump around 17:00 UTC, 0 to 1; nothing at weekends. */
export function businessHours(epoch: number): number {
  const weekday = (Math.floor(epoch / DAY) + 4) % 7;
  const hour = (epoch % DAY) / 3600;
  return weekday === 0 || weekday === 6
    ? 0
    : Math.max(0, Math.cos(((hour - 17) / 8) * Math.PI) * 0.5 + 0.5) * (Math.abs(hour - 17) < 8 ? 1 : 0);
}

/** A measure that is the same for every resource. */
export type Level = (point: Point) => number;

const STEP = 60;
/** Business hours of every minute of a week: asked millions of times. */
const WEEK = Float64Array.from({ length: (7 * DAY) / STEP }, (_, i) => businessHours(i * STEP));

/** From `low` at night to `high` at the day's peak; coarse tiers keep the peak of their interval as maximum. */
export const daily = (low: number, high: number): Level => {
  const at = (epoch: number) => low + (high - low) * (WEEK[Math.floor(epoch / STEP) % WEEK.length] ?? 0);
  return ({ epoch, periodSeconds, statistic }) => {
    const [start, middle, end] = [at(epoch), at(epoch + periodSeconds / 2), at(epoch + periodSeconds)];
    if (statistic === "Maximum") return Math.max(start, middle, end);
    if (statistic === "Minimum") return Math.min(start, middle, end);
    return middle;
  };
};

/** A trading stack with little to do: everything about a tenth to a fifth busy. */
export const QUIET: Measures = {
  database: {
    cpu: daily(0.05, 0.15),
    connections: daily(50, 300),
    freeable_memory: 200 * GIB,
    free_local_storage: 400 * GIB,
    buffer_cache_hit_ratio: 0.999,
    network_in: daily(1e6, 2e7),
    network_out: daily(1e6, 4e7),
    commit_latency: 2,
    replica_lag: 15,
    volume_read_iops: 100,
    volume_write_iops: 400,
  },
  order_service: {
    cpu: daily(0.04, 0.14),
    in_service: 5,
    memory: 0.1,
    disk: 0.3,
    network_in: daily(1e6, 5e7),
    network_out: daily(1e6, 5e7),
    ebs_read_ops: daily(1, 40),
    ebs_write_ops: daily(1, 80),
    ebs_read_bytes: daily(1e4, 1e6),
    ebs_write_bytes: daily(1e4, 2e6),
    latency: daily(3, 4),
    requests: daily(100, 2000),
    errors: 0,
    connection_errors: 0,
    queue_depth: daily(0, 20),
  },
  cache: {
    engine_cpu: daily(0.01, 0.05),
    cpu: daily(0.01, 0.03),
    capacity_used: 0.2,
    bytes_used: 8 * GIB,
    hits: daily(100, 1000),
    misses: daily(1, 10),
    evictions: 0,
    network_out: daily(1e5, 2e7),
  },
  trades: table(400, 200),
  orders: table(600, 300),
  positions: table(400, 100),
  accelerator: {
    cpu: daily(0.02, 0.1),
    memory: 0.2,
    requests: daily(100, 2000),
    network_in: daily(1e5, 1e7),
    network_out: daily(1e5, 5e7),
    item_hits: 100,
    item_misses: 1,
    evicted: 0,
    throttled: 0,
    errors: 0,
  },
};

/** About a tenth of what is provisioned. */
function table(reads: number, writes: number): Measures[string] {
  return {
    consumed_reads: daily(reads / 10, reads),
    consumed_writes: daily(writes / 10, writes),
    provisioned_reads: reads * 10,
    provisioned_writes: writes * 10,
    read_throttles: 0,
    write_throttles: 0,
  };
}
