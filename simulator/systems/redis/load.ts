import { CACHE } from "../../../contract";
import type { Demand } from "../../demand";
import { Lru } from "../../lru";
import { normal, stream } from "../../random";
import type { RedisParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { minutes } from "../block";
import { numberOf, type Segment, type SystemContext, specOf, textOf } from "../system";

/** A collection walks the days of a year and a quarter, series by series. */
const DAYS_REMEMBERED = 512;

/** What a shard can hold and run under a segment's settings. */
export interface Fit {
  readonly shards: number;
  readonly replicas: number;
  readonly vcpus: number;
  readonly capacityGib: number;
}

export interface CacheDay {
  /** Commands per second on the whole cluster. */
  readonly rate: Float64Array;
  /** What callers want to find there. */
  readonly datasetGib: Float64Array;
  readonly hitRate: Float64Array;
}

/** Commands, data and hits of the cluster as a whole. */
export class CacheLoad {
  private readonly demand: Demand;
  private readonly days = new Lru<Day, CacheDay>(DAYS_REMEMBERED, (day) => this.make(day));

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: RedisParameters,
  ) {
    this.demand = context.demand("demand", parameters.demand);
  }

  day(day: Day): CacheDay {
    return this.days.get(day);
  }

  /** Fills a day minute by minute; `prepare` is called once for each of its segments. */
  bySegment(day: Day, prepare: (fit: Fit) => (minute: number) => number): Float64Array {
    const values = new Float64Array(MINUTES_PER_DAY);
    for (const segment of this.context.settings(day)) {
      const value = prepare(this.fitOf(segment));
      for (let i = segment.from; i < segment.to; i++) values[i] = value(i);
    }
    return values;
  }

  private make(day: Day): CacheDay {
    const { parameters, context } = this;
    const drawn = 0.15 * normal(stream(context.seed, `${context.name}/dataset`), day);
    // Hours of the day move the data set up and down, days draw its size anew.
    const datasetGib = minutes(
      (i) => parameters.datasetGib * (1 + parameters.datasetSwing * (0.5 * Math.sin((2 * Math.PI * i) / MINUTES_PER_DAY) + drawn)),
    );
    const hitRate = this.bySegment(day, ({ capacityGib, shards }) => (i) => {
      const fits = Math.min(1, (capacityGib * shards) / (datasetGib[i] ?? 1));
      return parameters.hitRate * fits ** parameters.missExponent;
    });
    return { rate: this.demand.day(day), datasetGib, hitRate };
  }

  private fitOf(segment: Segment): Fit {
    const spec = specOf(CACHE, textOf(segment, "node_type"));
    return {
      shards: numberOf(segment, "shards"),
      replicas: numberOf(segment, "replicas_per_shard"),
      vcpus: spec.vcpus,
      capacityGib: spec.usableMemoryGib * (1 - this.parameters.reservedMemory) + spec.ssdGib,
    };
  }
}
