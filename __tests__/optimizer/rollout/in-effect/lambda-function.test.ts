import { LambdaClient } from "@aws-sdk/client-lambda";
import type { TunableValue } from "../../../../contract";
import { aliasOf, functionOutstanding } from "../../../../optimizer/rollout/live/in-effect/lambda-function";
import { clientOf } from "../../../support/wire";

const account = clientOf(LambdaClient);

const VERSION = { FunctionName: "seed", Version: "8", MemorySize: 1_408, Timeout: 900, State: "Active", LastUpdateStatus: "Successful" };
const ENVIRONMENTS = {
  RequestedProvisionedConcurrentExecutions: 11,
  AvailableProvisionedConcurrentExecutions: 11,
  AllocatedProvisionedConcurrentExecutions: 11,
  Status: "READY",
};
const NONE = { failure: "ProvisionedConcurrencyConfigNotFoundException" };

interface Answered {
  readonly version?: object;
  readonly environments?: object;
  readonly reserved?: number;
}
const outstanding = (tunable: string, to: TunableValue, { version = {}, environments = {}, reserved = 18 }: Answered = {}) => {
  const client = account({
    configuration: { ...VERSION, ...version },
    concurrency: { ReservedConcurrentExecutions: reserved },
    "provisioned-concurrency": "failure" in environments ? environments : { ...ENVIRONMENTS, ...environments },
  });
  return functionOutstanding(client, { functionName: "seed", alias: "live" }, tunable, to);
};

test("an alias is what CloudWatch's dimension names after the function", () => {
  expect(aliasOf("staging-seed:live")).toEqual({ functionName: "staging-seed", alias: "live" });
});

test.each<[string, TunableValue, Answered]>([
  ["memory_mb", 1_408, {}],
  ["memory_mb", 1_408, { environments: NONE }],
  ["timeout_seconds", 900, {}],
  ["reserved_concurrency", 18, {}],
  ["provisioned_concurrency", 11, {}],
  ["provisioned_concurrency", 0, { environments: NONE }],
])("%s = %s is in effect", async (tunable, to, answered) => {
  expect(await outstanding(tunable, to, answered)).toEqual([]);
});

test.each<[string, string, TunableValue, Answered, string]>([
  ["the alias on the old version", "memory_mb", 1_536, {}, "seed: version 8 behind the alias live has 1408 MB of memory, not 1536 yet"],
  ["the old timeout", "timeout_seconds", 600, {}, "seed: version 8 behind the alias live has 900 seconds until its timeout, not 600 yet"],
  ["a version that is being made", "memory_mb", 1_408, { version: { State: "Pending" } }, "seed: version 8 is Pending"],
  [
    "environments that are not in the new version yet",
    "memory_mb",
    1_408,
    { environments: { Status: "IN_PROGRESS", AvailableProvisionedConcurrentExecutions: 3 } },
    "seed: 3 of 11 environments are ready",
  ],
  ["the old number of reserved runs", "reserved_concurrency", 10, {}, "seed: 18 runs are reserved, not 10 yet"],
  ["the old number of environments", "provisioned_concurrency", 5, {}, "seed: 11 environments are asked for, not 5 yet"],
  ["environments that are still kept", "provisioned_concurrency", 0, {}, "seed: 11 environments are asked for, not 0 yet"],
])("%s is not in effect", async (_name, tunable, to, answered, problem) => {
  expect(await outstanding(tunable, to, answered)).toEqual([problem]);
});

test.each<[string, Answered, RegExp]>([
  [
    "environments that Lambda cannot keep",
    { environments: { Status: "FAILED", StatusReason: "FUNCTION_ERROR_INIT_FAILURE" } },
    /could not be kept warm/,
  ],
  ["a version that has failed", { version: { State: "Failed", StateReason: "no interface" } }, /version 8 has failed/],
])("%s end the step: waiting is of no use", async (_name, answered, message) => {
  await expect(outstanding("memory_mb", 1_408, answered)).rejects.toThrow(message);
});
