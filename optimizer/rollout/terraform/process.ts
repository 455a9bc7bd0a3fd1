import { spawn } from "node:child_process";

export interface Finished {
  /** null where the program could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Through the shell, for commands that are written as one line. @default false */
  readonly shell?: boolean;
  /** Gets every line of stdout as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end and never rejects. An interrupt of Trimtab reaches the child too, which then ends in its own order. */
export function run({ command, args, cwd, environment, shell = false, onLine }: Invocation): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...environment }, shell, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      if (onLine !== undefined) for (const line of lines) onLine(line);
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.once("error", () => resolve({ code: null, stdout, stderr }));
    child.once("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
