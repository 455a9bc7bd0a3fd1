import Table from "cli-table3";
import { whatIfLine, whatIfText } from "../../contract";
import { usd } from "../money";
import { GRADES, type Grade, hasObjective, type Recommendation, type Recommendations } from "../plan/recommendation";
import { assessmentsMarkdown, assessmentsText } from "./assessments";
import { commitmentLines, notReserved } from "./commitment-advice";
import { netLine } from "./commitments";
import {
  escaped,
  measurements,
  monthly,
  type Page,
  PLAIN,
  probability,
  shortened,
  stackRisk,
  turned,
  unheardText,
  wrapped,
} from "./format";
import { oneWayLines } from "./one-way";
import { optInLines, takenOptInLine } from "./opt-ins";
import { regionLines, regionsMarkdown } from "./regions";
import { reliabilityMarkdown } from "./reliability";
import { totalRows } from "./total-rows";

export interface SummaryRow {
  readonly component: string;
  /** One line per variable. */
  readonly changes: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly risk: string;
  readonly phase: number;
  /** How the objective's projection is known; absent where the policy has no objective. */
  readonly grade: Recommendation["slo"]["grade"] | undefined;
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
    grade: hasObjective(each.slo) ? each.slo.grade : undefined,
  }));

const GRADE_MEANS: Readonly<Record<Grade, string>> = {
  seen: "history has minutes at this load",
  fitted: "projected from how latency rose with load",
  unproven: "load never rose enough to tell; one step at most, and the next look-back confirms it",
  beyond: "the servers would be busy all the time",
};

/** The grades of the table's rows, with what they mean: `seen (…): trades; unproven (…): order_service`. */
function gradesLine(rows: readonly SummaryRow[]): string {
  const told = GRADES.flatMap((grade) => {
    const components = rows.filter((row) => row.grade === grade).map(({ component }) => component);
    return components.length === 0 ? [] : [`${grade} (${GRADE_MEANS[grade]}): ${components.join(", ")}`];
  });
  const untouched = rows.filter((row) => row.grade === "not-applicable").map(({ component }) => component);
  if (untouched.length > 0) told.push(`not applicable (no request queues for it): ${untouched.join(", ")}`);
  return `Evidence for the SLO: ${told.length === 0 ? "none, for the policy has no objective of latency" : told.join("; ")}.`;
}

const HEAD = ["component", "from → to", "$/month", "after", "risk", "phase"] as const;

/**
 * What a run decided, for a terminal or a log: on which measurements, what is to be turned, what it saves, and what stays.
 * @param page what may be left out of a line on a terminal is told in full in a pipe
 */
export function summaryText(recommendations: Recommendations, page: Page = PLAIN): string {
  const { width } = page;
  const { deployment, snapshot, whatIf, scaleUp, unheardTriggers = [], unchanged, totals } = recommendations;
  const taken = (recommendations.takenOptIns ?? []).map(takenOptInLine);
  return [
    ...(whatIf === undefined ? [] : wrapped(whatIfLine(whatIf), "", width)),
    ...wrapped(measurements(snapshot), "", width),
    ...scaleUp.flatMap(({ trigger, value, limit }) =>
      wrapped(`Scale-up trigger met: ${trigger} (${value}, limit ${limit}); savings are withheld.`, "", width),
    ),
    ...unheardTriggers.flatMap((each) => wrapped(unheardText(each), "", width)),
    ...(recommendations.recommendations.length === 0 ? ["No change is recommended."] : changes(recommendations, width)),
    ...titled("One-way, for the former values alone do not bring everything back:", oneWayLines(recommendations), width),
    ...wrapped(sumLine(recommendations), "", width),
    ...titled("By region:", regionLines(recommendations), width),
    ...stackRisk(recommendations).flatMap((line) => wrapped(line, "", width)),
    ...netLine(recommendations).flatMap((line) => wrapped(line, "", width)),
    ...titled("To reserve once all of it is in place (advice, no step does it):", commitmentLines(recommendations), width),
    ...titled("Opt-ins, which no guard has judged yet (--opt-in NAME, or optedIn in the policy):", optInLines(recommendations), width),
    ...titled(`Opt-ins that were taken (more of each: trimtab explain ${deployment} COMPONENT):`, taken, width),
    ...(totals.unpriced.length === 0 ? [] : ["Not counted:", ...unpricedLines(totals.unpriced, width)]),
    ...(unchanged.length === 0
      ? []
      : [
          `Unchanged (all of why: trimtab explain ${deployment} COMPONENT):`,
          ...unchanged.flatMap(({ component, reason, monthlyUsd }) =>
            shortened(`${component}${costs(monthlyUsd)}: ${reason.replace(/^no change: /, "")}`, "  ", page),
          ),
        ]),
    ...assessmentsText(recommendations, page),
  ].join("\n");
}

/** The rows as a table, or two lines for each where the table does not fit. */
function changes(recommendations: Recommendations, width: number): readonly string[] {
  const rows = summaryRows(recommendations);
  const table = new Table({
    head: [...HEAD],
    chars: ASCII_FRAME,
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "left", "right", "right", "right", "right"],
  });
  table.push(
    ...rows.map(({ component, changes, before, after, risk, phase }) => [
      component,
      changes.join("\n"),
      before,
      after,
      risk,
      String(phase),
    ]),
    ...totalRows(recommendations).map(({ component, what, before, after }) => [component, what, before, after, "", ""]),
  );
  const lines = table.toString().split("\n");
  const grades = wrapped(gradesLine(rows), "", width);
  if (lines.every(({ length }) => length <= width)) return [...lines, ...grades];
  const each = rows.flatMap(({ component, changes, before, after, risk, phase }) => [
    ...wrapped(`${component}: ${before} → ${after} a month, risk ${risk}, phase ${phase}`, "", width),
    ...changes.map((change) => `  ${change}`),
  ]);
  const rest = totalRows(recommendations).flatMap(({ component, what, before, after }) =>
    wrapped(`${component}${what === "" ? "" : ` (${what})`}: ${before} → ${after} a month`, "", width),
  );
  return [...each, ...rest, ...grades];
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

const costs = (monthlyUsd: number | undefined): string => (monthlyUsd === undefined ? "" : ` (${usd(monthlyUsd)})`);

/** A value of a contract may hold what would end a cell or begin a tag. */
const cell = (change: string): string => change.replace(/[|<]/g, "\\$&");

/** The same as Markdown, for a pull request. */
export function summaryMarkdown(recommendations: Recommendations): string {
  const { deployment, snapshot, whatIf, unchanged, scaleUp, unheardTriggers = [], totals } = recommendations;
  const rows = summaryRows(recommendations).map(
    ({ component, changes, before, after, risk, phase, grade }) =>
      `| ${component} | ${changes.map(cell).join("<br>")} | ${before} | ${after} | ${risk} | ${phase} | ${grade?.replace("-", " ") ?? "no objective"} |`,
  );
  const rest = totalRows(recommendations).map(
    ({ component, what, before, after }) => `| ${component} | ${what} | ${before} | ${after} | | | |`,
  );
  return `${[
    `# ${deployment}: what to turn`,
    "",
    ...(whatIf === undefined ? [] : [`**What-if:** ${escaped(whatIfText(whatIf))}.\n`]),
    `${measurements(snapshot)}; snapshot \`${snapshot.hash}\`.`,
    "",
    ...scaleUp.map(
      ({ trigger, value, limit }) => `**Scale-up trigger met:** ${trigger} (${value}, limit ${limit}); savings are withheld.\n`,
    ),
    ...unheardTriggers.map((each) => `**Not heard:** ${escaped(unheardText(each))}\n`),
    ...(rows.length === 0
      ? ["No change is recommended."]
      : [
          `| ${HEAD.join(" | ")} | SLO evidence |`,
          "|---|---|---:|---:|---:|---:|---|",
          ...rows,
          ...rest,
          "",
          gradesLine(summaryRows(recommendations)),
        ]),
    "",
    sumLine(recommendations),
    ...stackRisk(recommendations).flatMap((line) => ["", line]),
    ...netLine(recommendations).flatMap((line) => ["", escaped(line)]),
    ...regionsMarkdown(recommendations),
    ...section("One-way", "The former values alone do not bring everything back.", oneWayLines(recommendations)),
    ...section("Commitments", "What to reserve once everything recommended is in place; no step does it.", [
      ...commitmentLines(recommendations),
      ...notReserved(recommendations),
    ]),
    ...section(
      "Opt-ins",
      "Priced on top of what is recommended, and judged by no guard yet. `--opt-in NAME` takes one for a run, `optedIn` in the policy for good.",
      optInLines(recommendations),
    ),
    ...section("Opt-ins that were taken", "What became of each.", (recommendations.takenOptIns ?? []).map(takenOptInLine)),
    ...(totals.unpriced.length === 0 ? [] : ["", "## Not counted", "", ...totals.unpriced.map((entry) => `- ${escaped(entry)}`)]),
    ...(unchanged.length === 0
      ? []
      : [
          "",
          "## Unchanged",
          "",
          ...unchanged.map(({ component, reason, monthlyUsd }) => `- **${component}**${costs(monthlyUsd)}: ${escaped(reason)}`),
        ]),
    ...assessmentsMarkdown(recommendations),
    ...reliabilityMarkdown(recommendations),
  ].join("\n")}\n`;
}

const titled = (title: string, lines: readonly string[], width: number): readonly string[] =>
  lines.length === 0 ? [] : [...wrapped(title, "", width), ...lines.flatMap((line) => wrapped(line, "  ", width, "  "))];

const section = (title: string, introduction: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", introduction, "", ...lines.map((line) => `- ${escaped(line)}`)];

function sumLine({ totals: { monthlyBeforeUsd: before, monthlyAfterUsd: after }, recommendations }: Recommendations): string {
  if (before === null || after === null) return "Nothing is priced.";
  if (recommendations.length === 0) return `Sized components: ${usd(before)} a month at list prices.`;
  const saved = before - after;
  return `Sized components: ${usd(before)} → ${usd(after)} a month at list prices, ${usd(Math.abs(saved))} ${saved < 0 ? "more" : "less"}.`;
}

/** One line for each component: its first reason, and how many more there are. */
function unpricedLines(unpriced: readonly string[], width: number): readonly string[] {
  const byComponent = new Map<string, string[]>();
  for (const entry of unpriced) {
    const component = entry.slice(0, entry.indexOf(":"));
    byComponent.set(component, [...(byComponent.get(component) ?? []), entry]);
  }
  return [...byComponent.values()].flatMap(([first = "", ...more]) =>
    wrapped(more.length === 0 ? first : `${first}; and ${more.length} more`, "  ", width, "  "),
  );
}
