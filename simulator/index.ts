import { existsSync, readFileSync } from "node:fs";
import { type DeploymentContract, deploymentContractSchema, InputError } from "../contract";
import { configurationReader } from "./configuration/source";
import type { Simulator, SimulatorOptions } from "./options";
import { loadScenario } from "./scenario";
import { serve } from "./server";
import { Session } from "./session";

export { SimulatorClient } from "./control/client";
export type { SimulatorState } from "./control/schema";
export type { ConfigurationSource, Simulator, SimulatorOptions } from "./options";
export { type Fault, loadScenario, parseScenario, SCENARIOS, type Scenario, scenarioFileSchema } from "./scenario";

/**
 * Starts a stand-in for the telemetry of one deployment on loopback: CloudWatch and Price List over the wire.
 * @throws InputError for a scenario, contract or configuration that cannot be used; AwsError when the control plane does not answer
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const contract = typeof options.contract === "string" ? readContract(options.contract) : options.contract;
  const scenario = typeof options.scenario === "string" ? loadScenario(options.scenario) : options.scenario;
  const session = await Session.start({
    scenario,
    contract,
    readConfiguration: configurationReader(options.configuration ?? { from: "values", values: {} }, contract),
    quotas: options.quotas ?? false,
    elapsedSeconds: options.elapsedSeconds ?? (() => performance.now() / 1000),
    clockRuns: options.clockRuns ?? false,
  });
  const { server, url } = await serve(session, options.port ?? 0);
  return {
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function readContract(path: string): DeploymentContract {
  if (!existsSync(path)) throw new InputError(`there is no contract ${path}`, { hint: "npm run synth writes the contracts" });
  const parsed = deploymentContractSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`);
  throw new InputError(`${path} is no deployment contract`, { problems, hint: "npm run synth writes it anew" });
}
