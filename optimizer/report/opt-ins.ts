import { usd } from "../money";
import type { Offer, Recommendations } from "../plan/recommendation";
import { turned } from "./format";

/** One line for each opt-in that nobody has taken, the one that saves most first: what it turns, and what a month of it is worth. */
export const optInLines = ({ optIns = [] }: Pick<Recommendations, "optIns">): readonly string[] =>
  [...optIns]
    .sort((a, b) => (b.savingMonthlyUsd ?? Number.NEGATIVE_INFINITY) - (a.savingMonthlyUsd ?? Number.NEGATIVE_INFINITY))
    .map((offer) => `${offer.rule}, ${offer.component}: ${worth(offer)}; ${offer.reason} (${changesOf(offer)})`);

const changesOf = ({ component, changes }: Offer): string => changes.map((change) => turned(component, change)).join(", ");

function worth({ savingMonthlyUsd: saved, unpriced: [reason = "unpriced"] = [] }: Offer): string {
  if (saved === null) return `unpriced (${reason})`;
  return saved < 0 ? `${usd(-saved)} a month more` : `saves ${usd(saved)} a month`;
}
