import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { deploymentPaths } from "../contract";
import { isoTime } from "../optimizer/ledger";
import type { Optimized } from "../optimizer/optimize";
import { overridePaths } from "../optimizer/overrides";
import { SimulatorClient } from "../simulator";
import { runOptimize } from "./optimize";
import { loadContract, type Project } from "./project";
import { assertScenario, ENDPOINT_VARIABLES, startSimulatorProcess } from "./simulator-process";
import type { Terminal } from "./terminal";

export interface DemoInput {
  readonly deployment: string;
  readonly days?: number | undefined;
  readonly confidence?: number | undefined;
}

export interface Demonstrated {
  readonly optimized: Optimized;
  /** Overrides directory of the demo, relative to the project. */
  readonly overrides: string;
  /** Whether the deployment's stack has resources, so that a synth shows the override. */
  readonly built: boolean;
}

/**
 * Runs the main job as it is against a simulator on loopback. Override and ledger of the demo lie under `out/demo/`;
 * the deployment starts there without, and other deployments' stay. Snapshot and reports lie in the usual places.
 */
export async function runDemo(project: Project, input: DemoInput, terminal: Terminal): Promise<Demonstrated> {
  const { deployment } = input;
  await loadContract(project, deployment);
  assertScenario(deployment);
  const home = project.out("demo");
  const overrides = overridesOf(home);
  await startAnew(home, deployment);
  terminal.step("0/4 Starting a stand-in for CloudWatch and the Price List on this machine");
  const simulator = await startSimulatorProcess(deployment);
  try {
    pointAwsAt(simulator.url);
    const { nowEpoch, scenario } = await new SimulatorClient(simulator.url).state();
    terminal.step(`    it plays "${scenario}"; its clock shows ${isoTime(nowEpoch)}`);
    const optimized = await runOptimize(
      { ...project, ledger: ledgerOf(home) },
      // A stand-in's history is played anew each time: what another run has stored may be of another one.
      {
        ...input,
        overrides,
        now: isoTime(nowEpoch),
        "dry-run": false,
        full: true,
        "long-history-days": DEMO_LONG_HISTORY_DAYS,
      },
      terminal,
    );
    const stack = join(project.synthesized, deploymentPaths(deployment).terraform, "cdk.tf.json");
    return { optimized, overrides: relative(project.root, overrides), built: existsSync(stack) };
  } finally {
    await simulator.stop();
  }
}

const overridesOf = (home: string): string => resolve(home, "overrides");
const ledgerOf = (home: string): string => join(home, "ledger");

/** Removes what an earlier demo of this deployment left: override, receipt and ledger; other deployments' stay. */
export async function startAnew(home: string, deployment: string): Promise<void> {
  const overrides = overridesOf(home);
  await mkdir(overrides, { recursive: true });
  const left = [...Object.values(overridePaths(overrides, deployment)), join(ledgerOf(home), deployment)];
  for (const path of left) await rm(path, { recursive: true, force: true });
}

/** A demo keeps to the policy's window: a year of hours more would double its time, and its scenario holds nothing in it. */
const DEMO_LONG_HISTORY_DAYS = 1;

/** For this process only: the AWS SDK talks to the stand-in, with credentials that are none. */
function pointAwsAt(url: string): void {
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN"]) delete process.env[name];
  for (const name of ENDPOINT_VARIABLES) process.env[name] = url;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
}
