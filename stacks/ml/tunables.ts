import { choice, count, flag, stackContract } from "../../contract";

/** By price; ml.p3 is no longer offered to new endpoints, so nothing may move to it. */
const GPU_INSTANCES = ["ml.g4dn.xlarge", "ml.g6.xlarge", "ml.g5.xlarge", "ml.g5.2xlarge"] as const;

/** Every size of the machine learning stack, as it was sized for 10,000 predictions a second. */
export const mlContract = stackContract({
  stack: "ml",
  components: {
    predictions: {
      kind: "inference-endpoint",
      description: "Real-time endpoint that answers predictions",
      latencyCritical: true,
      tunables: {
        instance_type: choice({
          description: "Instance type of the production variant; a change is a new endpoint configuration",
          ladder: GPU_INSTANCES,
          default: "ml.g5.2xlarge",
        }),
        min_instances: count({ description: "Least number of instances", unit: "instance", min: 2, max: 100, default: 10 }),
        max_instances: count({ description: "Greatest number of instances", unit: "instance", min: 2, max: 100, default: 20 }),
        target_invocations_per_instance: count({
          description: "Invocations per instance and minute that target tracking aims at",
          unit: "invocation",
          min: 60,
          max: 1_000_000,
          default: 30_000,
        }),
      },
    },
    training: {
      kind: "training-job",
      description: "Daily training, about four hours",
      tunables: {
        instance_type: choice({ description: "Instance type of the training cluster", ladder: GPU_INSTANCES, default: "ml.g5.2xlarge" }),
        instance_count: count({ description: "Instances of the training cluster", unit: "instance", min: 1, max: 32, default: 4 }),
        spot: flag({ description: "Whether training runs on spot capacity, from checkpoint to checkpoint", default: false }),
        checkpoint_interval_minutes: count({
          description: "Minutes between checkpoints: what an interruption costs at most",
          unit: "minute",
          min: 1,
          max: 120,
          default: 15,
        }),
      },
    },
  },
});
