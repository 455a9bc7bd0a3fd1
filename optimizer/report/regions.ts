import { usd } from "../money";
import type { Recommendations } from "../plan/recommendation";

export interface RegionRow {
  readonly region: string;
  readonly turned: string;
  readonly before: string;
  readonly after: string;
  /** How much less it is at list prices, or how much more. */
  readonly difference: string;
}

/** A line for each region of a deployment in several; nothing where it is in one. */
export const regionRows = ({ regions = [] }: Pick<Recommendations, "regions">): readonly RegionRow[] =>
  regions.map(({ region, components, turned, monthlyBeforeUsd: before, monthlyAfterUsd: after, unpriced }) => {
    const count = `${turned.length} of ${components.length} components`;
    if (before === null || after === null) return { region, turned: count, before: "unpriced", after: "unpriced", difference: "not known" };
    const difference = `${usd(Math.abs(before - after))} ${before < after ? "more" : "less"}${unpriced === 0 ? "" : ", not all is priced"}`;
    return { region, turned: count, before: usd(before), after: usd(after), difference };
  });

/** The same in words, for a terminal. */
export const regionLines = (recommendations: Pick<Recommendations, "regions">): readonly string[] =>
  regionRows(recommendations).map(
    ({ region, turned, before, after, difference }) => `${region}: ${before} → ${after} a month, ${difference}; ${turned} turned`,
  );

/** The same as Markdown. */
export function regionsMarkdown(recommendations: Pick<Recommendations, "regions">): readonly string[] {
  const rows = regionRows(recommendations);
  if (rows.length === 0) return [];
  return [
    "",
    "## By region",
    "",
    "| region | turned | $/month | after | difference |",
    "|---|---|---:|---:|---:|",
    ...rows.map(({ region, turned, before, after, difference }) => `| ${region} | ${turned} | ${before} | ${after} | ${difference} |`),
  ];
}
