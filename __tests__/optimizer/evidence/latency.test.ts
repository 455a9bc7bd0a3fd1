import type { Slo } from "../../../contract";
import { countIn, type Settings } from "../../../optimizer/evidence";
import type { CapacityHistory } from "../../../optimizer/evidence/capacity-history";
import { latencyModel } from "../../../optimizer/evidence/latency";
import type { Study } from "../../../optimizer/kinds/model";
import { queueingDelay } from "../../../optimizer/statistics";

const DAYS = 4;
const MINUTES_PER_DAY = 1440;
const GRID = { startEpoch: 0, periodSeconds: 60, length: DAYS * MINUTES_PER_DAY } as const;
const SLO: Slo = {
  name: "p99",
  component: "service",
  metric: "latency",
  statistic: "p99",
  limit: 10,
  unit: "milliseconds",
  errorBudget: 0.01,
};
type Minutes = (minute: number) => number;
const tiers = (f: Minutes) => [{ grid: GRID, values: Float64Array.from({ length: GRID.length }, (_, i) => f(i)) }];

/** A component of which nothing is known but its queue: `percent` scales the load of each server. */
const queueing = (busy: Minutes): Study => ({
  rests: [],
  saturation: undefined,
  need: () => [],
  afterFailure: () => [],
  queues: (settings) => [
    { servers: countIn(settings, "servers"), utilization: tiers((i) => (busy(i) * countIn(settings, "percent")) / 100) },
  ],
  limits: () => [],
  rungsDown: () => 0,
  cost: () => ({ priced: false, reasons: [] }),
  stepUp: () => undefined,
});

const model = (latency: Minutes, study: Study, current: Settings, before?: Settings) =>
  latencyModel({
    slo: SLO,
    latency: tiers(latency),
    study,
    current,
    ...(before === undefined ? {} : { capacity: halfAndHalf(before, current) }),
    margin: 0.2,
    dayOf: (epoch) => Math.floor(epoch / 86_400),
  });

/** Other settings in the first half of the time. */
const halfAndHalf = (before: Settings, current: Settings): Pick<CapacityHistory, "over"> => ({
  over: (grids, f) =>
    grids.map((grid) => {
      const [then, now] = [f(before), f(current)];
      return { grid, values: Float64Array.from({ length: grid.length }, (_, i) => (i < grid.length / 2 ? then : now)) };
    }),
});

/** From 10 to 50 % busy and back, each day. */
const hump: Minutes = (i) => 0.3 - 0.2 * Math.cos((2 * Math.PI * i) / MINUTES_PER_DAY);
const delay = queueingDelay(1, 0.99);

describe("latency that rises with the queue in front of one server", () => {
  const rising = model((i) => 3 + 0.5 * delay(hump(i)), queueing(hump), { servers: 1, percent: 100 });
  test.each([
    ["as busy as ever", 100, "seen"],
    ["less busy", 80, "seen"],
    ["a quarter busier than was seen", 125, "fitted"],
    ["busier still", 126, "unproven"],
    ["nearly busy all the time", 199, "unproven"],
    ["busy all the time", 201, "beyond"],
  ])("%s", (_name, percent, grade) => {
    expect(rising?.project({ servers: 1, percent }).grade).toBe(grade);
  });
  test("is projected no lower than the law that made it", () => {
    const { before, after } = rising?.project({ servers: 1, percent: 120 }) ?? { before: 0, after: 0 };
    const truth = 3 + 0.5 * delay(0.5 * 1.2);
    expect(after).toBeGreaterThan(before);
    expect(after).toBeGreaterThan(truth * 0.99);
    expect(after).toBeLessThan(truth * 1.1);
  });
  test("further than a quarter, the whole response counts as service that waits", () => {
    const projected = (percent: number): number => rising?.project({ servers: 1, percent }).after ?? Number.NaN;
    const law = (percent: number): number => 3 + 0.5 * delay((0.5 * percent) / 100);
    expect(projected(125)).toBeLessThan(law(125) * 1.1);
    expect(projected(126)).toBeGreaterThan(law(126) * 1.1);
  });
});

describe("latency that no queue is seen in", () => {
  const flat = model(
    () => 4,
    queueing((i) => hump(i) / 2),
    { servers: 32, percent: 100 },
  );
  test.each([
    ["twice as busy", 200, "unproven"],
    ["busy all the time", 401, "beyond"],
  ])("%s", (_name, percent, grade) => {
    expect(flat?.project({ servers: 32, percent }).grade).toBe(grade);
  });
  test("half the servers at the same utilisation were never seen", () => {
    expect(flat?.project({ servers: 16, percent: 100 }).grade).toBe("unproven");
  });
});

describe("minutes that were as busy as the candidate would be", () => {
  const after = (minutes: number, latencyThen: number) => {
    const busy: Minutes = (i) => (i < minutes ? 0.4 : 0.2);
    const found = model((i) => (i < minutes ? latencyThen : 4), queueing(busy), { servers: 32, percent: 100 });
    return found?.project({ servers: 32, percent: 200 }).grade;
  };
  test.each([
    ["five that kept the objective less its margin", 5, 7.99, "seen"],
    ["four", 4, 7.99, "unproven"],
    ["five that did not", 5, 8, "unproven"],
  ])("%s", (_name, minutes, latency, grade) => {
    expect(after(minutes, latency)).toBe(grade);
  });
});

describe("minutes at other settings than the present ones", () => {
  const HALF = (DAYS * MINUTES_PER_DAY) / 2;
  /** A busy hour while there was twice as much, a quiet one since. */
  const busyThen: Minutes = (i) => (i < 60 ? 0.4 : 0.1);
  const twiceAsMuch = { servers: 32, percent: 50 };
  const now = { servers: 32, percent: 100 };
  const grade = (before: Settings, to: Settings) => model(() => 4, queueing(busyThen), now, before)?.project(to).grade;

  test("say how busy it was then, not how busy it would have been now", () => {
    // 40 % of what there is now were 20 % of what there was.
    expect(grade(now, { servers: 32, percent: 100 })).toBe("seen");
    expect(grade(twiceAsMuch, { servers: 32, percent: 100 })).toBe("unproven");
    expect(grade(twiceAsMuch, { servers: 32, percent: 50 })).toBe("seen");
  });
  test("say nothing of another number of servers", () => {
    expect(grade({ servers: 16, percent: 100 }, { servers: 32, percent: 100 })).toBe("unproven");
    expect(grade({ servers: 16, percent: 100 }, { servers: 16, percent: 100 })).toBe("seen");
  });
  test("whose settings are not known say nothing", () => {
    const unknown = {
      over: (grids: Parameters<CapacityHistory["over"]>[0]) =>
        grids.map((grid) => ({ grid, values: new Float64Array(grid.length).fill(Number.NaN) })),
    };
    const found = latencyModel({
      slo: SLO,
      latency: tiers(() => 4),
      study: queueing(busyThen),
      current: now,
      capacity: unknown,
      margin: 0.2,
      dayOf: () => 0,
    });
    expect(found?.project(now)).toMatchObject({ grade: "unproven", after: Number.NaN });
  });
  test("show the slope that was there, not one against a load that nobody had", () => {
    const law: Minutes = (i) => 3 + 0.5 * delay(hump(i) * (i < HALF ? 0.5 : 1));
    const found = model(law, queueing(hump), { servers: 1, percent: 100 }, { servers: 1, percent: 50 });
    expect(found?.project({ servers: 1, percent: 120 })).toMatchObject({ grade: "fitted" });
    expect(found?.project({ servers: 1, percent: 120 }).after).toBeGreaterThan((3 + 0.5 * delay(0.5 * 1.2)) * 0.99);
  });
});

test("what gets no busier than it was is told so, without a count of minutes that kept the objective", () => {
  const found = model(() => 9, queueing(hump), { servers: 1, percent: 100 });
  expect(found?.project({ servers: 1, percent: 100 })).toMatchObject({ grade: "seen", why: "no busier than it was" });
});

test("a component that nothing waits for changes no latency", () => {
  const idle = model(() => 4, { ...queueing(hump), queues: () => [] }, {});
  expect(idle?.project({})).toMatchObject({ before: 4, after: 4, grade: "seen", applies: false });
});

test("no minute known, no model", () => {
  expect(model(() => Number.NaN, queueing(hump), { servers: 1, percent: 100 })).toBeUndefined();
});
