import { usd } from "../money";
import type { Offer, Recommendations } from "../plan/recommendation";
import { RULES } from "../rules";
import { turned } from "./format";

const OPT_INS: ReadonlySet<string> = new Set(RULES.filter(({ optIn }) => optIn).map(({ name }) => name));

/** One line for each opt-in that nobody has taken, the one that saves most first: what it turns, and what a month of it is worth. */
export const optInLines = ({ optIns = [] }: Pick<Recommendations, "optIns">): readonly string[] =>
  [...optIns]
    .sort((a, b) => (b.savingMonthlyUsd ?? Number.NEGATIVE_INFINITY) - (a.savingMonthlyUsd ?? Number.NEGATIVE_INFINITY))
    .map((offer) => `${offer.rule}, ${offer.component}: ${worth(offer)}; ${offer.reason} (${changesOf(offer)})`);

/** One line for each opt-in that was taken and that guards turned down: what they said of the candidate that takes least away. */
export function refusedOptInLines({ recommendations, rejected }: Pick<Recommendations, "recommendations" | "rejected">): readonly string[] {
  const rulesOf = (rule: string): readonly string[] => rule.split(", ");
  const refused = new Map<string, string>();
  for (const { component, rule, verdicts } of rejected) {
    const added = rulesOf(rule).at(-1) ?? "";
    const isChosen = recommendations.some((each) => each.component === component && rulesOf(each.rule).includes(added));
    if (OPT_INS.has(added) && !isChosen) refused.set(`${added}, ${component}`, verdicts.at(-1)?.reason ?? "");
  }
  return [...refused].map(([optIn, reason]) => `${optIn}: ${reason}`);
}

const changesOf = ({ component, changes }: Offer): string => changes.map((change) => turned(component, change)).join(", ");

function worth({ savingMonthlyUsd: saved, unpriced: [reason = "unpriced"] = [] }: Offer): string {
  if (saved === null) return `unpriced (${reason})`;
  return saved < 0 ? `${usd(-saved)} a month more` : `saves ${usd(saved)} a month`;
}
