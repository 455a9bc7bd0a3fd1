import { z } from "zod";
import { loadScenario } from "../../simulator";
import { type Deployed, deployedFor } from "./contract";
import type { Beside } from "./measure";
import { readBeside } from "./money";
import { run } from "./run";

/** What a worker is asked: one scenario under one seed. */
export const taskSchema = z.strictObject({ scenario: z.string(), seed: z.int().nonnegative() });

interface Prepared extends Deployed {
  readonly beside: Beside;
}

const prepared = new Map<string, Promise<Prepared>>();

async function prepare(path: string): Promise<Prepared> {
  const scenario = loadScenario(path);
  const deployed = deployedFor(scenario);
  return { ...deployed, beside: await readBeside(scenario, deployed.contract) };
}

async function answer(message: unknown): Promise<void> {
  const { scenario: path, seed } = taskSchema.parse(message);
  const known = prepared.get(path) ?? prepare(path);
  prepared.set(path, known);
  const scenario = { ...loadScenario(path), seed };
  const result = run({ scenario, ...(await known), nowEpoch: Date.parse(scenario.now) / 1000 });
  process.send?.(result);
}

process.on("message", (message) => {
  answer(message).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
