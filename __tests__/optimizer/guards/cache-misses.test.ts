import type { AddedReads, Evidence } from "../../../optimizer/evidence";
import type { Member } from "../../../optimizer/guards/joint";
import { cacheMisses } from "../../../optimizer/guards/joint/cache-misses";
import type { Step } from "../../../optimizer/plan/steps";
import { dimension, given, mostly, tier } from "../../support/given";
import { recommendation } from "../../support/recommendation";
import { snapshotOf } from "../../support/snapshot";

/** Phases of the trading policy: tables and cache, compute, database. */
const [FIRST, SECOND, LAST] = [0, 1, 2];
const { contract } = snapshotOf({ measures: {}, days: 1 });

const reads = (mostPerSecond: number): AddedReads => ({ factor: [tier([mostPerSecond])], mostPerSecond });
const cache = (
  component: string,
  passesOn: readonly (readonly [phase: number, perSecond: number])[],
  more: Partial<Member> = {},
): Member => ({
  component,
  kind: "redis",
  region: "us-east-1",
  recommendation: recommendation({ component, direction: "down" }),
  steps: [],
  passesOn: passesOn.map(([phase, perSecond]) => ({ phase, reads: reads(perSecond) })),
  evidence: () => undefined,
  ...more,
});

/** CPU per thousand reads a second, on as many readers as there are: 70 % is the ceiling. */
const bearing = (perReader: number, { mostPerSecond }: AddedReads): Evidence =>
  given(
    {
      need: ({ readers }) => [dimension("CPU", 0.7, tier(mostly((perReader * mostPerSecond) / 1000 / Number(readers), 30)))],
      afterFailure: () => [],
    },
    { policy: { ...contract.policy, maxRisk: 1 } },
  );
const fewerReaders = (): readonly Step[] => [
  { component: "database", tunables: ["readers"], deltas: [], after: { ...given({}).current, readers: 1 } },
];
const store = (perReader: number, more: Partial<Member> = {}): Member => ({
  component: "database",
  kind: "aurora-cluster",
  region: "us-east-1",
  recommendation: recommendation({ component: "database", direction: "down" }),
  steps: fewerReaders(),
  passesOn: [],
  evidence: (added) => bearing(perReader, added),
  ...more,
});
const judge = (...members: readonly Member[]) => cacheMisses.judge({ contract, members });
/** Of each verdict: whose choice, whether it passes, after which phase, with how many reads a second. */
const told = (...members: readonly Member[]) =>
  judge(...members).map(({ component, verdict }) => [component, verdict.pass, verdict.numbers.phase, verdict.numbers.addedReadsPerSecond]);

describe("a cache that holds all it did", () => {
  test("passes, and nobody behind it is asked", () => {
    expect(judge(cache("cache", []), store(100))).toEqual([
      {
        component: "cache",
        verdict: {
          guard: "cache-misses",
          pass: true,
          reason: "all that it held fits what it becomes, growth included: nothing more is read from behind it",
          numbers: { addedReadsPerSecond: 0 },
        },
      },
    ]);
  });

  test.each<[string, Member]>([
    ["one that stays", cache("cache", [], { recommendation: undefined })],
    ["one that grows", cache("cache", [], { recommendation: recommendation({ direction: "up" }) })],
    ["what is no cache", store(1)],
    ["what the optimizer has no model of", cache("cache", [], { kind: "training-job" })],
  ])("says nothing of %s", (_name, member) => {
    expect(judge(member)).toEqual([]);
  });
});

describe("a store behind a smaller cache", () => {
  const passing = (...more: readonly (readonly [number, number])[]) => cache("cache", more);

  test("bears the reads: once it stands as it does after each phase", () => {
    expect(told(passing([FIRST, 1000], [LAST, 1000]), store(0.5))).toEqual([
      ["cache", true, 1, 1000],
      ["cache", true, 3, 1000],
      ["database", true, 3, 1000],
    ]);
    const [verdict] = judge(passing([FIRST, 1234.4]), store(0.1)).map((each) => each.verdict);
    expect(verdict?.reason).toBe(
      "once phase 1 (tables and cache) is through, up to 1234 reads a second that cache no longer answers go to database, which bears them",
    );
  });

  test("gives its own cut up where only its present size bears them", () => {
    expect(judge(passing([LAST, 1000]), store(1))).toEqual([
      {
        component: "database",
        verdict: {
          guard: "cache-misses",
          pass: false,
          reason: expect.stringMatching(
            /^once phase 3 \(database\) is through, up to 1000 reads a second that cache no longer answers go to database; headroom: CPU would need/,
          ),
          numbers: expect.objectContaining({ addedReadsPerSecond: 1000, phase: 3, ceiling: 0.7 }),
        },
      },
    ]);
  });

  test("tells against the cache where not even its present size bears them, and where it has no cut to give", () => {
    expect(told(passing([LAST, 1000]), store(3))).toEqual([["cache", false, 3, 1000]]);
    expect(told(passing([LAST, 1000]), store(3, { steps: [] }))).toEqual([["cache", false, 3, 1000]]);
    expect(told(passing([FIRST, 2000]), store(1))).toEqual([["cache", false, 1, 2000]]);
  });

  test("is asked with the reads of all caches in front of it, and the one that passes on the most gives way", () => {
    const [small, large] = [cache("small", [[LAST, 500]]), cache("large", [[LAST, 900]])];
    expect(told(small, store(1.2, { steps: [] }))).toEqual([["small", true, 3, 500]]);
    for (const both of [
      [small, large],
      [large, small],
    ] as const) {
      expect(told(...both, store(1.2, { steps: [] }))).toEqual([["large", false, 3, 1400]]);
    }
    const [verdict] = judge(small, large, store(0.1, { steps: [] })).map((each) => each.verdict);
    expect(verdict?.reason).toContain("that small and large no longer answers go to database");
  });

  test("hears of the first of caches that pass on as much", () => {
    expect(told(cache("a", [[LAST, 700]]), cache("b", [[LAST, 700]]), store(3, { steps: [] }))).toEqual([["a", false, 3, 1400]]);
  });

  test("is asked phase by phase of the caches that pass something on in it", () => {
    const [early, late] = [cache("early", [[FIRST, 100]]), cache("late", [[SECOND, 200]])];
    expect(told(early, late, store(0.1, { steps: [] }))).toEqual([
      ["early", true, 1, 100],
      ["late", true, 2, 200],
    ]);
  });

  test("hears of those alone that pass something on in the phase", () => {
    const [early, late] = [cache("early", [[FIRST, 100]]), cache("late", [[SECOND, 200]])];
    const reasons = judge(early, late, store(0.1, { steps: [] })).map(({ verdict }) => verdict.reason);
    expect(reasons[0]).toContain("that early no longer answers");
    expect(reasons[1]).toContain("that late no longer answers");
  });

  test.each<[string, Partial<Member>, string]>([
    ["in another region", { region: "eu-west-1" }, "no component of its region is known to stand behind it"],
    [
      "of a kind that nobody reads through this cache",
      { kind: "auto-scaling-group" },
      "no component of its region is known to stand behind it",
    ],
    ["of which no evidence can be had", { evidence: () => undefined }, "nothing is known of what it bears"],
  ])("is not asked %s, and where nobody else is there to bear the reads the cache gives way", (_name, more, why) => {
    const [only, ...others] = judge(passing([LAST, 1000]), store(0.1, more));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ component: "cache", verdict: { pass: false, reason: expect.stringContaining(why) } });
  });

  test("stays unasked behind a cache that holds all it did, while another passes reads on", () => {
    const table = store(3, { component: "orders", kind: "dynamodb-table", steps: [] });
    const dax = cache("accelerator", [], { kind: "dax" });
    expect(told(cache("cache", [[LAST, 1000]]), dax, table)).toEqual([
      ["accelerator", true, undefined, 0],
      ["cache", false, 3, 1000],
    ]);
    expect(told(cache("accelerator", [[LAST, 1000]], { kind: "dax" }), store(3, { steps: [] }))).toEqual([
      ["accelerator", false, undefined, 1000],
    ]);
  });

  test.each<[string, Partial<Parameters<typeof given>[0]>, Partial<Evidence>, string]>([
    ["headroom", { need: () => [dimension("CPU", 0.7, tier(mostly(0.8, 30)))] }, {}, "headroom"],
    [
      "a failure",
      { afterFailure: () => [{ name: "without the writer", dimensions: [dimension("CPU", 1, tier([0.95]))] }] },
      {},
      "after-failure",
    ],
    [
      "latency",
      {},
      {
        latencySlos: contract.policy.slos.filter(({ unit }) => unit === "milliseconds"),
        latencyModels: () => [undefined],
      },
      "latency",
    ],
    ["the backtest", { need: () => [dimension("CPU", 0.7, tier(mostly(0.1, 30), 300))] }, {}, "backtest"],
    ["risk", { need: () => [dimension("CPU", 0.7, tier(mostly(0.69, 1440 * 7)))] }, { policy: { ...contract.policy, maxRisk: 0 } }, "risk"],
  ])("is judged by %s", (_name, study, rest, guard) => {
    const calm = { need: () => [dimension("CPU", 0.7, tier(mostly(0.1, 30)))], afterFailure: () => [] };
    const asked = given({ ...calm, ...study }, { policy: { ...contract.policy, maxRisk: 1 }, ...rest });
    const [verdict] = judge(passing([LAST, 1000]), store(0, { steps: [], evidence: () => asked })).map((each) => each.verdict);
    expect(verdict?.reason).toContain(`; ${guard}: `);
  });
});
