import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runOk } from "./command";
import { withLock } from "./lock";
import { CACHE } from "./paths";
import type { Requirement } from "./requirement";

const INSTALL_SECONDS = 900;

/** Whether Python can make the virtual environments that tests' tools live in. */
export function pythonAvailable(): Requirement {
  const probe = spawnSync("python3", ["-c", "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 3)"]);
  return probe.status === 0
    ? { met: true }
    : {
        met: false,
        reason: "python3 (3.10 or later, with venv) is needed for the AWS emulator and for checkov: apt-get install python3-venv",
      };
}

/**
 * A virtual environment with what a requirements file pins, installed on first use; another content is another environment.
 * @returns the folder of its programs
 */
export async function pythonEnvironment(name: string, requirements: string): Promise<string> {
  const key = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const root = join(CACHE, `${name}-${key}`);
  const done = join(root, "done");
  const programs = join(root, "bin");
  if (existsSync(done)) return programs;
  return withLock(`${root}.lock`, INSTALL_SECONDS, async () => {
    if (existsSync(done)) return programs;
    process.stderr.write(`${name}: installing it into .cache (once)\n`);
    rmSync(root, { recursive: true, force: true });
    await runOk("python3", ["-m", "venv", root]);
    await runOk(join(programs, "python"), ["-m", "pip", "install", "--quiet", "--no-input", "--requirement", requirements], {
      timeoutSeconds: INSTALL_SECONDS,
    });
    writeFileSync(done, "");
    return programs;
  });
}
