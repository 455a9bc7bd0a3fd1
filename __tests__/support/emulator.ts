import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { CACHE, ROOT } from "./paths";
import { pythonEnvironment } from "./python-environment";

const SOURCE = join(ROOT, "__tests__", "emulator");
const REQUIREMENTS = join(SOURCE, "requirements.txt");
const START_SECONDS = 120;
const LOG_TAIL_LINES = 60;

/** A call that the emulator is to refuse. */
export interface EmulatorFault {
  /** As in the emulator's log: `sts`, `autoscaling`, `dynamodb`; `*` for every one but S3. */
  readonly service: string;
  readonly action?: string;
  /** AWS's error code. */
  readonly code: string;
  readonly message: string;
  /** @default for ever */
  readonly times?: number;
}

/** One running emulator: an account of its own, empty at the start. */
export class Emulator {
  private readonly log: string[] = [];

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    /** `http://127.0.0.1:PORT`, which serves every AWS service. */
    readonly url: string,
  ) {}

  /** Installs the emulator where needed and starts it on a free port of the loopback address. */
  static async start(): Promise<Emulator> {
    const programs = await pythonEnvironment("emulator", REQUIREMENTS);
    const child = spawn(join(programs, "python"), [SOURCE], {
      env: { ...process.env, PYTHONPYCACHEPREFIX: join(CACHE, "pycache"), PYTHONUNBUFFERED: "1" },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const lines: string[] = [];
    const keep = (text: string) => lines.push(...text.split("\n").filter((line) => line !== ""));
    child.stderr.setEncoding("utf8").on("data", keep);
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`the emulator ${why}\n${lines.slice(-LOG_TAIL_LINES).join("\n")}`));
      const timer = setTimeout(() => {
        child.kill();
        fail(`was not ready after ${START_SECONDS} s`);
      }, START_SECONDS * 1000);
      child.on("error", reject);
      child.on("exit", (code) => fail(`ended with ${code}`));
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        const ready = /^ready (http:\S+)$/m.exec(text)?.[1];
        if (ready === undefined) return;
        clearTimeout(timer);
        child.removeAllListeners("exit");
        resolve(ready);
      });
    });
    const emulator = new Emulator(child, url);
    child.stderr.removeAllListeners("data");
    let rest = "";
    child.stderr.on("data", (text: string) => {
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      emulator.log.push(...parts);
    });
    return emulator;
  }

  /** Operations that were called and that nobody implements, and crashes of the emulator itself; a test should find none. */
  get problems(): readonly string[] {
    return [...new Set(this.log.filter((line) => /^NOTIMPL |^\w*(Error|Exception): /.test(line)))];
  }

  /** Calls so far, as `service action status`. */
  get calls(): readonly string[] {
    return this.log;
  }

  logTail(lines = LOG_TAIL_LINES): string {
    return this.log.slice(-lines).join("\n");
  }

  /** Replaces the faults; none ends them. */
  async fail(...faults: readonly EmulatorFault[]): Promise<void> {
    const response = await fetch(`${this.url}/moto-api/faults`, { method: "POST", body: JSON.stringify(faults) });
    if (!response.ok) throw new Error(`the emulator refused the faults: ${response.status} ${await response.text()}`);
  }

  /** Ends this emulator's process and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill();
    await gone;
  }
}
