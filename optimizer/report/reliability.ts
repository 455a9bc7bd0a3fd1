import type { Recommendations } from "../plan/recommendation";
import { probability } from "./format";

/** What was said and what came, as Markdown: the risks of past weeks as they would have been stated then. */
export function reliabilityMarkdown({ reliability }: Pick<Recommendations, "reliability">): readonly string[] {
  if (reliability === undefined) return [];
  const { questions, bins, decided, brier, brierBaseRate, movesDown, turnedBack } = reliability;
  const row = (what: string, each: (typeof bins)[number]): string =>
    `| ${what} | ${probability(each.stated)} | ${probability(each.came)} | ${each.questions} |`;
  const moves =
    movesDown === 0 ? "No component has been turned down before" : `Of ${movesDown} moves down so far ${turnedBack} were turned back`;
  return [
    "",
    "## What was stated, and what came",
    "",
    `Risks of past weeks, each as it would have been stated from the days before it, for ${questions} pairs of a week and a size of these components. Brier score ${brier.toFixed(4)}; always stating each size's base rate has ${brierBaseRate.toFixed(4)}. ${moves}; what was turned back counts as too small from then on.`,
    "",
    "| | stated | came | questions |",
    "|---|---:|---:|---:|",
    ...bins.map((bin) => row("all sizes", bin)),
    ...decided.map((bin) => row("**sizes that are recommended, or stay**", bin)),
  ];
}
