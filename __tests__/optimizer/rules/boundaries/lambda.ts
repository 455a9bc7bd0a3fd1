import type { Values } from "../../../../contract";
import { lambdaSize } from "../../../../optimizer/rules/lambda-size";
import { stagingPolicy } from "../../../../stacks/staging/policy";
import { boundariesOf } from "../../../support/boundaries";
import { functionEvidence } from "../../../support/function-load";
import type { Measures } from "../../../support/snapshot";

const offers =
  (tunable: string, wanted: (value: number) => boolean, measures: Measures[string], values: Values = {}) =>
  (): boolean =>
    lambdaSize
      .propose(functionEvidence(measures, values, { days: 2, minuteDays: 1 }), stagingPolicy.rules["lambda-size"])
      .some(({ to }) => wanted(Number(to[tunable])));

/** Nothing about memory is known, so only concurrency is turned. */
const NO_INSIGHTS = { memory: null, cpu_time: null } as const;
const warm = (provisioned_utilization: number) =>
  offers("provisioned_concurrency", (count) => count < 50, { ...NO_INSIGHTS, provisioned_utilization });
const reserved = (wanted: (value: number) => boolean, concurrent_executions: number) =>
  offers("reserved_concurrency", wanted, { ...NO_INSIGHTS, concurrent_executions }, { seed_provisioned_concurrency: 0 });
/** Half of 3,072 MB: a run whose processor time is this share of its vCPUs takes 1 + share times as long. */
const half = (share: number) =>
  offers("memory_mb", (mb) => mb === 1_536, { cpu_time: 400 * (3_072 / 1_769) * share, memory: 0.1 }, { seed_memory_mb: 3_072 });

export const lambda = boundariesOf("lambda-size", {
  provisionedUseBelow: [0.4, warm(0.399), warm(0.4)],
  reservedUseBelow: [0.4, reserved((count) => count < 100, 39), reserved((count) => count < 100, 40)],
  reservedAtLeast: [10, reserved((count) => count === 10, 1), reserved((count) => count < 10, 1)],
  slowdownAtMost: [1.5, half(0.5), half(0.5005)],
});
