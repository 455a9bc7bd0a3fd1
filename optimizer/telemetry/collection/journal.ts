import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type EndpointSource, type FetchedSeries, MARGIN_SECONDS } from "../cloudwatch";
import { DRAFT_PREFIX } from "../snapshot";
import { type PartSeries, readPart, writePart } from "./part";
import { type CollectionPlan, requestName } from "./plan";

/** Beside a deployment's snapshots; names with a point are none. */
const FOLDER = ".collecting";
const LOCK = ".collecting.lock";
const DRAFT = "draft.json";

/** Retention moves on: what is not read within the margin that the window keeps from its borders may be gone. */
export const DRAFT_LIFETIME_SECONDS = MARGIN_SECONDS;

const draftSchema = z.strictObject({
  /** When it was begun: its window counts from then. UTC epoch seconds. */
  nowEpoch: z.number(),
  /** Whether it reads everything, rather than going on from a snapshot. */
  full: z.boolean(),
  planSha256: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

export const lockFile = (parent: string): string => join(parent, LOCK);

/** The collection that was not finished, where it can still be gone on with. */
export async function unfinishedDraft(parent: string, nowEpoch: number): Promise<Draft | undefined> {
  const text = await readFile(join(parent, FOLDER, DRAFT), "utf8").catch(() => "");
  const draft = draftSchema.safeParse(parsed(text)).data;
  if (draft === undefined || nowEpoch < draft.nowEpoch || nowEpoch > draft.nowEpoch + DRAFT_LIFETIME_SECONDS) return undefined;
  return draft;
}

/**
 * What the calls of one collection have brought so far, one file per call: a file is there in whole or not at all, so a run can die at any
 * moment, and the next one asks for nothing that is there.
 */
export class Journal {
  private readonly sources = new Map<number, EndpointSource>();

  private constructor(
    readonly directory: string,
    private readonly plan: CollectionPlan,
    private readonly done: Set<number>,
  ) {}

  /** Goes on with the unfinished collection given; begins anew where there is none that has this very plan. */
  static async open(parent: string, plan: CollectionPlan, draft: Draft, unfinished: Draft | undefined): Promise<Journal> {
    const directory = join(parent, FOLDER);
    if (unfinished?.planSha256 !== plan.sha256) {
      await rm(directory, { recursive: true, force: true });
      await mkdir(directory, { recursive: true });
      const temporary = join(directory, `${DRAFT}.tmp`);
      await writeFile(temporary, JSON.stringify(draft));
      await rename(temporary, join(directory, DRAFT));
    }
    const journal = new Journal(directory, plan, new Set());
    await journal.takeStock();
    return journal;
  }

  isDone(index: number): boolean {
    return this.done.has(index);
  }

  get size(): number {
    return this.done.size;
  }

  /** @param source that answered: what another than the expected one said is of no use to a later run */
  async store(index: number, fetched: readonly FetchedSeries[], source: EndpointSource): Promise<void> {
    await writePart(this.fileOf(index), this.nameOf(index, source), fetched);
    this.sources.set(index, source);
    this.done.add(index);
  }

  /** @returns undefined where the file has been damaged */
  async load(index: number): Promise<readonly PartSeries[] | undefined> {
    return readPart(this.fileOf(index), this.nameOf(index, this.sources.get(index) ?? this.plan.source));
  }

  /** Removes all of it. */
  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Which calls are done; what a run that died left half-written is removed. */
  private async takeStock(): Promise<void> {
    const names = new Set(await readdir(this.directory));
    for (const name of names) {
      if (name.startsWith(DRAFT_PREFIX) || name.endsWith(".tmp")) await rm(join(this.directory, name), { recursive: true, force: true });
    }
    for (let index = 0; index < this.plan.requests.length; index++) {
      if (names.has(partName(index)) && (await this.load(index)) !== undefined) this.done.add(index);
    }
  }

  private fileOf(index: number): string {
    return join(this.directory, partName(index));
  }

  private nameOf(index: number, source: EndpointSource): string {
    const request = this.plan.requests[index];
    if (request === undefined) throw new RangeError(`there is no call ${index}`);
    return `${source} ${requestName(request)}`;
  }
}

const partName = (index: number): string => `${index}.part`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
