import type { Values } from "../../contract";
import { aggregate, parseStatistic } from "../../simulator/cloudwatch/statistics";
import { ConfigurationHistory } from "../../simulator/configuration/history";
import { World } from "../../simulator/world";
import { contract, mean, nowEpoch, overprovisioned } from "./client";

/** Mid-session of the last exchange day before the scenario's clock. */
const SESSION = Date.parse("2026-11-17T16:00:00Z") / 1000;
/** Every Friday, 16:40 in New York. */
const REPORT = Date.parse("2026-11-13T21:50:00Z") / 1000;

const worlds = new Map<string, World>();

function worldWith(values: Values): World {
  const key = JSON.stringify(values);
  const history = ConfigurationHistory.start(contract.components, values);
  const world = worlds.get(key) ?? new World({ scenario: overprovisioned, contract, history, faults: [] });
  worlds.set(key, world);
  return world;
}

/** Mean of a statistic over half an hour's minutes, with some variables set. */
function measure(values: Values, series: string, statistic: string, from = SESSION): number {
  const world = worldWith(values);
  const metric = world.metrics.find((candidate) => candidate.series === series);
  const parsed = parseStatistic(statistic);
  if (metric === undefined || parsed === undefined) throw new RangeError(`there is no ${series}`);
  const points = aggregate(metric, parsed, { first: from, slots: 30, periodSeconds: 60, endMinute: nowEpoch / 60 });
  return mean([...points].filter((value) => !Number.isNaN(value)));
}

const halved: Values = { order_service_instance_type: "c6i.4xlarge" };
const quartered: Values = { order_service_instance_type: "c6i.2xlarge" };
const LATENCY = "order_service/service/latency";

describe("order service", () => {
  it("half the capacity is about twice the utilisation", () => {
    const ratio = measure(halved, "order_service/a/cpu", "Average") / measure({}, "order_service/a/cpu", "Average");
    expect(ratio).toBeGreaterThan(1.85);
    expect(ratio).toBeLessThan(2.3);
  });

  it("less capacity never shortens p99 latency, and far too little breaks the objective", () => {
    const held = { order_service_min_size: 15, order_service_max_size: 15 };
    const byType = [{}, halved, quartered, { order_service_instance_type: "c6i.xlarge" }].map((values) =>
      measure({ ...held, ...values }, LATENCY, "p99"),
    );
    expect(byType).toEqual([...byType].sort((a, b) => a - b));
    expect(byType[1]).toBeLessThan(8);
    expect(byType[3]).toBeGreaterThan(10);
  });

  it("target tracking adds instances where the minimum does not carry the load", () => {
    expect(measure({}, "order_service/a/in_service", "Average")).toBe(5);
    expect(measure(quartered, "order_service/a/in_service", "Average")).toBeGreaterThan(6);
  });

  it("what does not fit waits in the queue and fails", () => {
    const starved = { order_service_instance_type: "c6i.large", order_service_min_size: 3, order_service_max_size: 3 };
    expect(measure(starved, "order_service/orders/queue_depth", "Maximum")).toBeGreaterThan(1000);
    expect(measure(starved, "order_service/service/errors", "Sum")).toBeGreaterThan(
      measure({}, "order_service/service/requests", "Sum") * 0.01,
    );
  });

  it("memory does not shrink with the instances", () => {
    const ratio = measure(halved, "order_service/a/memory", "Average") / measure({}, "order_service/a/memory", "Average");
    expect(ratio).toBeGreaterThan(1.9);
  });
});

describe("cache", () => {
  const fewer = { cache_shards: 8 };
  it("fewer shards hold more each; shards that are gone are silent", () => {
    const ratio = measure(fewer, "cache/0001-001/bytes_used", "Maximum") / measure({}, "cache/0001-001/bytes_used", "Maximum");
    expect(ratio).toBeCloseTo(15 / 8, 2);
    expect(measure(fewer, "cache/0009-001/engine_cpu", "Average")).toBeNaN();
  });

  it("hits stay while the data set fits; when it does not, keys are evicted and the database reads them", () => {
    const small = { cache_shards: 4, cache_node_type: "cache.r6g.2xlarge" };
    const hitRate = (values: Values) => {
      const hits = measure(values, "cache/0001-001/hits", "Sum");
      return hits / (hits + measure(values, "cache/0001-001/misses", "Sum"));
    };
    expect(hitRate(fewer)).toBeCloseTo(hitRate({}), 3);
    expect(hitRate(small)).toBeLessThan(hitRate({}) - 0.2);
    expect(measure(small, "cache/0001-001/evictions", "Sum")).toBeGreaterThan(0);
    expect(measure(small, "database/reader_2/cpu", "Average")).toBeGreaterThan(2 * measure({}, "database/reader_2/cpu", "Average"));
  });
});

describe("tables", () => {
  const lean = { trades_write_min_capacity: 100, trades_write_max_capacity: 200 };
  it("consume the same whatever is provisioned, up to the point where they throttle", () => {
    const onDemand = { trades_billing_mode: "PAY_PER_REQUEST" };
    const consumed = measure({}, "trades/table/consumed_writes", "Sum");
    expect(measure(onDemand, "trades/table/consumed_writes", "Sum")).toBe(consumed);
    expect(measure(onDemand, "trades/table/provisioned_writes", "Average")).toBeNaN();
    expect(measure({}, "trades/table/write_throttles", "Sum")).toBeNaN();
    expect(measure(lean, "trades/table/consumed_writes", "Sum")).toBeLessThan(consumed / 2);
    expect(measure(lean, "trades/table/write_throttles", "Sum")).toBeGreaterThan(0);
  });

  it("throttling is felt in order latency", () => {
    expect(measure(lean, LATENCY, "p99")).toBeGreaterThan(1.3 * measure({}, LATENCY, "p99"));
  });
});

describe("database", () => {
  it("fewer readers carry more each, and those that are gone are silent", () => {
    const two = { database_readers: 2 };
    const ratio = measure(two, "database/failover_reader/cpu", "Average") / measure({}, "database/failover_reader/cpu", "Average");
    expect(ratio).toBeGreaterThan(1.7);
    expect(measure(two, "database/reader_3/cpu", "Average")).toBeNaN();
    expect(measure(two, "database/writer/cpu", "Average")).toBeCloseTo(measure({}, "database/writer/cpu", "Average"), 6);
  });

  it("a smaller class busies only the instances that have it, and leaves them less memory", () => {
    const smaller = { database_writer_class: "db.r6g.4xlarge" };
    expect(measure(smaller, "database/writer/cpu", "Average")).toBeGreaterThan(1.7 * measure({}, "database/writer/cpu", "Average"));
    expect(measure(smaller, "database/writer/freeable_memory", "Minimum")).toBeLessThan(
      measure({}, "database/writer/freeable_memory", "Minimum") / 1.8,
    );
    expect(measure(smaller, "database/reader_2/cpu", "Average")).toBe(measure({}, "database/reader_2/cpu", "Average"));
  });

  it("the weekly report saturates readers of half the size", () => {
    const halfReaders = { database_reader_class: "db.r6g.4xlarge" };
    expect(measure({}, "database/reader_2/cpu", "Maximum", REPORT)).toBeLessThan(75);
    expect(measure(halfReaders, "database/reader_2/cpu", "Maximum", REPORT)).toBe(100);
  });
});

describe("accelerator", () => {
  it("fewer nodes are busier; smaller ones miss more, and the tables read it", () => {
    const three = { accelerator_nodes: 3 };
    expect(measure(three, "accelerator/b/cpu", "Average")).toBeGreaterThan(1.8 * measure({}, "accelerator/b/cpu", "Average"));
    expect(measure(three, "accelerator/d/cpu", "Average")).toBeNaN();
    const small = { accelerator_node_type: "dax.r5.large" };
    expect(measure(small, "trades/table/consumed_reads", "Sum")).toBeGreaterThan(1.5 * measure({}, "trades/table/consumed_reads", "Sum"));
  });
});
