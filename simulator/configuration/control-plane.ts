import {
  type Component,
  checkValues,
  type DeploymentContract,
  InputError,
  isLoopback,
  type TunableValue,
  tunablesOf,
  type Values,
  variableOf,
} from "../../contract";
import type { Reader } from "./applied";
import { ControlPlane } from "./aws-calls";
import { readAutoScalingGroup } from "./read-auto-scaling-group";
import { readAurora, readDax, readRedis } from "./read-clusters";
import { readTable } from "./read-table";

/**
 * Reads from an emulator what is applied. What is not there yet, or is no longer, keeps the contract's default.
 * @throws AwsError when it does not answer; InputError when it holds what the contract does not allow
 */
export async function readControlPlane(url: string, contract: DeploymentContract): Promise<Values> {
  if (!isLoopback(url)) throw new InputError(`${url} is not on this machine`, { hint: "the simulator reads emulators on loopback only" });
  const candidate: Record<string, TunableValue> = {};
  for (const [name, component] of Object.entries(contract.components)) {
    const inventory = contract.inventory[name];
    const read = readerOf(component);
    if (inventory === undefined || read === undefined) continue;
    const applied = await read(new ControlPlane(url, inventory.region), inventory.resources);
    for (const [tunable, definition] of tunablesOf(component)) {
      const value = applied[tunable];
      if (value !== undefined) candidate[variableOf(name, tunable, definition)] = value;
    }
  }
  const { values, problems } = checkValues(contract.components, candidate);
  if (problems.length > 0) throw new InputError(`what ${url} holds does not fit the contract of ${contract.deployment}`, { problems });
  return values;
}

function readerOf({ kind }: Component): Reader | undefined {
  switch (kind) {
    case "auto-scaling-group":
      return readAutoScalingGroup;
    case "aurora-cluster":
      return readAurora;
    case "redis":
      return readRedis;
    case "dax":
      return readDax;
    case "dynamodb-table":
      return readTable;
    case "aurora-global":
    case "rds-instance":
    case "lambda-function":
    case "inference-endpoint":
    case "training-job":
      return undefined;
  }
}
