import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { changeOf, type TunableValue } from "../../../../contract";
import { watchOf } from "../../../../optimizer/rollout/live/in-effect";
import { endpointOutstanding } from "../../../../optimizer/rollout/live/in-effect/inference-endpoint";
import { clientOf } from "../../../support/wire";

const account = clientOf(SageMakerClient);

const ENDPOINT = {
  EndpointName: "predictions",
  EndpointConfigName: "predictions-2",
  EndpointStatus: "InService",
  ProductionVariants: [
    { VariantName: "production", CurrentInstanceCount: 8, DesiredInstanceCount: 8 },
    { VariantName: "someone-elses", CurrentInstanceCount: 1, DesiredInstanceCount: 1 },
  ],
};
const outstanding = (tunable: string, to: TunableValue, endpoint: object = {}, instanceType = "ml.g5.xlarge") => {
  const ProductionVariants = [{ VariantName: "production", InstanceType: instanceType }];
  const client = account({ DescribeEndpoint: { ...ENDPOINT, ...endpoint }, DescribeEndpointConfig: { ProductionVariants } });
  return endpointOutstanding(client, { endpoint: "predictions", variants: ["production"] }, tunable, to);
};

test.each<[string, TunableValue]>([
  ["instance_type", "ml.g5.xlarge"],
  ["min_instances", 8],
  ["max_instances", 8],
  ["target_invocations_per_instance", 33_000],
])("%s = %s is in effect", async (tunable, to) => {
  expect(await outstanding(tunable, to)).toEqual([]);
});

test.each<[string, string, TunableValue, object, string]>([
  ["an endpoint that is being updated", "instance_type", "ml.g5.xlarge", { EndpointStatus: "Updating" }, "predictions is Updating"],
  ["an update that is being taken back", "min_instances", 8, { EndpointStatus: "RollingBack" }, "predictions is RollingBack"],
  ["one instance fewer than the minimum", "min_instances", 9, {}, "predictions: production has 8 instances, not 9 yet"],
  ["one instance more than the maximum", "max_instances", 7, {}, "predictions: production has 8 instances, more than 7 still"],
  ["a variant that is not there", "min_instances", 8, { ProductionVariants: [] }, "predictions has no variant production"],
])("%s is not in effect", async (_name, tunable, to, endpoint, problem) => {
  expect(await outstanding(tunable, to, endpoint)).toEqual([problem]);
});

test("the former type is not in effect while its replacement is on its way", async () => {
  const pending = { PendingDeploymentSummary: { EndpointConfigName: "predictions-3" } };
  expect(await outstanding("instance_type", "ml.g6.xlarge", pending)).toEqual([
    "predictions: production runs on ml.g5.xlarge, not on ml.g6.xlarge yet",
  ]);
});

test.each<[string, object, RegExp]>([
  ["that SageMaker took back in silence", {}, /in service on the configuration predictions-2, without ml\.g6\.xlarge/],
  ["that has failed", { EndpointStatus: "Failed", FailureReason: "no capacity" }, /it is Failed/],
  ["that could not even be taken back", { EndpointStatus: "UpdateRollbackFailed" }, /it is UpdateRollbackFailed/],
])("an update %s ends the waiting", async (_name, endpoint, message) => {
  await expect(outstanding("instance_type", "ml.g6.xlarge", endpoint)).rejects.toThrow(message);
});

test("type and bounds are looked for; a target holds at once, and what the next job takes shows in no running one", () => {
  expect(watchOf("inference-endpoint")).toBeDefined();
  const when = (tunable: string, from: TunableValue, to: TunableValue) => changeOf("inference-endpoint", tunable, from, to).effectiveWhen;
  expect(when("instance_type", "ml.g5.2xlarge", "ml.g5.xlarge")).toBe("endpoint-in-service");
  expect(when("min_instances", 10, 8)).toBe("endpoint-in-service");
  expect(when("max_instances", 20, 10)).toBe("endpoint-in-service");
  expect(when("target_invocations_per_instance", 30_000, 33_000)).toBe("at-once");
  expect(changeOf("training-job", "spot", false, true).effectiveWhen).toBe("at-once");
});
