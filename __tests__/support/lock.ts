import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 200;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

function holderIsGone(path: string): boolean {
  try {
    return !isAlive(Number(readFileSync(join(path, "pid"), "utf8")));
  } catch {
    return false;
  }
}

/**
 * Runs `work` while no other process holds the lock at `path`, a directory. A lock whose holder has died is taken over.
 * @throws when the lock is not free after `timeoutSeconds`
 */
export async function withLock<T>(path: string, timeoutSeconds: number, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    try {
      mkdirSync(path);
      break;
    } catch {
      if (holderIsGone(path)) rmSync(path, { recursive: true, force: true });
      else if (waitedMs > timeoutSeconds * 1000)
        throw new Error(`${path} is still held after ${timeoutSeconds} s: delete it if no test runs`);
      else await sleep(POLL_MS);
    }
  }
  try {
    writeFileSync(join(path, "pid"), String(process.pid));
    return await work();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
