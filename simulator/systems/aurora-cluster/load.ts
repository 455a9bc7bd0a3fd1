import { DATABASE, type DatabaseSpec, type Resource } from "../../../contract";
import type { Demand } from "../../demand";
import { Lru } from "../../lru";
import { normal, stream } from "../../random";
import type { AuroraParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { numberOf, type Segment, type SystemContext, segmentAt, specOf, textOf } from "../system";

const { min } = Math;

/** Share of an instance's memory that PostgreSQL on Aurora takes for shared buffers. */
export const BUFFER_SHARE = 0.75;
/** Hits fall with this power of what fits. */
const BUFFER_EXPONENT = 0.3;
const DAYS_REMEMBERED = 160;

export type Role = "writer" | "failover_reader" | "reader";

/** One instance on one day. NaN where it does not exist. */
export interface InstanceDay {
  /** Queries per second. */
  readonly reads: Float64Array;
  readonly writes: Float64Array;
  readonly hitRatio: Float64Array;
  /** 0–1. */
  readonly busy: Float64Array;
  readonly specAt: (minute: number) => DatabaseSpec;
}

/** An instance of the cluster: which of the readers it is, and under which tunable its class stands. */
export interface Member {
  readonly name: string;
  readonly role: Role;
  /** 0 is the failover reader; the writer has none. */
  readonly reader: number;
}

export function membersOf(resources: readonly Resource[]): readonly Member[] {
  const instances = resources.filter(({ scope }) => scope === "instance");
  let readers = 0;
  return instances.map(({ name, role }) => {
    if (role === "writer") return { name, role: "writer", reader: -1 };
    const reader = readers++;
    return { name, role: reader === 0 ? "failover_reader" : "reader", reader };
  });
}

/** How the cluster's work falls on its instances. */
export class ClusterLoad {
  readonly reads: Demand;
  readonly writes: Demand;
  private readonly readRates = new Lru<Day, Float64Array>(DAYS_REMEMBERED, (day) => this.readsWithMisses(day));
  private readonly instances = new Map<string, Lru<Day, InstanceDay>>();

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: AuroraParameters,
  ) {
    this.reads = context.demand("reads", parameters.reads);
    this.writes = context.demand("writes", parameters.writes);
  }

  /** Reads of the whole cluster: those asked for, and those that the cache in front could not answer. */
  readsOf(day: Day): Float64Array {
    return this.readRates.get(day);
  }

  instance(member: Member, day: Day): InstanceDay {
    const days = this.instances.get(member.name) ?? new Lru<Day, InstanceDay>(DAYS_REMEMBERED, (at) => this.make(member, at));
    this.instances.set(member.name, days);
    return days.get(day);
  }

  private readsWithMisses(day: Day): Float64Array {
    const { cachedBy } = this.parameters;
    const own = this.reads.day(day);
    const misses = cachedBy === undefined ? undefined : this.context.system(cachedBy)?.misses?.(day);
    return misses === undefined ? own : own.map((rate, i) => rate + (misses[i] ?? 0));
  }

  private make(member: Member, day: Day): InstanceDay {
    const { parameters, context } = this;
    const clusterReads = this.readsOf(day);
    const clusterWrites = this.writes.day(day);
    const segments = context.settings(day);
    const array = () => new Float64Array(MINUTES_PER_DAY).fill(Number.NaN);
    const made = { reads: array(), writes: array(), hitRatio: array(), busy: array() };
    const weight = 1 + parameters.skew * normal(stream(context.seed, `${context.name}/weight`), member.reader);
    const noise = stream(context.seed, `${context.name}/${member.name}/busy`);
    for (const segment of segments) {
      const readers = numberOf(segment, "readers");
      if (member.reader >= readers) continue;
      const spec = specOfMember(member, segment);
      const fits = min(1, (spec.memoryGib * BUFFER_SHARE) / parameters.workingSetGib);
      const hitRatio = parameters.bufferHitRatio * fits ** BUFFER_EXPONENT;
      const readCost = (parameters.readMs / 1000) * (1 + parameters.missCost * (parameters.bufferHitRatio - hitRatio));
      for (let i = segment.from; i < segment.to; i++) {
        const reads = clusterReads[i] ?? 0;
        const isWriter = member.role === "writer";
        const ownReads = isWriter ? reads * parameters.readsOnWriter : ((reads * (1 - parameters.readsOnWriter)) / readers) * weight;
        const ownWrites = isWriter ? (clusterWrites[i] ?? 0) : 0;
        const plain = (ownReads * readCost + ownWrites * (parameters.writeMs / 1000)) / spec.vcpus;
        const loaded = plain * (1 + parameters.contention * min(1, plain)) * (1 + 0.03 * normal(noise, day * MINUTES_PER_DAY + i));
        made.reads[i] = ownReads;
        made.writes[i] = ownWrites;
        made.hitRatio[i] = hitRatio;
        made.busy[i] = min(1, parameters.idleCpu + loaded);
      }
    }
    return {
      ...made,
      specAt: (minute) => specOfMember(member, segmentAt(segments, minute)),
    };
  }
}

function specOfMember(member: Member, segment: Segment): DatabaseSpec {
  return specOf(DATABASE, textOf(segment, `${member.role}_class`));
}
