import type { AutoscalingPolicyStepAdjustment } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { InputError, type ScaleUpStep } from "../../contract";

/**
 * Steps at multiples of an alarm's threshold, as Auto Scaling wants them: intervals counted from the threshold, the last one open.
 * @throws InputError where the steps do not begin at the threshold and ascend
 */
export function stepAdjustments(threshold: number, steps: readonly ScaleUpStep[]): AutoscalingPolicyStepAdjustment[] {
  const ascending = steps.every((step, i) => step.atTimesLimit > (steps[i - 1]?.atTimesLimit ?? 0));
  if (steps[0]?.atTimesLimit !== 1 || !ascending) {
    throw new InputError("scale-up steps must begin at 1 × the limit and ascend", {
      problems: [`they are at ${steps.map((step) => step.atTimesLimit).join(", ")} × the limit`],
      hint: "correct alerting.scaleUpSteps in the stack's policy",
    });
  }
  const bound = (step: ScaleUpStep | undefined) => (step === undefined ? undefined : String((step.atTimesLimit - 1) * threshold));
  return steps.map((step, i) => {
    const upper = bound(steps[i + 1]);
    return {
      scalingAdjustment: step.addPercent,
      metricIntervalLowerBound: bound(step) ?? "0",
      ...(upper === undefined ? {} : { metricIntervalUpperBound: upper }),
    };
  });
}
