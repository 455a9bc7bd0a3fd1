/**
 * Collections while calls fail at random: 1,000 seeds, shared out to processes of which each has a simulator of its own.
 * Every one has to end with the rows that a collection without faults brings; until then each failure has to be a clear error that
 * leaves no snapshot and keeps what was read. The last line is one JSON object; a run that went wrong makes the exit code 1.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FaultRun, faultRun, rowsOf, scatteredOptions, startScattered } from "../__tests__/optimizer/telemetry/support/fault-run";
import { collect } from "../optimizer/telemetry";

const SEEDS = 1_000;
/** Most of a run is waiting between attempts. */
const PROCESSES = 4;

async function work(first: number, step: number): Promise<void> {
  const { url, client, close } = await startScattered();
  Object.assign(process.env, { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
  const store = mkdtempSync(join(tmpdir(), "trimtab-truth-"));
  const truth = rowsOf((await collect(scatteredOptions(store))).manifest);
  rmSync(store, { recursive: true, force: true });
  for (let seed = first; seed < SEEDS; seed += step) process.send?.(await faultRun(seed, client, truth));
  await close();
  process.disconnect();
}

async function measure(): Promise<void> {
  const started = performance.now();
  const runs: FaultRun[] = [];
  const children = Array.from({ length: PROCESSES }, (_, i) => {
    const child = fork(__filename, ["work", String(i), String(PROCESSES)], {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    });
    child.on("message", (run: FaultRun) => {
      runs.push(run);
      if (run.wrong !== undefined) console.log(JSON.stringify(run));
      if (runs.length % 100 === 0) console.log(`${runs.length} of ${SEEDS}`);
    });
    return once(child, "exit");
  });
  await Promise.all(children);
  const wrong = runs.filter((run) => run.wrong !== undefined).length + (SEEDS - runs.length);
  const interrupted = runs.filter(({ attempts }) => attempts > 1).length;
  const attempts = runs.reduce((sum, run) => sum + run.attempts, 0);
  console.log(
    JSON.stringify({ runs: runs.length, wrong, interrupted, attempts, seconds: Math.round((performance.now() - started) / 1000) }),
  );
  process.exitCode = wrong === 0 ? 0 : 1;
}

const [mode, first = "", step = ""] = process.argv.slice(2);
void (mode === "work" ? work(Number(first), Number(step)) : measure());
