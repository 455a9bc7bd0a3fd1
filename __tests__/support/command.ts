import { spawn } from "node:child_process";

export interface Outcome {
  readonly command: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Laid over the environment of the tests; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** After these the process is ended and the outcome's code is 124. @default 600 */
  readonly timeoutSeconds?: number;
}

const TIMED_OUT = 124;

/** Runs a command to its end without a terminal; never throws because of its exit code. */
export function run(file: string, args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const timer = setTimeout(
      () => {
        timedOut = true;
        child.kill("SIGTERM");
      },
      (options.timeoutSeconds ?? 600) * 1000,
    );
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ command: [file, ...args].join(" "), code: timedOut ? TIMED_OUT : (code ?? 1), stdout, stderr });
    });
  });
}

/** As {@link run}, for a command that has to succeed. */
export async function runOk(file: string, args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  const outcome = await run(file, args, options);
  if (outcome.code !== 0) throw new Error(failureText(outcome));
  return outcome;
}

const TAIL = 6000;

export const failureText = (o: Outcome): string => `${o.command}\nexit ${o.code}\n${o.stdout.slice(-TAIL)}\n${o.stderr.slice(-TAIL)}`;
