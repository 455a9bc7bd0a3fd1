import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DeploymentContract, defaultsOf, TrimtabError } from "../../../../contract";
import { type CollectOptions, collect, listSnapshots, type SnapshotManifest } from "../../../../optimizer/telemetry";
import { loadScenario, SCENARIOS, type Scenario, SimulatorClient, startSimulator } from "../../../../simulator";
import { bits, stream } from "../../../../simulator/random";
import { API_FAULTS, type ApiFault } from "../../../../simulator/scenario";
import { smallContract } from "./contract";

const { accelerator } = smallContract.components;
const REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "ap-southeast-1"] as const;
const nameOf = (i: number): string => `accelerator_${i}`;

/** A node in each of four regions: calls of several regions and periods, and few points in each. */
export const scatteredContract: DeploymentContract = {
  ...smallContract,
  regions: REGIONS,
  components: Object.fromEntries(REGIONS.map((_, i) => [nameOf(i), accelerator])),
  inventory: Object.fromEntries(
    REGIONS.map((region, i) => [
      nameOf(i),
      { region, resources: [{ scope: "node", name: "a", dimensions: { ClusterId: nameOf(i), NodeId: `${nameOf(i)}-a` } }] },
    ]),
  ),
};

const pattern = { kind: "pattern", level: 40, swing: 0.5, noise: 0.1, decimals: 2 } as const;
export const scatteredScenario: Scenario = {
  ...loadScenario(join(SCENARIOS, "trading-overprovisioned.json")),
  components: Object.fromEntries(Object.keys(scatteredContract.components).map((name) => [name, pattern])),
  faults: [],
};
export const NOW = Date.parse(scatteredScenario.now) / 1000;

/** Impatient with an endpoint that never answers, so that a fault costs a second and not half a minute. */
const IMPATIENT = { connectMs: 1_000, requestMs: 150, silenceMs: 1_500, attempts: 2 };

export const scatteredOptions = (storeRoot: string, more: Partial<CollectOptions> = {}): CollectOptions => ({
  contract: scatteredContract,
  current: defaultsOf(scatteredContract.components),
  capacity: [],
  pins: {},
  tags: {},
  nowEpoch: NOW,
  storeRoot,
  days: 1,
  longHistoryDays: 3,
  ...more,
});

const MOST_ATTEMPTS = 20;
const operation = "GetMetricData";

/** Faults of a seed: up to four, of any kind, each for a few calls from some call on. */
export function faultsOf(seed: number): readonly ApiFault[] {
  const draws = stream(seed, "faults");
  const draw = (index: number, below: number): number => bits(draws, index) % below;
  return Array.from({ length: 1 + draw(0, 4) }, (_, i) => ({
    kind: "api",
    error: API_FAULTS[draw(4 * i + 1, API_FAULTS.length)] ?? "unavailable",
    operation,
    after: draw(4 * i + 2, 10),
    calls: 1 + draw(4 * i + 3, 5),
  }));
}

export interface FaultRun {
  readonly seed: number;
  readonly attempts: number;
  /** Messages of the attempts that failed. */
  readonly failures: readonly string[];
  /** What is wrong with the outcome, in a line; undefined where nothing is. */
  readonly wrong: string | undefined;
}

/** Rows by series, as hashes. */
export const rowsOf = ({ series }: SnapshotManifest): string => JSON.stringify(series.map(({ id, rowsSha256 }) => [id, rowsSha256]));

/**
 * Collects again and again until it succeeds, while calls fail as the seed says. Each failure has to be one that a person understands
 * and has to leave no snapshot; each new attempt has to find what the one before has stored; and in the end every row has to be right.
 */
export async function faultRun(seed: number, client: SimulatorClient, truth: string): Promise<FaultRun> {
  const storeRoot = await mkdtemp(join(tmpdir(), "trimtab-faults-"));
  const failures: string[] = [];
  let stored = 0;
  const ended = (wrong?: string): FaultRun => ({ seed, attempts: failures.length + 1, failures, wrong });
  try {
    await client.clearFaults();
    await client.addFaults(...faultsOf(seed));
    while (failures.length < MOST_ATTEMPTS) {
      let found = 0;
      let reached = stored;
      try {
        const { manifest } = await collect(
          scatteredOptions(storeRoot, {
            patience: IMPATIENT,
            onStart: ({ callsDone }) => {
              found = callsDone;
            },
            onProgress: ({ callsDone }) => {
              reached = Math.max(reached, callsDone);
            },
          }),
        );
        return ended(rowsOf(manifest) === truth ? undefined : "the snapshot differs from one without faults");
      } catch (error) {
        if (!(error instanceof TrimtabError)) return ended(`not an error for a person: ${String(error)}`);
        if ((await listSnapshots(storeRoot, scatteredContract.deployment)).length > 0) return ended("a snapshot was left by a failure");
        if (found !== stored) return ended(`${stored} calls were stored, ${found} were found`);
        failures.push(error.message);
        stored = reached;
      }
    }
    return ended("never succeeded");
  } finally {
    await rm(storeRoot, { recursive: true, force: true });
  }
}

/** A simulator that plays the scattered deployment, and the rows that a collection without faults brings. */
export async function startScattered(
  more: Partial<Scenario> = {},
): Promise<{ readonly url: string; readonly client: SimulatorClient; close(): Promise<void> }> {
  const simulator = await startSimulator({ scenario: { ...scatteredScenario, ...more }, contract: scatteredContract });
  return { url: simulator.url, client: new SimulatorClient(simulator.url), close: () => simulator.close() };
}
