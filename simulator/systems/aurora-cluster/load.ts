import { DATABASE, type DatabaseSpec, type Engine, type Resource } from "../../../contract";
import type { Demand } from "../../demand";
import { Lru } from "../../lru";
import { normal, stream } from "../../random";
import type { AuroraGlobalParameters, AuroraParameters } from "../../scenario/relational";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { holds, numberOf, type Segment, type SystemContext, segmentAt, specOf, textOf } from "../system";

const { min } = Math;

/** Share of an instance's memory that PostgreSQL on Aurora takes for shared buffers. */
export const BUFFER_SHARE = 0.75;
/** Hits fall with this power of what fits. */
const BUFFER_EXPONENT = 0.3;
const DAYS_REMEMBERED = 160;

/** The first half of the tunable that sets its class. */
export type Role = "writer" | "failover_reader" | "reader" | "secondary";

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
  /** 0 is the failover reader; the writer and the secondaries have none. */
  readonly reader: number;
  readonly engine: Engine | undefined;
  /** Of a secondary. */
  readonly region: string;
}

/** Share of a region's reads and of the primary's writes that an instance works on. */
interface Part {
  readonly reads: (rate: number) => number;
  readonly writes: (rate: number) => number;
}

export function membersOf(resources: readonly Resource[]): readonly Member[] {
  let readers = 0;
  return resources.flatMap(({ scope, name, role, engine, region = "" }): readonly Member[] => {
    const shared = { name, engine, region };
    if (scope === "secondary_instance") return [{ ...shared, role: "secondary", reader: -1 }];
    if (scope !== "instance") return [];
    if (role === "writer") return [{ ...shared, role: "writer", reader: -1 }];
    const reader = readers++;
    return [{ ...shared, role: reader === 0 ? "failover_reader" : "reader", reader }];
  });
}

/** How the cluster's work falls on its instances. */
export class ClusterLoad {
  readonly reads: Demand;
  readonly writes: Demand;
  private readonly readRates = new Lru<Day, Float64Array>(DAYS_REMEMBERED, (day) => this.readsWithMisses(day));
  private readonly instances = new Map<string, Lru<Day, InstanceDay>>();
  private readonly regions = new Map<string, Demand>();

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: AuroraParameters,
    private readonly secondary?: AuroraGlobalParameters["secondary"],
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

  private readsIn({ role, region }: Member, day: Day): Float64Array {
    const { secondary } = this;
    if (role !== "secondary" || secondary === undefined) return this.readsOf(day);
    const demand = this.regions.get(region) ?? this.context.demand(`reads/${region}`, secondary.reads);
    this.regions.set(region, demand);
    return demand.day(day);
  }

  /** @returns undefined where the settings do without the instance */
  private partOf(member: Member, segment: Segment): Part | undefined {
    const { readsOnWriter } = this.parameters;
    switch (member.role) {
      case "writer":
        return { reads: (rate) => rate * readsOnWriter, writes: (rate) => rate };
      case "failover_reader":
      case "reader": {
        const readers = numberOf(segment, "readers");
        const weight = 1 + this.parameters.skew * normal(stream(this.context.seed, `${this.context.name}/weight`), member.reader);
        return member.reader < readers
          ? { reads: (rate) => ((rate * (1 - readsOnWriter)) / readers) * weight, writes: () => 0 }
          : undefined;
      }
      case "secondary": {
        const instances = this.inRegion(member.region);
        const applyShare = this.secondary?.applyShare ?? 0;
        return holds(segment, "secondary_regions", member.region) === true
          ? { reads: (rate) => rate / instances, writes: (rate) => rate * applyShare }
          : undefined;
      }
    }
  }

  private inRegion(region: string): number {
    return this.context.resources.filter((resource) => resource.scope === "secondary_instance" && resource.region === region).length;
  }

  private make(member: Member, day: Day): InstanceDay {
    const { parameters, context } = this;
    const regionReads = this.readsIn(member, day);
    const clusterWrites = this.writes.day(day);
    const segments = context.settings(day);
    const array = () => new Float64Array(MINUTES_PER_DAY).fill(Number.NaN);
    const made = { reads: array(), writes: array(), hitRatio: array(), busy: array() };
    const noise = stream(context.seed, `${context.name}/${member.name}/busy`);
    for (const segment of segments) {
      const part = this.partOf(member, segment);
      if (part === undefined) continue;
      const spec = specOfMember(member, segment);
      const fits = min(1, (spec.memoryGib * BUFFER_SHARE) / parameters.workingSetGib);
      const hitRatio = parameters.bufferHitRatio * fits ** BUFFER_EXPONENT;
      const readCost = (parameters.readMs / 1000) * (1 + parameters.missCost * (parameters.bufferHitRatio - hitRatio));
      for (let i = segment.from; i < segment.to; i++) {
        const ownReads = part.reads(regionReads[i] ?? 0);
        const ownWrites = part.writes(clusterWrites[i] ?? 0);
        const plain = (ownReads * readCost + ownWrites * (parameters.writeMs / 1000)) / spec.vcpus;
        const loaded = plain * (1 + parameters.contention * min(1, plain)) * (1 + 0.03 * normal(noise, day * MINUTES_PER_DAY + i));
        made.reads[i] = ownReads;
        made.writes[i] = ownWrites;
        made.hitRatio[i] = hitRatio;
        made.busy[i] = min(1, parameters.idleCpu + loaded);
      }
    }
    const specs = new Map(segments.map((segment) => [segment, specOfMember(member, segment)]));
    return {
      ...made,
      specAt: (minute) => {
        const segment = segmentAt(segments, minute);
        return specs.get(segment) ?? specOfMember(member, segment);
      },
    };
  }
}

function specOfMember(member: Member, segment: Segment): DatabaseSpec {
  return specOf(DATABASE, textOf(segment, `${member.role}_class`));
}
