import type { Policy } from "../../../contract";
import { scaleUpDecision } from "../../../optimizer/scale-up";
import { DAY, type Measure, NOW, type SnapshotOptions, snapshotOf, tradingOnly } from "../../support/snapshot";
import { QUIET } from "../../support/trading-load";

const MINUTE = 60;

/** A measure that is another one in the minutes before the snapshot's end. */
const lately =
  (minutes: number, then: number, otherwise: number, until = 0): Measure =>
  ({ epoch }) =>
    epoch >= NOW - minutes * MINUTE && epoch < NOW - until * MINUTE ? then : otherwise;

const decide = (order: Readonly<Record<string, Measure | number>>, more: Partial<SnapshotOptions> = {}, others = {}) =>
  scaleUpDecision(
    snapshotOf({
      measures: { ...QUIET, ...others, order_service: { ...QUIET.order_service, ...order } },
      components: tradingOnly("order_service", "database", "accelerator"),
      days: 1,
      ...more,
    }),
  );
const movedBy = (order: Readonly<Record<string, Measure | number>>, more: Partial<SnapshotOptions> = {}, others = {}) =>
  decide(order, more, others).moves.map(({ component }) => component);

describe("each trigger of the brief, at its limit", () => {
  it.each<[string, Readonly<Record<string, Measure | number>>, readonly string[]]>([
    ["errors of 1 % of the requests are within it", { errors: lately(5, 20, 0), requests: 2000 }, []],
    ["errors of a hair more are not", { errors: lately(5, 20.05, 0), requests: 2000 }, ["error rate"]],
    ["a p95 of 15 ms is within it", { latency: lately(5, 15, 4) }, []],
    ["a p95 of a hair more is not", { latency: lately(5, 15.01, 4) }, ["order latency p95"]],
    ["a queue of 1,000 is within it", { queue_depth: lately(5, 1000, 10) }, []],
    ["a queue of one more is not", { queue_depth: lately(5, 1001, 10) }, ["queue depth"]],
    ["where all fail, but less than one a second asks, no rate is judged", { errors: 0.99, requests: 0.99 }, []],
    ["where all fail that ask once a second, it is", { errors: 1, requests: 1 }, ["error rate"]],
  ])("%s", (_, order, met) => {
    expect(decide(order).met.map(({ trigger }) => trigger.name)).toEqual(met);
  });
});

describe("what has to grow at once", () => {
  it("nothing on a quiet day", () => {
    expect(decide({})).toEqual({ met: [], burns: [], unheard: [], moves: [] });
  });

  it("the component of a trigger that is met, one rung, with the reason", () => {
    const { moves } = decide({ queue_depth: lately(5, 1001, 10) });
    expect(moves).toEqual([expect.objectContaining({ component: "order_service", reason: "queue depth is over 1000" })]);
    expect(moves[0]?.to).toMatchObject({ min_size: 18, max_size: 33 });
  });

  it.each([
    ["two bad minutes of five are none", { queue_depth: lately(2, 5000, 10) }, []],
    ["what ended over an hour ago has had its answer", { queue_depth: lately(80, 5000, 10, 70) }, []],
    ["an objective's budget that burns is a reason before any trigger is met", { latency: lately(4, 11, 4) }, ["order_service"]],
    ["within the objective nothing burns", { latency: lately(4, 10, 4) }, []],
  ])("%s", (_, order, moved) => {
    expect(movedBy(order)).toEqual(moved);
  });

  it("the budget of an error rate burns as that of latency does, where enough is asked to speak of a rate", () => {
    const slos: Policy["slos"] = [
      {
        name: "order errors",
        component: "order_service",
        metric: "errors",
        per: "requests",
        statistic: "Sum",
        limit: 0.001,
        unit: "fraction",
        errorBudget: 0.001,
      },
    ];
    const failing = (perSecond: number, share: number) => ({ requests: perSecond, errors: lately(4, share * perSecond, 0) });
    expect(decide(failing(2000, 0.005), { policy: { slos } })).toMatchObject({ met: [], burns: [{ objective: "order errors" }, {}] });
    expect(movedBy(failing(2000, 0.005), { policy: { slos } })).toEqual(["order_service"]);
    expect(movedBy(failing(2000, 0.001), { policy: { slos } })).toEqual([]);
    expect(movedBy(failing(0.9, 0.005), { policy: { slos } })).toEqual([]);
  });

  it("the budget of an error rate does not burn in minutes of few requests that chance makes", () => {
    const slo = {
      name: "errors",
      component: "order_service",
      metric: "errors",
      per: "requests",
      statistic: "Sum",
      unit: "fraction",
    } as const;
    const slos: Policy["slos"] = [{ ...slo, limit: 0.005, errorBudget: 0.001 }];
    /** 144 requests a minute, of which so many fail in each of the last minutes. */
    const burns = (failed: number) =>
      decide({ requests: 144 / 60, errors: lately(4, failed / 60, 0) }, { policy: { slos, scaleUpTriggers: [] } }).burns.length > 0;
    expect([burns(1), burns(3), burns(4)]).toEqual([false, false, true]);
  });

  it("while a budget burns, whatever is over its own ceiling grows too, for the cause may lie there", () => {
    const burning = { latency: lately(10, 11, 4) };
    const busyNodes = { accelerator: { ...QUIET.accelerator, cpu: lately(10, 0.8, 0.1) } };
    expect(movedBy(burning, {}, busyNodes)).toEqual(["order_service", "accelerator"]);
    expect(movedBy({}, {}, busyNodes)).toEqual([]);
  });

  it("more nodes do not relieve memory that every node holds whole: no reason to add one", () => {
    const full = { accelerator: { ...QUIET.accelerator, memory: 0.95 } };
    expect(movedBy({ latency: lately(10, 11, 4) }, {}, full)).toEqual(["order_service"]);
  });

  it("what has just grown is not judged by the minutes before, nor by those in which it settles", () => {
    const order = { queue_depth: lately(20, 5000, 10) };
    const grown = (minutesAgo: number): Partial<SnapshotOptions> => {
      const { current } = snapshotOf({ measures: {}, components: tradingOnly("order_service", "database", "accelerator") });
      const before = { ...current, order_service_min_size: 12 };
      return {
        capacity: [
          { atEpoch: NOW - 2 * DAY, values: before, source: "default" },
          { atEpoch: NOW - minutesAgo * MINUTE, values: current, source: "ledger" },
        ],
      };
    };
    expect(movedBy(order, grown(10))).toEqual([]);
    expect(movedBy(order, grown(17))).toEqual(["order_service"]);
  });

  it("nothing is left to do at the end of the range", () => {
    const { met, moves } = decide(
      { queue_depth: lately(5, 5000, 10) },
      { values: { order_service_min_size: 60, order_service_max_size: 60, order_service_instance_type: "c6i.8xlarge" } },
    );
    expect(met).toHaveLength(1);
    expect(moves).toEqual([]);
  });
});
