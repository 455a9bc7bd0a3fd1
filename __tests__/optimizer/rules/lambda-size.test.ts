import { analyze } from "../../../optimizer/analyze";
import { lambdaSize } from "../../../optimizer/rules/lambda-size";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { functionEvidence, functionSnapshot } from "../../support/function-load";

const parameters = stagingPolicy.rules["lambda-size"];
const proposed = (...asked: Parameters<typeof functionEvidence>) =>
  lambdaSize.propose(functionEvidence(...asked), parameters).map(({ to }) => to);
const values = (tunable: string, ...asked: Parameters<typeof functionEvidence>) => [
  ...new Set(proposed(...asked).map((to) => to[tunable])),
];

/** Nothing about memory is known, so only concurrency is turned. */
const NO_INSIGHTS = { memory: null, cpu_time: null } as const;

describe("lambda-size keeps fewer environments warm", () => {
  test.each([
    ["accepts a greatest use of just under 40 %", 0.399, true],
    ["rejects a greatest use of 40 %", 0.4, false],
  ])("%s", (_name, provisioned_utilization, fewer) => {
    const counts = values("provisioned_concurrency", { ...NO_INSIGHTS, provisioned_utilization });
    expect(counts.some((count) => Number(count) < 50)).toBe(fewer);
  });

  test("never without one, as long as somebody uses them", () => {
    expect(values("provisioned_concurrency")).not.toContain(0);
  });

  test("without any where nobody does", () => {
    expect(values("provisioned_concurrency", { provisioned_invocations: 0, provisioned_utilization: null })).toContain(0);
  });
});

describe("lambda-size reserves fewer runs", () => {
  test.each([
    ["accepts a most of 39 at once, of 100", 39, 98],
    ["rejects a most of 40 at once, of 100", 40, undefined],
    ["accepts 4 at once: as many as 10 are reserved at the least", 4, 10],
    ["accepts 5 at once: 13 bring them under 40 %", 5, 13],
  ])("%s", (_name, concurrent_executions, reserved) => {
    const counts = values("reserved_concurrency", { ...NO_INSIGHTS, concurrent_executions }, { seed_provisioned_concurrency: 0 });
    expect(counts).toEqual(reserved === undefined ? [] : [reserved]);
  });

  test("never fewer than it keeps warm, which AWS refuses", () => {
    expect(proposed().every((to) => Number(to.provisioned_concurrency) <= Number(to.reserved_concurrency))).toBe(true);
  });
});

describe("lambda-size turns memory down", () => {
  /** 1,504 MB are half: a run whose processor time is `share` of its vCPUs takes 1 + share times as long. */
  const busy = (share: number) => ({ cpu_time: 400 * (3_008 / 1_769) * share, memory: 0.1 });
  test.each([
    ["accepts half of 3,072 MB, in which runs take 1.5 times as long", busy(0.5), 1_536, true],
    ["rejects half of it where they take a hair longer", busy(0.5005), 1_536, false],
  ])("%s", (_name, measures, memory, offered) => {
    const larger = { seed_memory_mb: 3_072 };
    // The share is of the vCPUs that come with 3,072 MB.
    const scaled = { ...measures, cpu_time: measures.cpu_time * (3_072 / 3_008) };
    expect(values("memory_mb", scaled, larger).includes(memory)).toBe(offered);
  });

  test("as if runs never waited, where nobody measures their processor time: duration ∝ 1/memory", () => {
    const least = Math.min(...values("memory_mb", { cpu_time: null, memory: 0.1 }).map(Number));
    expect(3_008 / least).toBeLessThanOrEqual(1.5);
    expect(3_008 / (least - 128)).toBeGreaterThan(1.5);
  });

  test("not where memory is not known", () => {
    expect(values("memory_mb", NO_INSIGHTS)).toEqual([3_008]);
    const idle = functionEvidence({ ...NO_INSIGHTS, provisioned_utilization: 0.5, concurrent_executions: 50 });
    expect(lambdaSize.declines(idle, parameters)).toContain("not known without Lambda Insights");
  });
});

describe("of a calm function", () => {
  const decided = analyze(functionSnapshot());
  const [recommendation] = decided.recommendations;
  const to = Object.fromEntries((recommendation?.changes ?? []).map(({ variable, to: value }) => [variable, value]));

  test("memory, environments and reserved runs are turned down together, priced, each in a step of its own", () => {
    expect(Object.keys(to).sort()).toEqual(["seed_memory_mb", "seed_provisioned_concurrency", "seed_reserved_concurrency"]);
    expect(recommendation?.after.priced).toBe(true);
    expect(decided.phases.flatMap(({ steps }) => steps.map((deltas) => deltas.map(({ variable }) => variable)))).toEqual([
      ["seed_provisioned_concurrency"],
      ["seed_reserved_concurrency"],
      ["seed_memory_mb"],
    ]);
  });

  test("memory stays above what was used with its reserve, and the reason says how much longer runs take", () => {
    expect(Number(to.seed_memory_mb)).toBeGreaterThanOrEqual(0.3 * 3_008 * 1.25);
    expect(recommendation?.reason).toMatch(/runs take up to 1\.\d\d times as long/);
  });
});

test("a function that nobody calls keeps no environment warm", () => {
  const silent = {
    invocations: 0,
    provisioned_invocations: 0,
    duration: null,
    concurrent_executions: null,
    provisioned_utilization: null,
    ...NO_INSIGHTS,
  };
  const decided = analyze(functionSnapshot(silent));
  expect(decided.recommendations[0]?.changes).toMatchObject([
    { variable: "seed_reserved_concurrency", to: 10 },
    { variable: "seed_provisioned_concurrency", to: 0 },
  ]);
});

test("a throttle within two weeks forbids every cut: how many wanted to run is not known", () => {
  const throttles = ({ epoch }: { epoch: number }) => (epoch === Date.UTC(2026, 10, 17, 12) / 1000 ? 1 : 0);
  expect(analyze(functionSnapshot({ throttles })).unchanged[0]?.reason).toContain("throttles of function");
});
