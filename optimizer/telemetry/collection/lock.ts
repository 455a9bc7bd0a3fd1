import { randomUUID } from "node:crypto";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { z } from "zod";
import { RefusedError } from "../../../contract";
import { codeOf } from "../../files";

const holderSchema = z.object({ pid: z.int().positive(), host: z.string(), token: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** A holder that has not shown itself for so long is gone, whatever process has its number now: every call that ends renews the lock. */
const SILENT_MS = 10 * 60_000;
const ATTEMPTS = 3;
/** Locks of this process: after a restart, another one may have got the same number. */
const own = new Set<string>();

/** One runner at a time: two would pay twice and write into each other's draft. */
export class CollectionLock {
  private readonly token = randomUUID();
  private readonly text = JSON.stringify({ pid: process.pid, host: hostname(), token: this.token } satisfies Holder);

  private constructor(private readonly file: string) {}

  /** @throws RefusedError while another runner is alive */
  static async acquire(file: string): Promise<CollectionLock> {
    const lock = new CollectionLock(file);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await lock.create()) return lock;
      const holder = await readHolder(file);
      if (holder !== undefined && (await isAlive(file, holder))) throw held(file, holder);
      await rm(file, { force: true });
    }
    throw new RefusedError(`${file} cannot be taken: others keep taking it`, { hint: "repeat the command" });
  }

  /** Shows that the holder is alive. */
  async renew(): Promise<void> {
    await writeFile(this.file, this.text);
  }

  async release(): Promise<void> {
    own.delete(this.token);
    if ((await readFile(this.file, "utf8").catch(() => "")) === this.text) await rm(this.file, { force: true });
  }

  private async create(): Promise<boolean> {
    try {
      await writeFile(this.file, this.text, { flag: "wx" });
      own.add(this.token);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  }
}

const held = (file: string, { pid, host }: Holder): RefusedError =>
  new RefusedError(`another collection of this deployment is running: process ${pid} on ${host}`, {
    hint: `wait for it to end; where it has ended without a trace, remove ${file}`,
  });

/** @returns undefined where there is no lock any more, or one that was cut short while it was written */
async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return holderSchema.safeParse(JSON.parse(await readFile(file, "utf8"))).data;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function isAlive(file: string, { pid, host, token }: Holder): Promise<boolean> {
  if (host === hostname() && (pid === process.pid ? !own.has(token) : !isRunning(pid))) return false;
  return (await ageMs(file)) < SILENT_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** By the clock of the file system that both write to. */
async function ageMs(file: string): Promise<number> {
  const probe = `${file}.${randomUUID()}`;
  await writeFile(probe, "");
  try {
    return (await stat(probe)).mtimeMs - (await stat(file)).mtimeMs;
  } finally {
    await rm(probe, { force: true });
  }
}
