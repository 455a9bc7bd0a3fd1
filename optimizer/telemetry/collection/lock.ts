import { randomUUID } from "node:crypto";
import { link, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
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
      await clearAway(file, holder);
    }
    throw new RefusedError(`${file} cannot be taken: others keep taking it`, { hint: "repeat the command" });
  }

  /** Shows that the holder is alive. @throws RefusedError where it slept so long that another has taken over: two would write into one draft */
  async renew(): Promise<void> {
    if (!(await this.isOwn())) {
      throw new RefusedError(`${this.file} is no longer this run's: another collection has taken over`, { hint: "wait for it to end" });
    }
    const now = await timeOf(this.file);
    await utimes(this.file, now, now);
  }

  async release(): Promise<void> {
    own.delete(this.token);
    if (await this.isOwn()) await rm(this.file, { force: true });
  }

  private async isOwn(): Promise<boolean> {
    return (await readHolder(this.file))?.token === this.token;
  }

  /** A lock is there with its holder in it or not at all: one that is being written would look like nobody's. */
  private async create(): Promise<boolean> {
    const aside = `${this.file}.${this.token}`;
    await writeFile(aside, this.text);
    try {
      const created = await unlessThere(link(aside, this.file));
      if (created) own.add(this.token);
      return created;
    } finally {
      await rm(aside, { force: true });
    }
  }
}

/** @returns false where the file that was to be made is there */
async function unlessThere(making: Promise<void>): Promise<boolean> {
  try {
    await making;
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Removes a dead holder's lock. One at a time: a second would remove the lock that the first has made in its place. */
async function clearAway(file: string, dead: Holder | undefined): Promise<void> {
  const guard = `${file}.clearing`;
  if (!(await unlessThere(writeFile(guard, "", { flag: "wx" })))) {
    if ((await ageMs(guard)) > SILENT_MS) await rm(guard, { force: true });
    return;
  }
  try {
    if ((await readHolder(file))?.token === dead?.token) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
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

/** 0 for a file that is gone. */
async function ageMs(file: string): Promise<number> {
  const now = (await timeOf(file)).getTime();
  return now - ((await stat(file).catch(() => undefined))?.mtimeMs ?? now);
}

/** The present by the clock of the file system that all holders write to. */
async function timeOf(file: string): Promise<Date> {
  const probe = `${file}.${randomUUID()}`;
  await writeFile(probe, "");
  try {
    return (await stat(probe)).mtime;
  } finally {
    await rm(probe, { force: true });
  }
}
