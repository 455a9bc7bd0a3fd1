import { analyze } from "../../../optimizer/analyze";
import { deadlineCheck } from "../../../optimizer/kinds/training-job";
import { spotParameters } from "../../../optimizer/kinds/training-spot";
import { trainingUsage } from "../../../optimizer/kinds/training-usage";
import { trainingSpot } from "../../../optimizer/rules/training-spot";
import { mlPolicy } from "../../../stacks/ml/policy";
import { known, NIGHTLY, trainingEvidence, trainingSnapshot, trialOf } from "../../support/training-load";

const asked = mlPolicy.rules["training-spot"];
const proposed = (...of: Parameters<typeof trainingEvidence>) => trainingSpot.propose(trainingEvidence(...of), asked);
/** Of two interruptions in 45 hours at most 0.14 an hour, and two minutes for a checkpoint. */
const BEST = 40;

test("proposes spot capacity with checkpoints at Daly's interval, and says why in numbers", () => {
  const [proposal, ...more] = proposed();
  expect(more).toEqual([]);
  expect(proposal).toMatchObject({ direction: "down", to: { spot: true, checkpoint_interval_minutes: BEST, instance_count: 4 } });
  expect(proposal?.reason).toMatch(
    /^training can run on spot capacity: with a checkpoint every 40 minutes runs of 4\.0 h are expected to take 4\.\d h; GPU-hours a month, 487 on demand, come to 5\d\d, of which 2\d\d are billed$/,
  );
  expect(proposal?.findings.map(({ metric, statistic }) => `${metric}: ${statistic}`)).toEqual([
    "run time: mean of 81 runs",
    "run time on spot capacity: expected, Daly's model",
    "interruptions an hour: upper 95 % bound of 2 in 45.0 h on spot capacity",
    "restart after an interruption: longest seen",
    "share of the time billed: dearest run on spot capacity",
    "GPU-hours a month on demand: mean of 81 runs",
    "GPU-hours a month on spot capacity: expected, Daly's model",
  ]);
});

test.each([
  ["nothing where it is so already", { training_spot: true, training_checkpoint_interval_minutes: BEST }, []],
  ["a better interval where it runs on spot capacity", { training_spot: true }, [{ spot: true, checkpoint_interval_minutes: BEST }]],
])("proposes %s", (_name, values, to) => {
  expect(proposed(known(), values)).toMatchObject(to.map((each) => ({ to: each })));
});

describe("on spot capacity already", () => {
  const RARELY = { training_spot: true, training_checkpoint_interval_minutes: 120 };
  const hours = (deadlineHours: number, values: Parameters<typeof trainingEvidence>[1] = RARELY, runs = known()) => {
    const rules = { ...mlPolicy.rules, "training-spot": { ...mlPolicy.rules["training-spot"], deadlineHours } };
    const policy = { ...mlPolicy, slos: [], scaleUpTriggers: [], rules };
    return trainingSpot.propose(trainingEvidence(runs, values, { policy }), rules["training-spot"]);
  };
  /** Hours that are 1.5 times the longest run's expected time at the best interval. */
  const e = trainingEvidence(known(), RARELY);
  const check = deadlineCheck(
    { ...e.current, spot: true, checkpoint_interval_minutes: BEST },
    trainingUsage(e),
    spotParameters.parse(asked),
  );
  const least = 1.5 * (check.numbers.expectedHours ?? Number.NaN);

  test("accepts what keeps its deadline", () => {
    expect(hours(12, { training_spot: true, training_checkpoint_interval_minutes: BEST })).toEqual([]);
  });

  test.each([
    [
      "checkpoints at the best interval where that keeps it",
      least * 1.000001,
      [{ direction: "up", to: { spot: true, checkpoint_interval_minutes: BEST } }],
    ],
    ["back on demand where nothing does", least * 0.999999, [{ direction: "up", to: { spot: false, checkpoint_interval_minutes: 120 } }]],
  ])("goes up to %s", (_name, deadlineHours, proposals) => {
    expect(hours(deadlineHours)).toMatchObject(proposals);
  });

  test("goes back on demand after a run that waited too long, even where it was the only one", () => {
    const [late, ...more] = hours(12, { training_spot: true }, known([trialOf(3, { ended: "MaxWaitTimeExceeded" })]));
    expect(more).toEqual([]);
    expect(late).toMatchObject({
      direction: "up",
      to: { spot: false },
      reason: "ml-training-3, on spot capacity, ended as MaxWaitTimeExceeded",
    });
  });
});

test("leaves the interval alone that no phase turns", () => {
  const phases = [{ name: "training", turns: [{ component: "training", tunables: ["spot"] }] }];
  const policy = { ...mlPolicy, slos: [], scaleUpTriggers: [], phases };
  expect(proposed(known(), {}, { policy })).toMatchObject([{ to: { spot: true, checkpoint_interval_minutes: 15 } }]);
});

test.each([
  ["rejects fewer than 1 remaining time", { fallbackWhenRemainingTimes: 0.999 }],
  ["rejects no deadline", { deadlineHours: 0 }],
  ["rejects checkpoints that cost nothing", { checkpointMinutes: 0 }],
  ["rejects no trial at all", { trialRunsAtLeast: 0 }],
  ["rejects certainty", { interruptionConfidence: 1 }],
])("%s", (_name, change) => {
  expect(trainingSpot.problems(Object.assign({}, asked, change))).toHaveLength(1);
  expect(trainingSpot.problems(asked)).toEqual([]);
});

test("nightly training that was tried on spot capacity moves there, priced, checkpoints first", () => {
  const { recommendations, phases } = analyze(trainingSnapshot());
  expect(recommendations[0]).toMatchObject({
    rule: "training-spot",
    after: { priced: true },
    slo: { grade: "unproven" },
    phase: { name: "training" },
  });
  expect(phases.flatMap(({ steps }) => steps.map((step) => step.map(({ variable }) => variable)))).toEqual([
    ["training_checkpoint_interval_minutes"],
    ["training_spot"],
  ]);
});

test.each([
  ["nobody tried spot capacity", known(NIGHTLY.filter(({ spot }) => !spot)), "min-saving"],
  ["nothing ran", known([]), "coverage"],
  ["runs may not be listed", { runs: [], unknown: "not allowed" }, "coverage"],
  ["one run on spot capacity was given up", known([...NIGHTLY, trialOf(5, { ended: "MaxWaitTimeExceeded" })]), "service-limits"],
])("stays on demand where %s", (_name, runs, rejectedBy) => {
  const { recommendations, rejected } = analyze(trainingSnapshot(runs));
  expect(recommendations).toEqual([]);
  expect(rejected).toMatchObject([{ rule: "training-spot", rejectedBy }]);
});
