import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { canonicalJson, RefusedError, StoreError } from "../../contract";
import { codeOf, namesIn } from "../files";
import { type LedgerEvent, ledgerEventSchema } from "./event";

export interface LedgerEntry {
  /** From 1, without gaps. */
  readonly number: number;
  readonly event: LedgerEvent;
}

/** A deployment's history as it was read, and the only way to add to it. */
export interface Ledger {
  readonly deployment: string;
  readonly directory: string;
  readonly entries: readonly LedgerEntry[];
  /**
   * Adds one event after the entries that this handle has seen.
   * @throws RefusedError when somebody else has added one in the meantime: what this run decided rests on an old state.
   */
  append(event: LedgerEvent): Promise<Ledger>;
}

const ENTRY = /^(\d{6})\.json$/;
const fileName = (number: number): string => `${String(number).padStart(6, "0")}.json`;

/** Reads `<root>/<deployment>/`; a ledger that does not exist yet is empty. */
export async function openLedger(root: string, deployment: string): Promise<Ledger> {
  const directory = join(root, deployment);
  return handle(directory, deployment, await readEntries(directory, deployment));
}

function handle(directory: string, deployment: string, entries: readonly LedgerEntry[]): Ledger {
  return {
    deployment,
    directory,
    entries,
    async append(event) {
      const number = entries.length + 1;
      await create(directory, number, canonicalJson(ledgerEventSchema.parse(event)));
      return handle(directory, deployment, [...entries, { number, event }]);
    },
  };
}

/** A hard link fails where the name is taken and shows the whole file or none: of two writers one wins, and no reader sees half an event. */
async function create(directory: string, number: number, text: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const temporary = join(directory, `.${fileName(number)}.${hostname()}.${process.pid}.tmp`);
  // On the disk before it has its name: what follows an event rests on it, also after a power cut.
  await writeFile(temporary, text, { flush: true });
  try {
    await link(temporary, join(directory, fileName(number)));
  } catch (cause) {
    if (codeOf(cause) !== "EEXIST") throw cause;
    throw new RefusedError(`Another run wrote event ${number} to ${directory} while this one was at work`, {
      hint: "Let the other run finish, then start this one again: it picks up from the ledger.",
      cause,
    });
  } finally {
    await rm(temporary, { force: true });
  }
}

async function readEntries(directory: string, deployment: string): Promise<readonly LedgerEntry[]> {
  const names = (await namesIn(directory)).filter((name) => ENTRY.test(name));
  const problems: string[] = [];
  const entries: LedgerEntry[] = [];
  for (const [index, name] of names.entries()) {
    if (name !== fileName(index + 1)) {
      problems.push(`${fileName(index + 1)} is missing`);
      break;
    }
    const parsed = parse(await readFile(join(directory, name), "utf8"));
    if (typeof parsed === "string") problems.push(`${name}: ${parsed}`);
    else if (parsed.deployment !== deployment) problems.push(`${name}: is of deployment ${parsed.deployment}`);
    else entries.push({ number: index + 1, event: parsed });
  }
  if (problems.length > 0) {
    throw new StoreError(`The ledger of ${deployment} in ${directory} is damaged`, {
      problems,
      hint: "Restore the directory from a backup: without it nobody knows what was applied and how to turn back.",
    });
  }
  return entries;
}

/** The event, or what is wrong with it. */
function parse(text: string): LedgerEvent | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "is not JSON";
  }
  const result = ledgerEventSchema.safeParse(json);
  if (result.success) return result.data;
  return result.error.issues.map((issue) => `${issue.path.join(".") || "event"}: ${issue.message}`).join("; ");
}
