import { leastRequestsPerSecond, METRICS, missedShare, perOther, shareOf } from "../../contract";
import { eventsOf } from "../../contract/share";
import { saasPolicy } from "../../stacks/saas/policy";

test.each([
  ["one failed request is no rate, however few there were", 1, 60, 0],
  ["nor are two", 2, 60, 0],
  ["unless they are all there were", 2, 2, 1],
  ["be it one", 1, 1, 1],
  ["one of two is not", 1, 2, 0],
  ["three are", 3, 60, 3 / 60],
  ["two more than the limit lets fail are none", 12, 2000, 0],
  ["three more are one", 13, 2000, 13 / 2000],
  ["what nobody counted is unknown", Number.NaN, 60, Number.NaN],
])("against a trigger's limit of 0.5 %%, %s", (_, events, all, share) => {
  expect(shareOf(0.005)(events, all)).toBe(share);
});

/** P(events or more), where so many are expected. */
function chanceOf(events: number, expected: number): number {
  let term = Math.exp(-expected);
  let fewer = 0;
  for (let i = 0; i < events; i++) {
    fewer += term;
    term *= expected / (i + 1);
  }
  return 1 - fewer;
}

describe("an objective of 0.5 % is missed by a minute", () => {
  const missed = (events: number, all: number): boolean => missedShare(0.005)(events, all) > 0.005;
  const fewest = (all: number): number =>
    Array.from({ length: all + 1 }, (_, events) => events).find((events) => missed(events, all)) ?? all;

  test.each([
    [60, 3],
    [144, 4],
    [400, 7],
    [2000, 20],
    [12_000, 84],
    [120_000, 676],
  ])("of %d requests with %d failed ones", (all, events) => {
    expect(fewest(all)).toBe(events);
  });

  test.each([60, 144, 400, 1000, 2000, 6000])(
    "of %d requests in one of 150 at most while it is just kept, and in one of 10,000 at a fifth of it",
    (all) => {
      expect(chanceOf(fewest(all), 0.005 * all)).toBeLessThan(1 / 150);
      expect(chanceOf(fewest(all), 0.001 * all)).toBeLessThan(1 / 10_000);
    },
  );

  test("that fails altogether, whatever was asked, from three requests on", () => {
    expect([3, 4, 10, 1e6].map((all) => missed(all, all))).toEqual([true, true, true, true]);
  });

  test("and not by one that keeps it", () => {
    expect([missed(5, 1000), missed(0, 1000), missed(0, 1e9)]).toEqual([false, false, false]);
  });
});

test("events are counted as CloudWatch counts them, whatever the unit that they are kept in", () => {
  const requests = METRICS["auto-scaling-group"].find(({ name }) => name === "requests");
  if (requests === undefined) throw new Error("no requests in the catalog");
  expect(eventsOf(requests, 2.4, 60)).toBeCloseTo(144, 9);
});

test("what asks of an objective how many requests are too few is a trigger on the same share, of whatever list", () => {
  const slo = saasPolicy.slos.find(({ per }) => per !== undefined);
  if (slo === undefined) throw new Error("no share among the objectives");
  const { observation } = saasPolicy;
  expect(leastRequestsPerSecond(saasPolicy, slo)).toBe(1);
  expect(leastRequestsPerSecond({ scaleUpTriggers: [], observation }, slo)).toBe(1);
  expect(leastRequestsPerSecond({ scaleUpTriggers: [], observation: { ...observation, triggers: [] } }, slo)).toBe(0);
});

test("where one list asks for no least rate, that of the other counts", () => {
  const [slo] = saasPolicy.slos.filter(({ per }) => per !== undefined);
  if (slo === undefined) throw new Error("no share among the objectives");
  const asking = (minRequestsPerSecond: number) =>
    [...saasPolicy.scaleUpTriggers, ...saasPolicy.observation.triggers].map((trigger) => ({ ...trigger, minRequestsPerSecond }));
  const policy = (before: number, after: number) => ({
    scaleUpTriggers: asking(before),
    observation: { ...saasPolicy.observation, triggers: asking(after) },
  });
  expect([policy(0, 3), policy(3, 0)].map((each) => leastRequestsPerSecond(each, slo))).toEqual([3, 3]);
});

test.each<[string, string, "Sum" | "Average", number]>([
  ["events per requests are counted, and two are spared", "errors", "Sum", 0],
  ["what is no sum of events is divided", "errors", "Average", 2 / 60 / 1],
  ["so is what no catalog has", "unheard_of", "Sum", 2 / 60 / 1],
])("per another metric, %s", (_, metric, statistic, expected) => {
  const ratio = perOther("auto-scaling-group", { metric, statistic, per: "requests" }, shareOf(0.005));
  expect(ratio(2 / 60, 1, 60)).toBeCloseTo(expected, 12);
});
