import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetProvisionedConcurrencyConfigCommand,
  type GetProvisionedConcurrencyConfigResponse,
  LambdaClient,
  ProvisionedConcurrencyConfigNotFoundException,
} from "@aws-sdk/client-lambda";
import { TerraformError, type TunableValue } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { allOf, identifiersIn, type Watch } from "./subject";

/** Whether the functions have what a turn gave them, behind the alias that callers name. */
export const watchFunctions: Watch = (subject) => {
  const { turn, region } = subject;
  const client = new LambdaClient(clientOptions(region, DEFAULT_PATIENCE));
  const aliases = identifiersIn(subject, "alias", "Resource").map(aliasOf);
  return () => allOf(aliases.map((alias) => functionOutstanding(client, alias, turn.tunable, turn.delta.to)));
};

/** What callers name: an alias of a function. */
export interface FunctionAlias {
  readonly functionName: string;
  readonly alias: string;
}

/** CloudWatch's `Resource`: `<function>:<alias>`. */
export function aliasOf(resource: string): FunctionAlias {
  const colon = resource.lastIndexOf(":");
  return { functionName: resource.slice(0, colon), alias: resource.slice(colon + 1) };
}

/**
 * In effect when the alias points to an active version with the turned size, the environments asked for are ready in that version, and
 * as many runs are reserved. https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html
 * @throws TerraformError when Lambda could not do it: waiting is of no use
 */
export async function functionOutstanding(
  client: LambdaClient,
  { functionName, alias }: FunctionAlias,
  tunable: string,
  to: TunableValue,
): Promise<readonly string[]> {
  const problems = await outstandingOf(client, { functionName, alias }, tunable, to);
  return problems.map((problem) => `${functionName}: ${problem}`);
}

async function outstandingOf(client: LambdaClient, of: FunctionAlias, tunable: string, to: TunableValue): Promise<readonly string[]> {
  switch (tunable) {
    case "memory_mb":
    case "timeout_seconds":
      return [...(await versionOutstanding(client, of, tunable, to)), ...environmentsOutstanding(of, await environmentsOf(client, of))];
    case "reserved_concurrency": {
      const { ReservedConcurrentExecutions: reserved } = await client.send(
        new GetFunctionConcurrencyCommand({ FunctionName: of.functionName }),
      );
      return reserved === to ? [] : [`${reserved ?? "no"} runs are reserved, not ${to} yet`];
    }
    case "provisioned_concurrency": {
      const environments = await environmentsOf(client, of);
      const asked = environments?.RequestedProvisionedConcurrentExecutions ?? 0;
      return [
        ...(asked === to ? [] : [`${asked} environments are asked for, not ${to} yet`]),
        ...environmentsOutstanding(of, environments),
      ];
    }
    default:
      return [];
  }
}

async function versionOutstanding(
  client: LambdaClient,
  { functionName, alias }: FunctionAlias,
  tunable: "memory_mb" | "timeout_seconds",
  to: TunableValue,
): Promise<readonly string[]> {
  const version = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName, Qualifier: alias }));
  const { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = version;
  if (State === "Failed") throw failed(functionName, `its version ${version.Version} has failed`, StateReason);
  if (LastUpdateStatus === "Failed") throw failed(functionName, "its last update has failed", LastUpdateStatusReason);
  const now = tunable === "memory_mb" ? version.MemorySize : version.Timeout;
  const unit = tunable === "memory_mb" ? "MB of memory" : "seconds until its timeout";
  return [
    ...(now === to ? [] : [`version ${version.Version} behind the alias ${alias} has ${now} ${unit}, not ${to} yet`]),
    ...(State === undefined || State === "Active" ? [] : [`version ${version.Version} is ${State}`]),
    ...(LastUpdateStatus === undefined || LastUpdateStatus === "Successful" ? [] : [`its update is ${LastUpdateStatus}`]),
  ];
}

/** undefined where none is kept warm. */
async function environmentsOf(
  client: LambdaClient,
  { functionName, alias }: FunctionAlias,
): Promise<GetProvisionedConcurrencyConfigResponse | undefined> {
  try {
    return await client.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName: functionName, Qualifier: alias }));
  } catch (error) {
    if (error instanceof ProvisionedConcurrencyConfigNotFoundException) return undefined;
    throw error;
  }
}

function environmentsOutstanding(
  { functionName }: FunctionAlias,
  environments: GetProvisionedConcurrencyConfigResponse | undefined,
): readonly string[] {
  if (environments === undefined || environments.Status === "READY") return [];
  const { Status, StatusReason, AvailableProvisionedConcurrentExecutions = 0, RequestedProvisionedConcurrentExecutions = 0 } = environments;
  if (Status === "FAILED") throw failed(functionName, "its environments could not be kept warm", StatusReason);
  return [`${AvailableProvisionedConcurrentExecutions} of ${RequestedProvisionedConcurrentExecutions} environments are ready`];
}

const failed = (functionName: string, what: string, reason: string | undefined): TerraformError =>
  new TerraformError(`${functionName}: ${what}`, {
    problems: reason === undefined ? [] : [reason],
    hint: "Roll the phase back with trimtab rollout rollback; the account's concurrency may be used up, or the function may fail to start.",
  });
