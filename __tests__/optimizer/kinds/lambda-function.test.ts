import fc from "fast-check";
import type { Settings } from "../../../optimizer/evidence";
import { latency } from "../../../optimizer/guards/latency";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { functionUsage, MB_PER_VCPU, slowdown } from "../../../optimizer/kinds/lambda-usage";
import { projectedSlos } from "../../../optimizer/plan/recommend";
import { meanRunMs } from "../../../simulator/systems/lambda-function/load";
import { verdictOf } from "../../support/evidence";
import { functionEvidence } from "../../support/function-load";
import { DAY, NOW } from "../../support/snapshot";
import { needOf } from "./needs";

const SHORT = { days: 1 } as const;
const seed = (measures: Parameters<typeof functionEvidence>[0] = {}, more: Parameters<typeof functionEvidence>[2] = {}) =>
  functionEvidence(measures, {}, { ...SHORT, ...more });
const limits = (measures: Parameters<typeof functionEvidence>[0], to: Settings, more: Parameters<typeof functionEvidence>[2] = {}) =>
  verdictOf(serviceLimits, seed(measures, more), to);

describe("what runs at once", () => {
  test.each([
    ["is held against the reserved runs", { reserved_concurrency: 20 }, "reserved concurrency", 5 / 20],
    ["is held against the environments kept warm", { provisioned_concurrency: 10 }, "provisioned concurrency", 5 / 10],
    [
      "grows with the time that runs take with less memory",
      { memory_mb: 1_504, provisioned_concurrency: 10 },
      "provisioned concurrency",
      7.5 / 10,
    ],
  ])("%s", (_name, to, dimension, need) => {
    expect(needOf(seed(), to, dimension)).toBeCloseTo(need, 9);
  });

  test("is nothing while nobody calls, and not unknown", () => {
    const silent = seed({ invocations: 0, concurrent_executions: Number.NaN });
    expect(needOf(silent, {}, "reserved concurrency")).toBe(0);
  });
});

describe("runs with more memory than there is now", () => {
  const halved = (measures: Parameters<typeof seed>[0]) =>
    functionEvidence(
      { cpu_time: null, memory: 0.1, ...measures },
      { seed_memory_mb: 1_504 },
      {
        ...SHORT,
        capacity: [
          { atEpoch: 0, values: { seed_memory_mb: 3_008 }, source: "default" },
          { atEpoch: NOW - DAY / 2, values: { seed_memory_mb: 1_504 }, source: "ledger" },
        ],
      },
    );
  test("would have taken longer with what there is now, and more of them at once", () => {
    const e = halved({});
    const need = e.study.need({ ...e.current, reserved_concurrency: 20 }).find(({ name }) => name === "reserved concurrency")?.need;
    const values = need?.find(({ grid }) => grid.periodSeconds === 60)?.values;
    expect([values?.at(0), values?.at(-1)]).toEqual([(5 * 2) / 20, 5 / 20]);
  });
  test.each([
    ["accepts", 245_000, true],
    ["rejects", 246_000, false],
  ])("%s a longest run of then that would take %d ms times 3,008 / 1,024, where 720 s are left", (_name, duration, passes) => {
    expect(verdictOf(serviceLimits, halved({ duration }), { memory_mb: 1_024 }).pass).toBe(passes);
  });
});

test("memory is a need of its own where it is turned: megabytes, not a share", () => {
  expect(needOf(seed(), { memory_mb: 1_504 }, "memory")).toBeCloseTo(0.6, 9);
});

describe("memory goes down", () => {
  /** 1,504 MB less 25 % of what is used in reserve: 1,203.2 MB, 40 % of 3,008. */
  test.each([
    ["accepts what was used with a quarter in reserve", { memory: 0.4 }, true],
    ["rejects a megabyte more", { memory: 0.4 + 1 / 3_008 }, false],
    ["rejects where no run's memory is known", { memory: null }, false],
    ["accepts a longest run that ends within the timeout less 20 %", { duration: 360_000 }, true],
    ["rejects one that would take a second longer", { duration: 361_000 }, false],
  ])("%s", (_name, measures, passes) => {
    expect(limits(measures, { memory_mb: 1_504 }).pass).toBe(passes);
  });

  test.each([
    ["accepts 95 % of the intervals with runs in which memory is known", 20, true],
    ["rejects less", 19, false],
  ])("%s", (_name, each, passes) => {
    const memory = ({ epoch }: { epoch: number }) => ((epoch / 60) % each === 0 ? Number.NaN : 0.3);
    expect(limits({ memory }, { memory_mb: 1_504 }).pass).toBe(passes);
  });

  test("not while another component's latency objective may wait for the runs", () => {
    const slo = {
      name: "p99",
      component: "service",
      metric: "latency",
      statistic: "p99",
      limit: 100,
      unit: "milliseconds",
      errorBudget: 0.01,
    } as const;
    const policy = { ...functionEvidence({}, {}, SHORT).policy, slos: [slo] };
    expect(limits({}, { memory_mb: 1_504 }, { policy })).toMatchObject({ pass: false, reason: expect.stringContaining("how much of p99") });
    expect(limits({ cpu_time: 0 }, { memory_mb: 1_504 }, { policy }).pass).toBe(true);
  });
});

describe("an objective on the function's own runs is held against the bound of how long they take with less memory", () => {
  const slo = {
    name: "run time",
    component: "seed",
    metric: "duration",
    statistic: "Average",
    limit: 1_000,
    unit: "milliseconds",
    errorBudget: 0.01,
  } as const;
  const policy = { ...functionEvidence({}, {}, SHORT).policy, slos: [slo] };
  const e = seed({}, { policy });

  test.each([
    ["the same memory", {}, { grade: "seen", before: 400, after: 400 }],
    // Half of a run is processor time.
    ["half of it", { memory_mb: 1_504 }, { grade: "fitted", before: 400, after: 600 }],
  ])("%s", (_name, to, projection) => {
    const [told] = projectedSlos(e, { ...e.current, ...to });
    expect(told).toMatchObject(projection);
  });

  test.each([
    ["accepts 1.5 times as long under the limit less its margin", 530, true],
    ["rejects it over", 540, false],
  ])("%s", (_name, duration, passes) => {
    const cpu_time = duration * (3_008 / 1_769) * 0.5;
    const { pass, reason } = verdictOf(latency, seed({ duration, cpu_time }, { policy }), { memory_mb: 1_504 });
    expect({ pass, reason }).toEqual({
      pass: passes,
      reason: expect.stringMatching(/^run time projected at .* at most 1\.50 times as long/),
    });
  });

  test("and so does every minute that is replayed", () => {
    const [model] = e.latencyModels();
    const { observed, projected } = model?.replay({ ...e.current, memory_mb: 1_504 }) ?? {};
    expect([observed?.at(-1), projected?.at(-1)]).toEqual([400, 600]);
  });
});

describe("environments kept warm", () => {
  test.each([
    ["rejects none at all while a run uses one", {}, { provisioned_concurrency: 0 }, false],
    ["accepts none where no run did", { provisioned_invocations: 0 }, { provisioned_concurrency: 0 }, true],
    ["accepts as many as runs are reserved", {}, { reserved_concurrency: 50 }, true],
    ["rejects one more than runs are reserved", {}, { reserved_concurrency: 49 }, false],
  ])("%s", (_name, measures, to, passes) => {
    expect(limits(measures, to).pass).toBe(passes);
  });
});

test("whatever a run waits and however many threads it has, it takes no longer than the bound on less memory", () => {
  const usage = functionUsage(seed());
  const memory = fc.integer({ min: 128, max: 10_240 });
  const run = fc.record({
    waitMs: fc.double({ min: 0, max: 2_000, noNaN: true }),
    cpuMs: fc.double({ min: 1, max: 2_000, noNaN: true }),
    parallelism: fc.double({ min: 0.1, max: 8, noNaN: true }),
  });
  fc.assert(
    fc.property(run, memory, memory, (parameters, one, other) => {
      const [from, to] = [Math.max(one, other), Math.min(one, other)].map((memory_mb) => ({ memory_mb }));
      const takes = (values: { readonly memory_mb: number } | undefined) =>
        meanRunMs(parameters, { from: 0, to: 1_440, values: { ...values } });
      const cpuShare = parameters.cpuMs / takes(from) / ((from?.memory_mb ?? 0) / MB_PER_VCPU);
      const bound = takes(from) * slowdown({ ...usage, cpuShare }, { ...from }, { ...to });
      expect(takes(to)).toBeLessThanOrEqual(bound * (1 + 1e-9));
    }),
  );
});

test("a month costs requests, time in memory, and environments kept warm whether used or not", () => {
  const prices = {
    "lambda:request": 0.2e-6,
    "lambda:gb-second": 16e-6,
    "lambda:provisioned-gb-second": 4e-6,
    "lambda:provisioned-duration-gb-second": 10e-6,
  };
  const e = seed({}, { prices });
  const cost = e.study.cost({ ...e.current, memory_mb: 1_024, provisioned_concurrency: 10, reserved_concurrency: 20 });
  const seconds = 730 * 3_600;
  // 0.8 runs at once on average, each 1 + ½ × (3,008/1,024 − 1) times as long.
  const busy = 0.8 * (1 + 0.5 * (3_008 / 1_024 - 1));
  expect(cost.priced && cost.monthlyUsd).toBeCloseTo(2 * seconds * 0.2e-6 + 10 * seconds * 4e-6 + busy * seconds * 10e-6, 1);
});

test("grows by twice the reserved runs where a trigger asks for more", () => {
  expect(seed().study.stepUp()).toMatchObject({ reserved_concurrency: 200, provisioned_concurrency: 50 });
});
