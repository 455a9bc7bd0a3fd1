import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import type { z } from "zod";
import type { Result } from "./run";
import type { taskSchema } from "./worker";

type Task = z.infer<typeof taskSchema>;

const ROOT = resolve(__dirname, "../..");
const BUNDLE = resolve(ROOT, ".cache/bench-decide.cjs");

/** Files read their assets beside themselves; a bundle has one place only. */
const ownDirectory: Plugin = {
  name: "own-directory",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!source.includes("__dirname")) return undefined;
      return { contents: `const __dirname = ${JSON.stringify(dirname(path))};\n${source}`, loader: "ts" };
    }),
};

/**
 * Runs the tasks in so many processes. They run a bundle: where every file is a module of its own, each use of an import is a call, and
 * the simulator's loops take twice as long.
 * @param onResult told as they come
 */
export async function inParallel(
  tasks: readonly Task[],
  processes: number,
  onResult: (result: Result) => void,
): Promise<readonly Result[]> {
  mkdirSync(dirname(BUNDLE), { recursive: true });
  await build({
    entryPoints: [resolve(__dirname, "worker.ts")],
    absWorkingDir: ROOT,
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
    plugins: [ownDirectory],
  });
  const waiting = [...tasks];
  const results: Result[] = [];
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
  const work = (): Promise<void> =>
    new Promise((done, failed) => {
      const worker: ChildProcess = fork(BUNDLE, { env });
      const next = (): void => {
        const task = waiting.shift();
        if (task === undefined) worker.kill();
        else worker.send(task);
      };
      worker.on("message", (result: Result) => {
        results.push(result);
        onResult(result);
        next();
      });
      worker.on("exit", (code) => (code === null || code === 0 ? done() : failed(new Error(`a worker ended with ${code}`))));
      next();
    });
  await Promise.all(Array.from({ length: Math.min(processes, tasks.length) }, work));
  return results;
}
