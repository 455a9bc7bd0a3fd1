import { usd } from "../money";
import type { Offer, Recommendations, TakenOptIn } from "../plan/recommendation";
import { turned } from "./format";

/** One line for each opt-in that nobody has taken, the one that saves most first: what it turns, and what a month of it is worth. */
export const optInLines = ({ optIns = [] }: Pick<Recommendations, "optIns">): readonly string[] =>
  [...optIns]
    .sort((a, b) => (b.savingMonthlyUsd ?? Number.NEGATIVE_INFINITY) - (a.savingMonthlyUsd ?? Number.NEGATIVE_INFINITY))
    .map((offer) => `${offer.rule}, ${offer.component}: ${worth(offer)}; ${offer.reason} (${changesOf(offer)})`);

const BECAME: Readonly<Record<TakenOptIn["outcome"], string>> = {
  chosen: "chosen",
  dearer: "not chosen",
  "turned-down": "turned down",
  "nothing-to-turn": "nothing to turn",
  "not-asked": "not asked",
};

/** What became of an opt-in that was taken, whatever it was: `valkey, cache: chosen: saves $13,665.60 a month`. */
export const takenOptInLine = (optIn: TakenOptIn): string =>
  `${optIn.rule}${optIn.component === undefined ? "" : `, ${optIn.component}`}: ${becameText(optIn)}`;

export const becameText = ({ outcome, rejectedBy, reason }: TakenOptIn): string =>
  `${BECAME[outcome]}${rejectedBy === undefined ? "" : ` by ${rejectedBy}`}: ${reason}`;

const changesOf = ({ component, changes }: Offer): string => changes.map((change) => turned(component, change)).join(", ");

function worth({ savingMonthlyUsd: saved, unpriced: [reason = "unpriced"] = [] }: Offer): string {
  if (saved === null) return `unpriced (${reason})`;
  return saved < 0 ? `${usd(-saved)} a month more` : `saves ${usd(saved)} a month`;
}
