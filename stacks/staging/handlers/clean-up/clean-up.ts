import { due, read } from "../input";

const DAY_MILLISECONDS = 86_400_000;

/** A manual snapshot of the environment's database. */
export interface Snapshot {
  readonly id: string;
  /** Milliseconds since 1970; absent while it is being made. */
  readonly createdMs?: number;
  readonly available: boolean;
}

export interface CleanUpDependencies {
  readonly snapshots: () => AsyncIterable<readonly Snapshot[]>;
  readonly remove: (id: string) => Promise<void>;
}

export interface CleanUpPolicy {
  readonly olderThanDays: number;
  /** The newest so many stay, however old they are. */
  readonly keep: number;
  /** Of whose snapshots those are looked at that are named after it; `<database>-before-…` are Terraform's, which removes them itself. */
  readonly database: string;
}

/**
 * Removes snapshots that people and former lives of the database have left behind and that nobody goes back to any more. Those that are
 * still being made stay, and so do the newest.
 * @throws Error with what could not be removed, after all others were
 */
export async function cleanUp(
  event: unknown,
  { olderThanDays, keep, database }: CleanUpPolicy,
  { snapshots, remove }: CleanUpDependencies,
): Promise<{ readonly removed: readonly string[]; readonly kept: number }> {
  const { time } = read("the event", due, event);
  const before = Date.parse(time) - olderThanDays * DAY_MILLISECONDS;
  const made: { readonly id: string; readonly createdMs: number }[] = [];
  let seen = 0;
  for await (const page of snapshots()) {
    const own = page.filter(({ id }) => id.startsWith(`${database}-`) && !id.startsWith(`${database}-before-`));
    seen += own.length;
    made.push(...own.flatMap(({ id, createdMs, available }) => (available && createdMs !== undefined ? [{ id, createdMs }] : [])));
  }
  const expired = made
    .sort((a, b) => b.createdMs - a.createdMs)
    .slice(keep)
    .filter(({ createdMs }) => createdMs < before)
    .map(({ id }) => id);
  const problems: string[] = [];
  for (const id of expired) {
    // One after the other: RDS throttles a burst of deletions.
    await remove(id).catch((error: unknown) => problems.push(`${id}: ${error instanceof Error ? error.message : String(error)}`));
  }
  if (problems.length > 0)
    throw new Error(`${problems.length} of ${expired.length} snapshots could not be removed: ${problems.join("; ")}`);
  return { removed: expired, kept: seen - expired.length };
}
