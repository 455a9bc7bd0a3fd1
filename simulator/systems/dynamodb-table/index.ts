import type { MetricEntry, Resource } from "../../../contract";
import { Lru } from "../../lru";
import { normal, stream, uniform } from "../../random";
import type { TableParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { type MinuteBlock, minutes, sparse } from "../block";
import { holds, isOn, type Segment, type System, type SystemContext, segmentAt } from "../system";
import { type CapacityBounds, type CapacityDay, capacityDay } from "./capacity";
import { streamSources } from "./stream";

const DAYS_REMEMBERED = 160;
const NOISE = 0.02;
const PROVISIONED_EVERY_MINUTES = 5;
/** Relative delay that a wholly throttled table adds: clients back off and try again. */
const THROTTLE_DELAY = 20;
const MAX_UNITS_PER_REQUEST = 4;
/** Default quota of a table in units per second: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const TABLE_QUOTA = 40_000;

const QUOTAS: ReadonlySet<string> = new Set(["table_read_quota", "table_write_quota"]);

type Direction = "reads" | "writes";
const METRIC = /^(consumed|provisioned|read|write)_(reads|writes|throttles)$/;

/** A table and its indexes: each has its own reads and writes, its own capacity, its own throttling. */
export function dynamodbTable(context: SystemContext, parameters: TableParameters): System {
  const demand = { reads: context.demand("reads", parameters.reads), writes: context.demand("writes", parameters.writes) };
  const missed = new Lru<Day, Float64Array | undefined>(DAYS_REMEMBERED, (day) => {
    const { cachedBy } = parameters;
    if (cachedBy === undefined) return undefined;
    return context
      .system(cachedBy.component)
      ?.misses?.(day)
      .map((perSecond) => perSecond * cachedBy.share * cachedBy.unitsPerMiss);
  });

  const table = context.resources.find(({ scope }) => scope === "table");
  const tableName = table?.dimensions.TableName;
  /** Of the table that the flag makes beside the component's own. */
  const isConsolidated = ({ dimensions: { TableName } }: Resource): boolean => TableName !== undefined && TableName !== tableName;
  const consolidated = (day: Day): Float64Array => {
    const settings = context.settings(day);
    return minutes((i) => (isOn(segmentAt(settings, i), "consolidated") ? 1 : 0));
  };
  const { movesWith } = parameters;
  /** Whether its items are elsewhere, by minute; undefined where they never are. */
  const moved = (day: Day): Float64Array | undefined =>
    movesWith === undefined ? undefined : context.system(movesWith)?.consolidated?.(day);

  /** Units per second that callers ask for. */
  const wanted = (resource: Resource, direction: Direction, day: Day): Float64Array => {
    const elsewhere = isConsolidated(resource) ? undefined : moved(day);
    const base = isConsolidated(resource) ? movedHere(direction, day) : demand[direction].day(day);
    const index = resource.scope === "index" ? (parameters.indexes[resource.name] ?? parameters.indexes["*"]) : undefined;
    const share = resource.scope === "table" ? 1 : (index?.[direction] ?? 0);
    const noise = stream(context.seed, `${context.name}/${resource.name}/${direction}`);
    const first = day * MINUTES_PER_DAY;
    const settings = context.settings(day);
    const isIndexed = (at: Segment): boolean =>
      resource.scope !== "index" || isConsolidated(resource) || holds(at, "indexes", resource.name) !== false;
    const extra = resource === table && direction === "reads" ? missed.get(day) : undefined;
    return minutes((i) =>
      elsewhere?.[i] === 1 || !isIndexed(segmentAt(settings, i))
        ? 0
        : ((base[i] ?? 0) * share + (extra?.[i] ?? 0)) * (1 + NOISE * normal(noise, first + i)),
    );
  };

  const movedHere = (direction: Direction, day: Day): Float64Array => {
    const parts = context.movers.flatMap((name) => context.system(name)?.handedOver?.(day)[direction] ?? []);
    return minutes((i) => parts.reduce((sum, perSecond) => sum + (perSecond[i] ?? 0), 0));
  };

  const boundsOf = (resource: Resource, direction: Direction): CapacityBounds => {
    if (direction === "writes") return { min: "write_min_capacity", max: "write_max_capacity" };
    return resource.scope === "index"
      ? { min: "index_read_min_capacity", max: "index_read_max_capacity" }
      : { min: "read_min_capacity", max: "read_max_capacity" };
  };

  const capacities = new Map<string, Lru<Day, CapacityDay>>();
  const capacityOf = (resource: Resource, direction: Direction): Lru<Day, CapacityDay> => {
    const key = `${resource.name}/${direction}`;
    const known = capacities.get(key);
    if (known !== undefined) return known;
    const bounds = boundsOf(resource, direction);
    const made = new Lru<Day, CapacityDay>(DAYS_REMEMBERED, (day) =>
      capacityDay(
        wanted(resource, direction, day),
        wanted(resource, direction, day - 1),
        context.settings(day),
        context.settings(day - 1),
        bounds,
        parameters.targetUtilization,
      ),
    );
    capacities.set(key, made);
    return made;
  };

  return {
    source(resource: Resource, { name }: MetricEntry) {
      if (resource.scope === "account") return QUOTAS.has(name) ? { day: () => everyFiveMinutes(minutes(() => TABLE_QUOTA)) } : undefined;
      const [, what, which] = METRIC.exec(name) ?? [];
      if (what === undefined || which === undefined) return undefined;
      const direction: Direction = which === "throttles" ? (what === "read" ? "reads" : "writes") : which === "reads" ? "reads" : "writes";
      const days = capacityOf(resource, direction);
      const unitsPerRequest = direction === "reads" ? parameters.unitsPerRead : parameters.unitsPerWrite;
      if (which === "throttles") return { day: (day) => events(days.get(day).throttled, unitsPerRequest) };
      if (what === "provisioned") return { day: (day) => everyFiveMinutes(days.get(day).provisioned) };
      const rare = stream(context.seed, `${context.name}/${resource.name}/${name}`);
      return { day: (day) => consumption(days.get(day).consumed, unitsPerRequest, (i) => uniform(rare, day * MINUTES_PER_DAY + i)) };
    },
    beside: () =>
      table === undefined || tableName === undefined
        ? []
        : streamSources({
            table: tableName,
            readers: parameters.streamReaders,
            settings: context.settings,
            writes: (day) =>
              capacityOf(table, "writes")
                .get(day)
                .consumed.map((units) => units / parameters.unitsPerWrite),
          }),
    consolidated,
    handedOver: (day) => {
      const elsewhere = moved(day);
      const gone = (units: Float64Array): Float64Array => units.map((perSecond, i) => (elsewhere?.[i] === 1 ? perSecond : 0));
      return { reads: gone(demand.reads.day(day)), writes: gone(demand.writes.day(day)) };
    },
    slowdown: (day) => {
      if (table === undefined) return minutes(() => 1);
      const fault = context.latencyFault(day);
      const reads = capacityOf(table, "reads").get(day);
      const writes = capacityOf(table, "writes").get(day);
      const refused = ({ throttled, consumed }: CapacityDay, i: number): number =>
        (throttled[i] ?? 0) / Math.max(1, (throttled[i] ?? 0) + (consumed[i] ?? 0));
      return minutes((i) => (1 + THROTTLE_DELAY * Math.max(refused(reads, i), refused(writes, i))) * (fault?.[i] ?? 1));
    },
  };
}

/** One sample for each request, as DynamoDB publishes it: Sum is units, SampleCount is requests. Nothing consumed, nothing published. */
function consumption(perSecond: Float64Array, unitsPerRequest: number, draw: (minute: number) => number): MinuteBlock {
  const sum = perSecond.map((units, i) => {
    const expected = units * SECONDS_PER_MINUTE;
    // What is asked now and then shows in a minute now and then.
    return expected < 0.5 * unitsPerRequest ? (draw(i) < expected / unitsPerRequest ? unitsPerRequest : 0) : Math.round(expected);
  });
  return {
    sum,
    count: sum.map((units) => Math.ceil(units / unitsPerRequest)),
    min: minutes(() => Math.min(0.5, unitsPerRequest)),
    max: minutes(() => Math.max(MAX_UNITS_PER_REQUEST, unitsPerRequest)),
  };
}

/** Published only while there are any. */
function events(unitsPerSecond: Float64Array, unitsPerRequest: number): MinuteBlock {
  const counts = unitsPerSecond.map((units) => {
    const requests = Math.round((units * SECONDS_PER_MINUTE) / unitsPerRequest);
    return requests === 0 ? Number.NaN : requests;
  });
  return sparse(counts);
}

const everyFiveMinutes = (values: Float64Array): MinuteBlock =>
  sparse(minutes((i) => (i % PROVISIONED_EVERY_MINUTES === 0 ? (values[i] ?? Number.NaN) : Number.NaN)));
