import type { Values } from "../../contract";
import type { Evidence } from "../../optimizer/evidence";
import { mlPolicy } from "../../stacks/ml/policy";
import { mlContract } from "../../stacks/ml/tunables";
import { evidence } from "./evidence";
import { type Measures, type SnapshotOptions, snapshotOf } from "./snapshot";

/** Ten ml.g5.2xlarge that answer 1,200 predictions a second: a seventh of each GPU, 800 invocations a second in it. */
export const CALM_ENDPOINT: NonNullable<Measures[string]> = {
  requests: 1_200,
  requests_per_instance: 120,
  gpu: 0.15,
  gpu_memory: 0.2,
  cpu: 0.6,
  memory: 0.25,
  errors: 0,
  client_errors: 0,
  model_latency: 8,
  overhead_latency: 4,
  latency: 20,
};

const options = (measures: Measures[string], values: Values, more: Partial<SnapshotOptions>): SnapshotOptions => ({
  measures: { predictions: { ...CALM_ENDPOINT, ...measures } },
  components: { predictions: mlContract.components.predictions },
  policy: mlPolicy,
  values,
  days: 90,
  minuteDays: 15,
  ...more,
});

/** The ml stack's endpoint, calm but for the measures given. */
export const endpointSnapshot = (measures: Measures[string] = {}, values: Values = {}, more: Partial<SnapshotOptions> = {}) =>
  snapshotOf(options(measures, values, more));

export const endpointEvidence = (measures: Measures[string] = {}, values: Values = {}, more: Partial<SnapshotOptions> = {}): Evidence =>
  evidence("predictions", options(measures, values, more));
