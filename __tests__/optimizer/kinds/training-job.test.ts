import { coverage } from "../../../optimizer/guards/coverage";
import { headroom } from "../../../optimizer/guards/headroom";
import { minSaving } from "../../../optimizer/guards/min-saving";
import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { expectedMinutes } from "../../../optimizer/kinds/training-job";
import { fallsBack, spotParameters } from "../../../optimizer/kinds/training-spot";
import { trainingUsage } from "../../../optimizer/kinds/training-usage";
import { expectedDuration } from "../../../optimizer/statistics";
import { mlPolicy } from "../../../stacks/ml/policy";
import { verdictOf } from "../../support/evidence";
import { HOUR, known, NIGHTLY, runOf, trainingEvidence, trialOf } from "../../support/training-load";
import { needOf } from "./needs";

const asked = spotParameters.parse(mlPolicy.rules["training-spot"]);
const SPOT = { spot: true, checkpoint_interval_minutes: 40 } as const;
const withRules = (change: Partial<typeof asked>) => ({
  policy: { ...mlPolicy, slos: [], scaleUpTriggers: [], rules: { "training-spot": { ...asked, ...change } } },
});
const trials = (count: number) => [
  ...NIGHTLY.filter(({ spot }) => !spot),
  ...Array.from({ length: count }, (_, i) => trialOf(10 * (i + 1))),
];

describe("a run leaves spot capacity", () => {
  test.each([
    ["not while its deadline is 1.5 times as far as what remains", 180, false],
    ["when it is a hair nearer", 179.999, true],
    ["when it is past", -1, true],
  ])("%s", (_name, untilDeadlineMinutes, leaves) => {
    expect(fallsBack({ remainingMinutes: 120, untilDeadlineMinutes }, asked)).toBe(leaves);
  });
});

describe("limits of spot capacity", () => {
  const limits = (runs = NIGHTLY, to: Parameters<typeof verdictOf>[2] = SPOT, more = {}) =>
    verdictOf(serviceLimits, trainingEvidence(known(runs), {}, more), to);

  test.each([
    ["accepts 5 runs on it", 5, true],
    ["rejects 4", 4, false],
  ])("%s", (_name, count, passes) => {
    expect(limits(trials(count)).pass).toBe(passes);
  });

  test.each([
    ["accepts a checkpoint every 3 minutes that takes 2", { spot: true, checkpoint_interval_minutes: 3 }, true],
    ["rejects one every 2 minutes", { spot: true, checkpoint_interval_minutes: 2 }, false],
  ])("%s", (_name, to, passes) => {
    expect(limits(NIGHTLY, to).pass).toBe(passes);
  });

  test("accepts a deadline of exactly 1.5 times the longest run's expected time, and rejects one a hair nearer", () => {
    const { numbers } = limits(NIGHTLY, SPOT, withRules({ deadlineHours: 1 }));
    const deadlineHours = (numbers.expectedHours ?? Number.NaN) * 1.5;
    expect(deadlineHours).toBeGreaterThan(6);
    // Verdicts have six digits.
    expect(limits(NIGHTLY, SPOT, withRules({ deadlineHours: deadlineHours * 1.00001 })).pass).toBe(true);
    expect(limits(NIGHTLY, SPOT, withRules({ deadlineHours: deadlineHours * 0.99999 }))).toMatchObject({
      pass: false,
      reason: expect.stringMatching(/^the longest run is expected to take \d\.\d h on spot capacity, 1.5 times that is/),
    });
  });

  test.each([
    ["was not completed in time", { ended: "MaxWaitTimeExceeded" }, "ml-training-7, on spot capacity, ended as MaxWaitTimeExceeded"],
    ["kept no checkpoints", { checkpoints: false }, "ml-training-7, on spot capacity, kept no checkpoints in S3"],
  ])("rejects it where a run on it %s", (_name, more, reason) => {
    const verdict = limits([...NIGHTLY, trialOf(7, more)]);
    expect(verdict).toMatchObject({ pass: false, reason: expect.stringContaining(reason) });
  });

  test("bind nobody who stays on demand", () => {
    expect(limits(trials(0), { checkpoint_interval_minutes: 1 }).pass).toBe(true);
  });
});

describe("coverage of what runs now and then", () => {
  const verdict = (...[runs, values, more]: Parameters<typeof trainingEvidence>) =>
    verdictOf(coverage, trainingEvidence(runs, values, more), SPOT);

  test("accepts a single run, whatever its hosts' series lack between runs", () => {
    const hosts = { scope: "host", name: "night-algo-1", dimensions: { Host: "night/algo-1" } };
    const more = {
      inventory: { training: { region: "us-east-1", resources: [hosts] } },
      measures: { training: { gpu: ({ epoch }: { epoch: number }) => (epoch % 86_400 < 4 * HOUR ? 0.8 : Number.NaN) } },
    };
    expect(verdict(known([runOf(3)]), {}, more)).toMatchObject({ pass: true, numbers: { runs: 1 } });
  });

  test.each([
    ["that there was no run", known([]), "training did not run in the window"],
    ["that no run was completed", known([runOf(3, { ended: "Failed" })]), "training did not run in the window"],
    ["that all ran on another type", known([runOf(3, { instanceType: "ml.g5.xlarge" })]), "training did not run in the window"],
    ["why runs are not known", { runs: [], unknown: "not allowed" }, "the runs of training are not known: not allowed"],
    ["that nobody asked for them", null, "the runs of training are not known: nobody asked for them"],
  ])("rejects, and says %s", (_name, runs, reason) => {
    expect(verdict(runs)).toMatchObject({ pass: false, reason: expect.stringContaining(reason) });
  });
});

describe("what runs on spot capacity showed", () => {
  const { spot, meanMinutes } = trainingUsage(trainingEvidence());

  test("is the upper 95 % bound of the interruptions an hour, the longest restart and the dearest bill", () => {
    expect(spot).toMatchObject({ hours: 45, interruptions: 2, restartMinutes: 30, billedShare: 0.4 });
    expect(spot.interruptionsPerHour).toBeCloseTo(6.2958 / 45, 4);
  });

  test("is no part of how long the work takes, while other runs tell", () => {
    expect(meanMinutes).toBe(240);
  });

  test("where nothing else tells, the time that a run took less half an interval for each interruption", () => {
    const usage = trainingUsage(trainingEvidence(known([trialOf(3, { restartSeconds: [600, 900] })])));
    expect(usage.meanMinutes).toBe(300 - 15);
  });

  test("is nothing where there was none: then it has no price", () => {
    const verdict = verdictOf(minSaving, trainingEvidence(known(trials(0))), SPOT);
    expect(verdict).toMatchObject({ pass: false, reason: expect.stringContaining("AWS lists no price of managed spot training") });
  });
});

describe("need", () => {
  const lasting = (values: Parameters<typeof trainingEvidence>[1], to: Parameters<typeof needOf>[1]) => {
    const need = trainingEvidence(known(), values).study.need({ ...trainingEvidence(known(), values).current, ...to })[0]?.need ?? [];
    return need.flatMap(({ values: tier }) => [Math.max(...tier)]);
  };

  test("is what a run takes of the time until its deadline, 0 between runs", () => {
    expect(needOf(trainingEvidence(), {}, "time to the deadline")).toBe(0);
    // Ten minutes to start and four hours of work, of twelve.
    for (const peak of lasting({}, {})) expect(peak).toBeCloseTo((4 + 1 / 6) / 12, 9);
  });

  test("on spot capacity is what is expected, 1.5 times", () => {
    for (const peak of lasting({}, SPOT)) {
      expect(peak).toBeGreaterThan((1.5 * 4.5) / 12);
      expect(peak).toBeLessThan((1.5 * 6) / 12);
    }
  });

  test("is not known on instances that no run was on", () => {
    const verdict = verdictOf(headroom, trainingEvidence(), { instance_count: 2 });
    expect(verdict).toMatchObject({ pass: false, reason: expect.stringContaining("nothing is known") });
  });

  test("is not known before the window, whose runs alone are listed", () => {
    const e = trainingEvidence(known(), {}, { daysBefore: 30 });
    expect(
      e
        .needBefore(e.current)
        .flatMap(({ need }) => need.flatMap(({ values }) => [...values]))
        .every(Number.isNaN),
    ).toBe(true);
  });
});

describe("how long a run is expected to take there", () => {
  const e = trainingEvidence();
  const usage = trainingUsage(e);
  const at = (checkpoint_interval_minutes: number, checkpoints: boolean) => {
    const run = runOf(1, { checkpoints });
    return expectedMinutes({ run, minutes: 240 }, { ...e.current, spot: true, checkpoint_interval_minutes }, usage, asked);
  };
  const model = (work: number, checkpoint: number, interval: number) =>
    expectedDuration(work, { checkpoint, interval, restart: 30, meanBetween: 60 / usage.spot.interruptionsPerHour });

  test.each([
    ["without checkpoints so far they come on top", 40, false, model(240, 2, 40)],
    ["with as many or fewer than so far, as if they cost nothing: all of its time was work", 40, true, model(240, 0, 40)],
    ["with more than so far, as if they cost all that the policy states", 5, true, model(240 / (1 + 2 / 15), 2, 5)],
  ])("%s", (_name, interval, checkpoints, expected) => {
    expect(at(interval, checkpoints)).toBeCloseTo(expected, 9);
  });
});

describe("cost", () => {
  const cost = (to = {}, values = {}) => {
    const e = trainingEvidence(known(), values);
    return e.study.cost({ ...e.current, ...to });
  };

  test("is that of the window's runs: four hours a day on four instances", () => {
    const found = cost();
    expect(found.priced && found.lines[0]).toMatchObject({
      sku: "SKU-sagemaker:training:ml.g5.2xlarge",
      quantity: expect.closeTo((730 / 24) * 16, 1),
    });
  });

  test("on spot capacity is the time that is billed, at the list price, and no usage that a Savings Plan covers", () => {
    const found = cost(SPOT);
    const [line] = found.priced ? found.lines : [];
    expect(line).toMatchObject({ sku: "SKU-sagemaker:training:ml.g5.2xlarge (spot)" });
    expect(line?.quantity).toBeLessThan((730 / 24) * 4 * 6 * 0.4);
    expect(line?.quantity).toBeGreaterThan((730 / 24) * 4 * 4 * 0.4);
  });

  test("is not known on instances that no run was on", () => {
    expect(cost({ instance_type: "ml.g5.xlarge" })).toMatchObject({
      priced: false,
      reasons: ["how long a run takes on 4 ml.g5.xlarge is not known"],
    });
  });
});

test("one rung up is back on demand", () => {
  expect(trainingEvidence(known(), { training_spot: true }).study.stepUp()).toMatchObject({ spot: false });
  expect(trainingEvidence().study.stepUp()).toBeUndefined();
});
