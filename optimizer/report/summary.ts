import Table from "cli-table3";
import type { Recommendations } from "../plan/recommendation";
import { monthly, probability, turned, usd } from "./format";

export interface SummaryRow {
  readonly component: string;
  /** One line per variable. */
  readonly changes: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly risk: string;
  readonly phase: number;
}

/** What would be turned, what it costs in a month before and after, and at what risk. */
export const summaryRows = ({ recommendations }: Recommendations): readonly SummaryRow[] =>
  recommendations.map((each) => ({
    component: each.component,
    changes: each.changes.map((change) => turned(each.component, change)),
    before: monthly(each.before),
    after: monthly(each.after),
    risk: probability(each.risk),
    phase: each.phase.number,
  }));

const HEAD = ["component", "from -> to", "$/month", "after", "risk", "phase"] as const;

/** The rows as a table of plain ASCII, for a terminal or a log. */
export function summaryTable(recommendations: Recommendations): string {
  const table = new Table({
    head: [...HEAD],
    chars: ASCII_FRAME,
    style: { head: [], border: [] },
    colAligns: ["left", "left", "right", "right", "right", "right"],
  });
  for (const row of summaryRows(recommendations)) {
    table.push([row.component, row.changes.join("\n"), row.before, row.after, row.risk, String(row.phase)]);
  }
  return [table.toString(), totalLine(recommendations)].join("\n");
}

const ASCII_FRAME = {
  top: "-",
  "top-mid": "+",
  "top-left": "+",
  "top-right": "+",
  bottom: "-",
  "bottom-mid": "+",
  "bottom-left": "+",
  "bottom-right": "+",
  left: "|",
  "left-mid": "+",
  mid: "-",
  "mid-mid": "+",
  right: "|",
  "right-mid": "+",
  middle: "|",
} as const;

/** Tags and reasons of pins are other people's words: in a pull request they are text, neither markup nor a second line. */
const escaped = (text: string): string => text.replace(/\s+/g, " ").replace(/[\\`*[\]<|]/g, "\\$&");

/** The same as Markdown, for a pull request. */
export function summaryMarkdown(recommendations: Recommendations): string {
  const { deployment, snapshot, unchanged, scaleUp } = recommendations;
  const rows = summaryRows(recommendations).map(
    ({ component, changes, before, after, risk, phase }) =>
      `| ${component} | ${changes.join("<br>")} | ${before} | ${after} | ${risk} | ${phase} |`,
  );
  return `${[
    `# ${deployment}: what to turn`,
    "",
    `Measured by ${snapshot.source}, snapshot \`${snapshot.hash}\`.`,
    "",
    ...scaleUp.map(
      ({ trigger, value, limit }) => `**Scale-up trigger met:** ${trigger} (${value}, limit ${limit}); savings are withheld.\n`,
    ),
    ...(rows.length === 0 ? ["No change is recommended."] : [`| ${HEAD.join(" | ")} |`, "|---|---|---:|---:|---:|---:|", ...rows]),
    "",
    totalLine(recommendations),
    ...(unchanged.length === 0
      ? []
      : ["", "## Unchanged", "", ...unchanged.map(({ component, reason }) => `- **${component}**: ${escaped(reason)}`)]),
  ].join("\n")}\n`;
}

function totalLine({ totals: { monthlyBeforeUsd: before, monthlyAfterUsd: after, unpriced } }: Recommendations): string {
  const sum =
    before === null || after === null
      ? "Nothing is priced."
      : `Sized components: ${usd(before)} -> ${usd(after)} a month at list prices, ${usd(before - after)} less.`;
  return unpriced.length === 0 ? sum : `${sum} Not counted: ${unpriced.join("; ")}.`;
}
