import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { type DeploymentContract, InputError, stackOf, TrimtabError } from "../contract";
import { codeOf } from "../optimizer/files";
import { isoTime } from "../optimizer/ledger";
import { type ConfigurationSource, loadScenario, SCENARIOS, startSimulator } from "../simulator";
import type { Terminal } from "./terminal";

export interface SimulateInput {
  readonly deployment: string;
  readonly contract: DeploymentContract;
  readonly scenario: string | undefined;
  readonly port: number;
  readonly configuration: string | undefined;
  readonly "control-plane": string | undefined;
  readonly quotas: boolean;
  readonly "clock-runs": boolean;
  readonly json: boolean;
}

const ENDPOINT_PREFIX = "AWS_ENDPOINT_URL_";

/** What names the endpoints of the services that a collection asks and a simulator answers. */
export const ENDPOINT_VARIABLES: readonly string[] = [
  "CLOUDWATCH",
  "PRICING",
  "COST_EXPLORER",
  "RESOURCE_GROUPS_TAGGING_API",
  "AUTO_SCALING",
  "DYNAMODB",
  "LAMBDA",
  "PIPES",
  "EC2",
  "SAGEMAKER",
].map((service) => ENDPOINT_PREFIX + service);

/** Serves until the process is told to stop, or its parent is gone. */
export async function serveUntilStopped(input: SimulateInput, terminal: Terminal): Promise<void> {
  const scenario = loadScenario(scenarioFile(input.scenario ?? usualScenario(input.deployment)));
  const unplayed = foreignComponents(input.deployment, Object.keys(input.contract.components), scenario);
  if (unplayed.length > 0) terminal.warn(`${scenario.name} also plays ${unplayed.join(", ")}, which ${input.deployment} does not have`);
  const simulator = await startSimulator({
    scenario,
    contract: input.contract,
    configuration: configurationOf(input),
    port: input.port,
    quotas: input.quotas,
    clockRuns: input["clock-runs"],
  }).catch((error: unknown) => Promise.reject(portInUse(error, input.port)));
  if (input.json) terminal.print(JSON.stringify({ url: simulator.url }));
  else {
    const now = isoTime(Date.parse(scenario.now) / 1000);
    terminal.print(
      [
        `The simulator answers at ${simulator.url}; stop it with Ctrl-C.`,
        `It plays "${scenario.name}"; its clock ${input["clock-runs"] ? "runs from" : "stands at"} ${now}. To use it:`,
        `  for service in ${ENDPOINT_VARIABLES.map((name) => name.slice(ENDPOINT_PREFIX.length)).join(" ")}; do`,
        `    export ${ENDPOINT_PREFIX}$service=${simulator.url}; done`,
        "  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test",
        `  npx trimtab collect ${input.deployment} --full --now ${now}`,
      ].join("\n"),
    );
  }
  await new Promise<void>((stopped) => {
    for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.once(signal, () => stopped());
  });
  await simulator.close();
  if (process.connected) process.disconnect();
}

/** A port that is taken or forbidden is the caller's to change; anything else stays what it is. */
const portInUse = (error: unknown, port: number): unknown =>
  codeOf(error) === "EADDRINUSE" || codeOf(error) === "EACCES"
    ? new InputError(`Port ${port} cannot be listened on`, {
        hint: "Name another with --port, or leave it out for a free one.",
        cause: error,
      })
    : error;

/**
 * Components that a scenario plays and a deployment does not have.
 * @throws InputError where they are as many as those it has: the scenario is another stack's
 */
export function foreignComponents(
  deployment: string,
  components: readonly string[],
  { name, components: played }: { readonly name: string; readonly components: Readonly<Record<string, unknown>> },
): readonly string[] {
  const foreign = Object.keys(played).filter((component) => !components.includes(component));
  if (foreign.length === 0 || foreign.length * 2 < Object.keys(played).length) return foreign;
  throw new InputError(`The scenario ${name} is not one of ${deployment}`, {
    problems: [`it plays ${foreign.join(", ")}, which ${deployment} does not have`],
    hint: `Leave --scenario out, or name one whose components are among ${components.join(", ")}.`,
  });
}

const usualScenario = (deployment: string): string => `${stackOf(deployment) ?? deployment}-overprovisioned`;

/** @throws InputError for a deployment that no shipped scenario plays */
export function assertScenario(deployment: string): void {
  scenarioFile(usualScenario(deployment));
}

/** A scenario that comes with Trimtab by its name, any other by its path. */
function scenarioFile(name: string): string {
  const shipped = join(SCENARIOS, `${name}.json`);
  if (existsSync(shipped)) return shipped;
  if (existsSync(name)) return resolve(name);
  throw new InputError(`There is no scenario ${name}`, { hint: `Name a file, or one of ${shippedScenarios().join(", ")}.` });
}

const shippedScenarios = (): readonly string[] => readdirSync(SCENARIOS).map((name) => name.replace(/\.json$/, ""));

function configurationOf(input: SimulateInput): ConfigurationSource {
  const { configuration: path, "control-plane": url } = input;
  if (path !== undefined && url !== undefined) {
    throw new InputError("--configuration and --control-plane exclude each other", { hint: "Give the one that knows what is applied." });
  }
  if (url !== undefined) return { from: "control-plane", url };
  return path === undefined ? { from: "values", values: {} } : { from: "file", path: resolve(path) };
}

export interface RunningSimulator {
  readonly url: string;
  stop(): Promise<void>;
}

const announcement = z.object({ url: z.string() });

/** A simulator in a process of its own, which ends with this one. */
export async function startSimulatorProcess(deployment: string): Promise<RunningSimulator> {
  const child = spawn(process.execPath, [join(__dirname, "bin.cjs"), "simulate", deployment, "--json"], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const { stdout } = child;
  if (stdout === null) throw new TypeError("stdout is a pipe");
  const ended = once(child, "exit");
  const line = await Promise.race([once(createInterface({ input: stdout }), "line"), ended.then(() => undefined)]);
  if (line === undefined)
    throw new TrimtabError("The simulator did not start", { hint: `Its message is above; try trimtab simulate ${deployment}` });
  return {
    url: announcement.parse(JSON.parse(String(line[0]))).url,
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
