import type { Change, ChangesOf } from "./change";

const GUIDE = "https://docs.aws.amazon.com/sagemaker/latest/dg";

/** Bounds and target of the variant's autoscaling. */
const scaling: Change = {
  effect: "online",
  applyMode: "terraform",
  effectiveWhen: "at-once",
  typicalMinutes: 5,
  rollback: { how: "Set the former value and apply; the variant scales to it within minutes.", rtoMinutes: 10, rpoMinutes: 0 },
  source: `${GUIDE}/endpoint-auto-scaling.html`,
};

/** Of the bounds, which the number in service has to be within. */
const bounds: Change = { ...scaling, effectiveWhen: "endpoint-in-service" };

export const inferenceEndpointChanges: ChangesOf<"inference-endpoint"> = {
  instance_type: {
    effect: "rolling",
    applyMode: "terraform",
    effectiveWhen: "endpoint-in-service",
    typicalMinutes: 40,
    announcesReplacement: true,
    announcedDestroys: ["aws_sagemaker_endpoint_configuration", "aws_appautoscaling_target", "aws_appautoscaling_policy"],
    rollback: {
      how: "Point the endpoint to the former configuration, which is kept, and apply: a blue/green update back.",
      precondition:
        "The scalable target is deregistered during the update, and the configuration's initial count is at least the count in service: the update resets it.",
      rtoMinutes: 30,
      rpoMinutes: 0,
    },
    source: `${GUIDE}/deployment-guardrails-blue-green.html`,
  },
  min_instances: bounds,
  max_instances: bounds,
  target_invocations_per_instance: scaling,
};
