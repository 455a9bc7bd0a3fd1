import type { LedgerEvent } from "./event";
import { type LedgerState, rebuild } from "./state";
import type { Ledger, LedgerEntry } from "./store";

type Unstamped<E> = E extends LedgerEvent ? Omit<E, "at" | "deployment"> : never;
/** An event before it is stamped with time and deployment. */
export type NewEvent = Unstamped<LedgerEvent>;

/** A ledger in the hands of one run: what it says now, and what happens next. */
export interface Journal {
  readonly deployment: string;
  state(): LedgerState;
  entries(): readonly LedgerEntry[];
  record(event: NewEvent): Promise<void>;
}

/** @param nowEpoch the clock, UTC epoch seconds */
export function journalOf(opened: Ledger, nowEpoch: () => number): Journal {
  let ledger = opened;
  return {
    deployment: opened.deployment,
    state: () => rebuild(ledger.entries),
    entries: () => ledger.entries,
    async record(event) {
      ledger = await ledger.append({ ...event, at: isoTime(nowEpoch()), deployment: opened.deployment });
    },
  };
}

/** `2026-11-20T14:30:00.000Z` */
export const isoTime = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();
