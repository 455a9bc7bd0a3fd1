import { existsSync, readFileSync } from "node:fs";
import { checkValues, type DeploymentContract, InputError, jsonProblem, type Values } from "../../contract";
import type { ConfigurationSource } from "../options";
import { readControlPlane } from "./control-plane";

/** A function that reads what is applied at the moment it is called. */
export function configurationReader(source: ConfigurationSource, contract: DeploymentContract): () => Promise<Values> {
  switch (source.from) {
    case "values":
      return async () => checked(contract, source.values, "the given configuration");
    case "file":
      return async () => (existsSync(source.path) ? checked(contract, readJson(source.path), source.path) : {});
    case "control-plane":
      return () => readControlPlane(source.url, contract);
  }
}

function checked(contract: DeploymentContract, candidate: unknown, from: string): Values {
  const { values, problems } = checkValues(contract.components, candidate);
  if (problems.length > 0) throw new InputError(`${from} does not fit the contract of ${contract.deployment}`, { problems });
  return values;
}

function readJson(path: string): unknown {
  const text = readFileSync(path, "utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${path} is not JSON`, { problems: [jsonProblem(text)], cause, hint: "name a tfvars file in JSON" });
  }
}
