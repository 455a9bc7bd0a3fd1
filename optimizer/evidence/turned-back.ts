import { largest } from "../statistics";
import type { Evidence } from "./evidence";
import type { Settings } from "./settings";
import { maxTiers } from "./tiers";

/** A smaller size that was turned back. */
export interface TurnedBack {
  /** When it had been decided on. */
  readonly atEpoch: number;
  /** log₂ of its capacity in units of the size in question. */
  readonly size: number;
}

/** Moves down and up of a component, as far as the ledger goes. */
export interface Moves {
  readonly down: number;
  /** Moves up again to what there had been before. */
  readonly turnedBack: number;
}

type Subject = Pick<Evidence, "study" | "capacity">;

/** Smaller sizes that were tried and turned back: whatever was measured while they stood, they count as too small. */
export function turnedBack(e: Subject, to: Settings): readonly TurnedBack[] {
  const { changes } = e.capacity;
  const needed = peakOf(e, to);
  return changes.flatMap((change, i) => {
    const decided = changes[i - 1];
    if (!change.isReversal || decided === undefined || !isUp(e, change)) return [];
    const size = Math.log2(needed / peakOf(e, change.from));
    return Number.isFinite(size) ? [{ atEpoch: decided.atEpoch, size }] : [];
  });
}

export const movesOf = (e: Subject): Moves => ({
  down: e.capacity.changes.filter(({ from, to }) => isUp(e, { from: to, to: from })).length,
  turnedBack: e.capacity.changes.filter((change) => change.isReversal && isUp(e, change)).length,
});

/** The last change that made the component dearer. */
export const lastUpEpoch = (e: Subject): number | undefined => e.capacity.changes.findLast((change) => isUp(e, change))?.atEpoch;

function isUp({ study }: Subject, { from, to }: { readonly from: Settings; readonly to: Settings }): boolean {
  const [before, after] = [study.cost(from), study.cost(to)];
  return before.priced && after.priced && after.monthlyUsd > before.monthlyUsd;
}

const peakOf = ({ study }: Subject, settings: Settings): number =>
  largest(maxTiers(study.need(settings).map(({ need }) => need)).map(({ values }) => largest(values)));
