import { resolve } from "node:path";
import { loadScenario, SCENARIOS } from "../../simulator";
import { aggregate, parseStatistic } from "../../simulator/cloudwatch/statistics";
import { ConfigurationHistory } from "../../simulator/configuration/history";
import { timedFaults, World } from "../../simulator/world";
import { contract, DAY, HOUR, mean, nowEpoch, quantile } from "./client";

const worlds = new Map<string, World>();

function worldOf(name: string): World {
  const known = worlds.get(name);
  if (known !== undefined) return known;
  const scenario = loadScenario(resolve(SCENARIOS, `trading-${name}.json`));
  const history = ConfigurationHistory.start(contract.components, {});
  const world = new World({ scenario, contract, history, faults: timedFaults(scenario.faults, nowEpoch) });
  worlds.set(name, world);
  return world;
}

/** A statistic by period over a day that begins at a time; NaN where there is no point. */
function dayOf(scenario: string, series: string, statistic: string, date: string, periodSeconds = HOUR): readonly number[] {
  const metric = worldOf(scenario).metrics.find((candidate) => candidate.series === series);
  const parsed = parseStatistic(statistic);
  if (metric === undefined || parsed === undefined) throw new RangeError(`there is no ${series}`);
  const first = Date.parse(`${date}T00:00:00Z`) / 1000;
  return [...aggregate(metric, parsed, { first, slots: DAY / periodSeconds, periodSeconds, endMinute: nowEpoch / 60 })];
}

const peak = (...of: Parameters<typeof dayOf>): number => Math.max(...dayOf(...of).filter((value) => !Number.isNaN(value)));
const CPU = "order_service/a/cpu";

describe("scenarios that each hold one thing that a decision must not miss", () => {
  it("growth: the same weekday carries more than a quarter more half a year later", () => {
    const requests = (scenario: string, date: string) => mean(dayOf(scenario, "order_service/service/requests", "Sum", date));
    const rise = (scenario: string) => requests(scenario, "2026-11-17") / requests(scenario, "2026-05-19");
    expect(rise("growth") / rise("overprovisioned")).toBeGreaterThan(1.25);
  });

  it("month-end: only the last exchange day of a month is high", () => {
    const requests = (date: string) => peak("month-end", "order_service/service/requests", "Sum", date);
    expect(requests("2026-10-30")).toBeGreaterThan(1.9 * requests("2026-10-29"));
    expect(requests("2026-11-02")).toBeLessThan(1.3 * requests("2026-10-29"));
  });

  it("quarter-end: the one busy day lies outside of 90 days and inside of 455", () => {
    expect(peak("quarter-end", CPU, "Maximum", "2026-03-31")).toBeGreaterThan(70);
    expect(peak("quarter-end", CPU, "Maximum", "2026-09-30")).toBeLessThan(40);
    expect(nowEpoch - Date.parse("2026-03-31") / 1000).toBeGreaterThan(90 * DAY);
  });

  it("memory-bound: memory is nearly full while processors idle", () => {
    expect(quantile(dayOf("memory-bound", "order_service/a/memory", "Average", "2026-11-17"), 0.05)).toBeGreaterThan(70);
    expect(peak("memory-bound", CPU, "Average", "2026-11-17")).toBeLessThan(35);
  });

  it("no-memory-metric: memory was never measured, CPU always", () => {
    for (const date of ["2026-11-17", "2026-09-01", "2025-09-01"]) {
      expect(dayOf("no-memory-metric", "order_service/a/memory", "Average", date).every(Number.isNaN)).toBe(true);
      expect(dayOf("no-memory-metric", CPU, "Average", date).some(Number.isNaN)).toBe(false);
    }
  });

  it("hot-index: one index reads more than its table and all the others", () => {
    const reads = (resource: string) => mean(dayOf("hot-index", `trades/${resource}/consumed_reads`, "Sum", "2026-11-17"));
    expect(reads("ByAccount")).toBeGreaterThan(3 * reads("table"));
    expect(reads("ByAccount")).toBeGreaterThan(10 * reads("BySymbol"));
  });

  it("uneven-shards: the hottest shard carries half as much again as the mean", () => {
    const shards = Array.from({ length: 15 }, (_, i) =>
      peak("uneven-shards", `cache/${String(i + 1).padStart(4, "0")}-001/engine_cpu`, "Maximum", "2026-11-17"),
    );
    expect(Math.max(...shards)).toBeGreaterThan(1.5 * mean(shards));
  });

  it("past-saturation: a week ago every processor was busy, today they are not", () => {
    expect(peak("past-saturation", CPU, "Average", "2026-11-10", 300)).toBeGreaterThan(99);
    expect(peak("past-saturation", CPU, "Maximum", "2026-11-17")).toBeLessThan(40);
  });

  it("level-shift: after ten days ago all is twice what it was", () => {
    const ratio = (series: string) =>
      mean(dayOf("level-shift", series, "Sum", "2026-11-12")) / mean(dayOf("overprovisioned", series, "Sum", "2026-11-12"));
    expect(ratio("order_service/service/requests")).toBeCloseTo(2, 2);
    expect(dayOf("level-shift", CPU, "Average", "2026-11-05")).toEqual(dayOf("overprovisioned", CPU, "Average", "2026-11-05"));
  });

  it("gap: one zone is silent for two days, the others are not", () => {
    expect(dayOf("gap", CPU, "Average", "2026-11-14").every(Number.isNaN)).toBe(true);
    expect(dayOf("gap", "order_service/b/cpu", "Average", "2026-11-14").some(Number.isNaN)).toBe(false);
    expect(dayOf("gap", CPU, "Average", "2026-11-17").some(Number.isNaN)).toBe(false);
  });

  it("committed: nearly all of cache and database is reserved for longer than any decision looks ahead", () => {
    const reservations = loadScenario(resolve(SCENARIOS, "trading-committed.json")).costs?.reservations ?? [];
    expect(reservations.map(({ service }) => service)).toEqual(["elasticache", "rds"]);
    expect(Math.min(...reservations.map(({ endsInDays }) => endsInDays))).toBeGreaterThan(300);
  });
});
