import type { OpenPhase, Step } from "../../../optimizer/ledger";
import { type Action, nextAction } from "../../../optimizer/rollout";

const policy = { soakMinutes: 30, windowHours: 24 };
const pending: Step = { deltas: [], status: "pending" };
const effectiveAt = (effectiveEpoch: number): Step => ({ deltas: [], status: "effective", effectiveEpoch });
const open = (steps: readonly Step[], more: Partial<OpenPhase> = {}): OpenPhase => ({
  rollout: "r",
  phase: 1,
  steps,
  previous: { override: null, receipt: null },
  recorded: {},
  ...more,
});

test.each<[string, OpenPhase | undefined, number, Action]>([
  ["no phase is open: propose", undefined, 0, { type: "propose" }],
  ["nothing was started: start the first step", open([pending, pending]), 0, { type: "start-step", step: 0 }],
  ["a step was begun: resume it", open([{ deltas: [], status: "started" }]), 0, { type: "resume-step", step: 0 }],
  ["a step is applied: wait for its effect", open([{ deltas: [], status: "applied" }]), 0, { type: "await-effect", step: 0 }],
  ["a step took effect just now: soak", open([effectiveAt(100), pending]), 160, { type: "soak", step: 0, untilEpoch: 1900 }],
  ["the soak is over: start the next step", open([effectiveAt(100), pending]), 1900, { type: "start-step", step: 1 }],
  ["all steps took effect: observe", open([effectiveAt(100)]), 160, { type: "observe", sinceEpoch: 100, untilEpoch: 86_500 }],
  ["the observation passed: promote", open([effectiveAt(100)], { verdict: { verdict: "pass", reasons: [] } }), 160, { type: "promote" }],
  [
    "the observation was inconclusive: observe again",
    open([effectiveAt(100)], { verdict: { verdict: "inconclusive", reasons: [] } }),
    160,
    { type: "observe", sinceEpoch: 100, untilEpoch: 86_500 },
  ],
  [
    "the observation failed: roll back",
    open([effectiveAt(100)], { verdict: { verdict: "fail", reasons: ["slow", "errors"] } }),
    160,
    { type: "roll-back", reason: "slow; errors" },
  ],
  [
    "a rollback was begun: finish it, whatever else",
    open([effectiveAt(100), pending], { rollingBack: "slow" }),
    160,
    { type: "roll-back", reason: "slow" },
  ],
])("%s", (_name, phase, now, action) => {
  expect(nextAction(phase === undefined ? {} : { open: phase }, now, policy)).toEqual(action);
});
