import { DATABASE, type DatabaseSpec, type Resource } from "../../../contract";
import type { Demand } from "../../demand";
import { Lru } from "../../lru";
import { normal, stream } from "../../random";
import type { RdsParameters } from "../../scenario/relational";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { offMinutes } from "../off-hours";
import { numberOf, type Segment, type SystemContext, segmentAt, specOf, textOf } from "../system";

const { min } = Math;

const DAYS_REMEMBERED = 160;
/** Share of memory that holds the data's pages: shared buffers, and the operating system's cache behind them. */
const CACHED_SHARE = 0.75;
const BUFFER_EXPONENT = 0.3;
const BUSY_NOISE = 0.03;

/** The primary, or a read replica by its number from 0. */
export interface Member {
  readonly name: string;
  readonly replica: number | undefined;
}

/** One instance on one day; NaN where it does not exist or is stopped. */
export interface InstanceDay {
  readonly reads: Float64Array;
  /** Made on the primary, applied on a replica. */
  readonly writes: Float64Array;
  readonly hitRatio: Float64Array;
  /** CPU, 0–1. */
  readonly busy: Float64Array;
  readonly specAt: (minute: number) => DatabaseSpec;
  readonly segmentAt: (minute: number) => Segment;
}

export function membersOf(resources: readonly Resource[]): readonly Member[] {
  let replicas = 0;
  return resources.map(({ name, role }) => ({ name, replica: role === "primary" ? undefined : replicas++ }));
}

/** How statements fall on the primary and its replicas. */
export class RdsLoad {
  readonly reads: Demand;
  readonly writes: Demand;
  private readonly stopped = new Lru<Day, Uint8Array | undefined>(DAYS_REMEMBERED, (day) => offMinutes(this.context, day));
  private readonly instances = new Map<string, Lru<Day, InstanceDay>>();

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: RdsParameters,
  ) {
    this.reads = context.demand("reads", parameters.reads);
    this.writes = context.demand("writes", parameters.writes);
  }

  instance(member: Member, day: Day): InstanceDay {
    const days = this.instances.get(member.name) ?? new Lru<Day, InstanceDay>(DAYS_REMEMBERED, (at) => this.make(member, at));
    this.instances.set(member.name, days);
    return days.get(day);
  }

  private make(member: Member, day: Day): InstanceDay {
    const { parameters, context } = this;
    const reads = this.reads.day(day);
    const writes = this.writes.day(day);
    const segments = context.settings(day);
    const stopped = this.stopped.get(day);
    const noise = stream(context.seed, `${context.name}/${member.name}/busy`);
    const array = () => new Float64Array(MINUTES_PER_DAY).fill(Number.NaN);
    const made = { reads: array(), writes: array(), hitRatio: array(), busy: array() };
    for (const segment of segments) {
      const replicas = numberOf(segment, "read_replicas");
      if (member.replica !== undefined && member.replica >= replicas) continue;
      const spec = specOfMember(member, segment);
      const onReplicas = replicas === 0 ? 0 : parameters.readsOnReplicas;
      const readShare = member.replica === undefined ? 1 - onReplicas : onReplicas / replicas;
      const writeShare = member.replica === undefined ? 1 : parameters.applyShare;
      const hitRatio = parameters.bufferHitRatio * min(1, (spec.memoryGib * CACHED_SHARE) / parameters.workingSetGib) ** BUFFER_EXPONENT;
      const readCost = parameters.readMs * (1 + parameters.missCost * (parameters.bufferHitRatio - hitRatio));
      for (let i = segment.from; i < segment.to; i++) {
        if (stopped?.[i] === 1) continue;
        const ownReads = (reads[i] ?? 0) * readShare;
        const ownWrites = writes[i] ?? 0;
        const plain = (ownReads * readCost + ownWrites * writeShare * parameters.writeMs) / 1000 / spec.vcpus;
        const drawn = 1 + BUSY_NOISE * normal(noise, day * MINUTES_PER_DAY + i);
        made.reads[i] = ownReads;
        made.writes[i] = ownWrites;
        made.hitRatio[i] = hitRatio;
        made.busy[i] = min(1, parameters.idleCpu + plain * (1 + parameters.contention * min(1, plain)) * drawn);
      }
    }
    return {
      ...made,
      specAt: (minute) => specOfMember(member, segmentAt(segments, minute)),
      segmentAt: (minute) => segmentAt(segments, minute),
    };
  }
}

const specOfMember = (member: Member, segment: Segment): DatabaseSpec =>
  specOf(DATABASE, textOf(segment, member.replica === undefined ? "instance_class" : "replica_class"));
