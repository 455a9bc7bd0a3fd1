import { Lru } from "../../lru";
import { HIGHEST_RHO, type QueueTable, queueTables } from "../../queue";
import type { RdsParameters } from "../../scenario/relational";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { isOn, numberOf, type SystemContext } from "../system";
import type { Member, RdsLoad } from "./load";

const { max, min, round } = Math;

const DAYS_REMEMBERED = 160;
/** Classes up to 4xlarge burst to this on credits: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html */
const BURST_IOPS = 20_000;
/** A full bucket carries the whole burst for 30 minutes, and fills again in a day. */
const BURST_MINUTES = 30;
/** 4,750 Mbit/s over 20,000 operations: what one of the baseline carries. */
const BASELINE_BYTES_PER_OPERATION = 26_000;
const FULL = 100;

/** An instance's volume on one day; NaN where the instance is. */
export interface DiskDay {
  readonly reads: Float64Array;
  readonly writes: Float64Array;
  /** Of one operation, waiting included. */
  readonly readMs: Float64Array;
  readonly writeMs: Float64Array;
  /** Credits left, 0–100 %. */
  readonly operationBalance: Float64Array;
  readonly byteBalance: Float64Array;
}

/** The volume as a queue with as many servers as keep its IOPS; the instance's own EBS limit may be the lower one. */
export class Disks {
  private readonly days = new Map<string, Lru<Day, DiskDay>>();
  private readonly tables: (servers: number) => QueueTable;

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: RdsParameters,
    private readonly load: RdsLoad,
  ) {
    this.tables = queueTables(parameters.disk.queue, context.seed);
  }

  day(member: Member, day: Day): DiskDay {
    const days = this.days.get(member.name) ?? new Lru<Day, DiskDay>(DAYS_REMEMBERED, (at) => this.make(member, at));
    this.days.set(member.name, days);
    return days.get(day);
  }

  private make(member: Member, day: Day): DiskDay {
    const instance = this.load.instance(member, day);
    const { disk } = this.parameters;
    const fault = this.context.latencyFault(day);
    const array = () => new Float64Array(MINUTES_PER_DAY).fill(Number.NaN);
    const made = { reads: array(), writes: array(), readMs: array(), writeMs: array(), operationBalance: array(), byteBalance: array() };
    let operations = FULL;
    let bytes = FULL;
    for (let i = 0; i < MINUTES_PER_DAY; i++) {
      if (Number.isNaN(instance.busy[i])) continue;
      const segment = instance.segmentAt(i);
      const { ebsIops } = instance.specAt(i);
      const reads = (instance.reads[i] ?? 0) * (1 - (instance.hitRatio[i] ?? 1)) * disk.readsPerMiss;
      const writes = (instance.writes[i] ?? 0) * disk.writesPerWrite;
      const limit = min(numberOf(segment, "iops"), operations > 0 && bytes > 0 ? max(ebsIops, BURST_IOPS) : ebsIops);
      const wanted = reads + writes;
      const served = min(1, limit / max(wanted, 1e-9));
      operations = refilled(operations, (wanted * served) / ebsIops, ebsIops);
      bytes = refilled(bytes, (wanted * served * disk.bytesPerOperation) / (ebsIops * BASELINE_BYTES_PER_OPERATION), ebsIops);
      const table = this.tableOf(limit);
      const latency = disk.operationMs * table.mean(table.position(min(HIGHEST_RHO, wanted / limit))) * (fault?.[i] ?? 1);
      made.reads[i] = reads * served;
      made.writes[i] = writes * served;
      made.readMs[i] = latency;
      made.writeMs[i] = latency + (member.replica === undefined && isOn(segment, "multi_az") ? disk.standbyMs : 0);
      made.operationBalance[i] = operations;
      made.byteBalance[i] = bytes;
    }
    return made;
  }

  private tableOf(limit: number): QueueTable {
    return this.tables(max(1, round((limit * this.parameters.disk.operationMs) / 1000)));
  }
}

/** @param use relative to the baseline; credits drain over it and come back under it */
function refilled(balance: number, use: number, ebsIops: number): number {
  const burst = max(BURST_IOPS / ebsIops, 1 + 1e-9) - 1;
  const perMinute = use > 1 ? ((1 - use) / burst) * (FULL / BURST_MINUTES) : ((1 - use) * FULL) / MINUTES_PER_DAY;
  return min(FULL, max(0, balance + perMinute));
}
