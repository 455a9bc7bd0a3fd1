import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv from "ajv";
import { isPublishedBy, METRICS } from "../../contract";
import { loadScenario, parseScenario, SCENARIOS } from "../../simulator";
import { aggregate, parseStatistic } from "../../simulator/cloudwatch/statistics";
import { ConfigurationHistory } from "../../simulator/configuration/history";
import { timedFaults, World } from "../../simulator/world";
import { contract, DAY, quantile } from "./client";

const worldOf = (name: string) => {
  const scenario = loadScenario(resolve(SCENARIOS, `${name}.json`));
  const now = Date.parse(scenario.now) / 1000;
  const history = ConfigurationHistory.start(contract.components, {});
  return { now, world: new World({ scenario, contract, history, faults: timedFaults(scenario.faults, now) }) };
};

/** A statistic of a series on each of the last `days` days, minute by minute. */
function lastDays(name: string, series: string, statistic: string, days: number): readonly (readonly number[])[] {
  const { world, now } = worldOf(name);
  const metric = world.metrics.find((candidate) => candidate.series === series);
  const parsed = parseStatistic(statistic);
  if (metric === undefined || parsed === undefined) throw new RangeError(`there is no ${series}`);
  return Array.from({ length: days }, (_, back) => {
    const range = { first: now - (back + 1) * DAY, slots: 1440, periodSeconds: 60, endMinute: now / 60 };
    return [...aggregate(metric, parsed, range)].filter((value) => !Number.isNaN(value));
  });
}

/** Those of the other stacks: `systems/catalog.test.ts`. A gap that lasts as long as history does is no hole in the catalog. */
const TRADING = readdirSync(SCENARIOS).filter((file) => file.startsWith("trading-"));

describe("every scenario of the trading stack", () => {
  it.each(TRADING)("%s loads, and publishes all that a decision reads", (file) => {
    const { world } = worldOf(file.replace(".json", ""));
    const expected = Object.entries(contract.components).flatMap(([component, { kind }]) =>
      METRICS[kind]
        .filter(({ detail }) => detail !== true)
        .flatMap((entry) =>
          (contract.inventory[component]?.resources ?? [])
            .filter((resource) => isPublishedBy(entry, resource))
            .map((resource) => `${component}/${resource.name}/${entry.name}`),
        ),
    );
    const published = world.metrics.filter(({ entry }) => entry?.detail !== true).map(({ series }) => series);
    expect(published.sort()).toEqual(expected.sort());
  });
});

describe("over-provisioned: there is much to save, and one thing that must not be touched", () => {
  const scenario = "trading-overprovisioned";
  it("exchange days have a p95 CPU of 15 to 25 % in the order service and under 20 % on the writer", () => {
    const busy = lastDays(scenario, "order_service/a/cpu", "Average", 14).map((day) => quantile(day, 0.95));
    const exchangeDays = busy.filter((p95) => p95 > 10);
    expect(exchangeDays.length).toBeGreaterThanOrEqual(9);
    expect(Math.min(...exchangeDays)).toBeGreaterThan(15);
    expect(Math.max(...exchangeDays)).toBeLessThan(25);
    const writer = lastDays(scenario, "database/writer/cpu", "Average", 14).map((day) => quantile(day, 0.95));
    expect(Math.max(...writer)).toBeLessThan(20);
  });

  it("p99 order latency is 5 to 7 ms in all but a thousandth of the minutes", () => {
    const p99 = lastDays(scenario, "order_service/service/latency", "p99", 7).flat();
    expect(quantile(p99, 0.0005)).toBeGreaterThan(5);
    expect(quantile(p99, 0.9995)).toBeLessThan(7);
  });

  it("the cache hits 97 % and evicts nothing", () => {
    const total = (metric: string) =>
      lastDays(scenario, `cache/0001-001/${metric}`, "Sum", 1)
        .flat()
        .reduce((a, b) => a + b, 0);
    expect(total("hits") / (total("hits") + total("misses"))).toBeGreaterThan(0.97);
    expect(total("evictions")).toBe(0);
  });

  it.each([
    ["trades", 0.05, 0.2],
    ["positions", 0.05, 0.2],
    ["orders", 0.3, 0.4],
  ])("%s consumes %f to %f of what is provisioned", (table, least, most) => {
    const consumed = lastDays(scenario, `${table}/table/consumed_reads`, "Sum", 7).flat();
    const provisioned = lastDays(scenario, `${table}/table/provisioned_reads`, "Average", 1).flat()[0] ?? 0;
    const share = consumed.reduce((a, b) => a + b, 0) / consumed.length / 60 / provisioned;
    expect(share).toBeGreaterThan(least);
    expect(share).toBeLessThan(most);
  });

  it("readers look idle by their daily p95, but a weekly report fills them: half of them would not do", () => {
    const days = lastDays(scenario, "database/reader_2/cpu", "Average", 14);
    expect(Math.max(...days.map((day) => quantile(day, 0.95)))).toBeLessThan(40);
    expect(days.filter((day) => Math.max(...day) > 55)).toHaveLength(2);
  });
});

describe("tight: the objective holds, and nothing may shrink", () => {
  it.each([
    ["order_service/a/cpu", "Maximum", 0.95, 40],
    ["database/writer/cpu", "Average", 0.95, 40],
    ["database/reader_2/cpu", "Average", 0.95, 50],
    ["cache/0001-001/capacity_used", "Maximum", 0.5, 75],
    ["accelerator/b/memory", "Maximum", 0.5, 85],
  ])("%s: %s at quantile %f is over %f", (series, statistic, share, limit) => {
    const exchangeDay = lastDays("trading-tight", series, statistic, 1).flat();
    expect(quantile(exchangeDay, share)).toBeGreaterThan(limit);
  });

  it("p99 order latency stays under 10 ms", () => {
    expect(Math.max(...lastDays("trading-tight", "order_service/service/latency", "p99", 2).flat())).toBeLessThan(10);
  });
});

describe("scale-up: more work than the group may ever take", () => {
  it("the queue passes 1000, and more than one request in a hundred fails, for over five minutes", () => {
    const depth = lastDays("trading-scale-up", "order_service/orders/queue_depth", "Maximum", 1).flat();
    const errors = lastDays("trading-scale-up", "order_service/service/errors", "Sum", 1).flat();
    const requests = lastDays("trading-scale-up", "order_service/service/requests", "Sum", 1).flat();
    expect(depth.slice(-10).every((messages) => messages > 1000)).toBe(true);
    expect(errors.slice(-10).every((count, i) => count / (requests.at(i - 10) ?? 1) > 0.01)).toBe(true);
    expect(Math.max(...depth.slice(0, -60))).toBeLessThan(1000);
  });
});

describe("scenario files", () => {
  it("are refused with every problem named", () => {
    const broken = { ...loadScenario(resolve(SCENARIOS, "trading-overprovisioned.json")), seed: -1, now: "yesterday" };
    expect(() => parseScenario(broken)).toThrow(
      expect.objectContaining({ problems: [expect.stringMatching(/^seed/), expect.stringMatching(/^now/)] }),
    );
  });

  it.each([
    [
      "a time zone that there is not",
      { timeZone: "Mars/Olympus", workingDays: [1], open: "09:00", close: "17:00" },
      /^market\.hours\.timeZone: .*IANA/,
    ],
    [
      "a close before the open",
      { timeZone: "UTC", workingDays: [1], open: "17:00", close: "09:00" },
      /^market\.hours\.close: must come after open/,
    ],
  ])("are refused with %s", (_, hours, problem) => {
    const { market, ...rest } = loadScenario(resolve(SCENARIOS, "trading-overprovisioned.json"));
    expect(() => parseScenario({ ...rest, market: { ...market, hours } })).toThrow(
      expect.objectContaining({ problems: [expect.stringMatching(problem)] }),
    );
  });

  it("that do not exist are refused with what to do", () => {
    expect(() => loadScenario("nowhere.json")).toThrow(/nowhere\.json/);
  });
});

describe("schemas/scenario.schema.json", () => {
  const text = readFileSync(resolve(__dirname, "../../schemas/scenario.schema.json"), "utf8");
  const schema: object = JSON.parse(text);
  const validate = new Ajv({ strict: false, formats: { "date-time": true } }).compile(schema);

  it.each(readdirSync(SCENARIOS))("accepts %s as it is written", (file) => {
    validate(JSON.parse(readFileSync(resolve(SCENARIOS, file), "utf8")));
    expect(validate.errors).toBeNull();
  });

  it("refuses what is no scenario", () => {
    expect(validate({ name: "empty" })).toBe(false);
  });
});
