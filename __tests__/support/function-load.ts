import type { Values } from "../../contract";
import type { Evidence } from "../../optimizer/evidence";
import { stagingPolicy } from "../../stacks/staging/policy";
import { stagingContract } from "../../stacks/staging/tunables";
import { evidence } from "./evidence";
import { type Measures, type SnapshotOptions, snapshotOf } from "./snapshot";

/** Five runs at once at most, of fifty kept warm, half of whose time is processor time; a third of the memory is used. */
export const CALM: NonNullable<Measures[string]> = {
  invocations: 2,
  errors: 0,
  throttles: 0,
  duration: 400,
  concurrent_executions: 5,
  provisioned_invocations: 2,
  provisioned_spillover: 0,
  provisioned_executions: 5,
  provisioned_utilization: 0.1,
  memory: 0.3,
  // 3,008 MB are 1.7 vCPUs.
  cpu_time: 400 * (3_008 / 1_769) * 0.5,
};

const options = (measures: Measures[string], values: Values, more: Partial<SnapshotOptions>): SnapshotOptions => ({
  measures: { seed: { ...CALM, ...measures } },
  components: { seed: stagingContract.components.seed },
  policy: stagingPolicy,
  values,
  days: 45,
  minuteDays: 2,
  ...more,
});

/** The staging stack's function `seed`, calm but for the measures given. */
export const functionSnapshot = (measures: Measures[string] = {}, values: Values = {}, more: Partial<SnapshotOptions> = {}) =>
  snapshotOf(options(measures, values, more));

export const functionEvidence = (measures: Measures[string] = {}, values: Values = {}, more: Partial<SnapshotOptions> = {}): Evidence =>
  evidence("seed", options(measures, values, more));
