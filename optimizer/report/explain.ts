import { whatIfLine } from "../../contract";
import type { Recommendation, Recommendations, Rejection, Verdict } from "../plan/recommendation";
import { compounded, EVENT } from "../risk";
import { assessmentLines } from "./assessments";
import { savingLines } from "./commitments";
import { unknownComponent } from "./components";
import { explanationOf } from "./explanation";
import { changesText, figure, measurements, monthly, objectiveLine, probability, shortened, unheardText, wrapped } from "./format";
import { becameText } from "./opt-ins";

/** Columns of a screenful; a narrower terminal has fewer. */
export const SCREEN_WIDTH = 100;
/** Rejections that are named after the nearest, and findings that are shown. */
const NAMED = 3;
/** Of what a guard says, after `ok  ` and `NO  `. */
const GUARD_INDENT = 4;

export interface ExplainOptions {
  /** Columns. @default {@link SCREEN_WIDTH} */
  readonly width?: number;
  /** Every word of every guard and every rejection, however many lines that takes. @default a screenful */
  readonly detail?: boolean;
  /** Whether lines are cut that are too long. @default true */
  readonly cuts?: boolean;
}

export type Layout = Required<ExplainOptions>;

/**
 * Why a component is turned, why not further, and what each guard said: a screenful of plain text.
 * @throws InputError for a component that the recommendations do not know
 */
export function explain(
  all: Recommendations,
  component: string,
  { width = SCREEN_WIDTH, detail = false, cuts = true }: ExplainOptions = {},
): string {
  const {
    recommendations,
    rejected,
    unchanged,
    scaleUp,
    unheardTriggers = [],
    takenOptIns = [],
    assessments = [],
  } = explanationOf(all, component);
  if (recommendations.length === 0 && unchanged.length === 0) throw unknownComponent(all, component);
  const layout = { width, detail, cuts };
  return [
    ...(all.whatIf === undefined ? [] : wrapped(whatIfLine(all.whatIf), "", width)),
    measurements(all.snapshot),
    ...recommendations.flatMap((each) => recommendation(each, layout)),
    ...unchanged.flatMap(({ reason, monthlyUsd }) => [
      `${component}${monthlyUsd === undefined ? "" : `, ${monthly({ priced: true, monthlyUsd, lines: [] })} a month`}`,
      ...wrapped(withoutNearest(reason, rejected), "  ", width),
    ]),
    ...scaleUp.map(({ trigger, value, limit }) => `  Scale-up trigger met: ${trigger} (${value}, limit ${limit}); savings are withheld.`),
    ...unheardTriggers.flatMap((each) => wrapped(unheardText(each), "  ", width, "  ")),
    ...takenOptIns.flatMap((each) => wrapped(`Opt-in ${each.rule}, taken: ${becameText(each)}`, "  ", width, "  ")),
    ...notFurther(component, rejected, recommendations.length > 0, layout),
    ...assessments.flatMap((each) => assessmentLines(each, layout)),
  ].join("\n");
}

function recommendation(r: Recommendation, layout: Layout): readonly string[] {
  const { width, detail } = layout;
  const findings = r.findings.map(
    (f) =>
      `${f.metric}: ${figure(f.value, f.unit, detail ? DIGITS_OF_DETAIL : DIGITS)}, ${f.statistic}; ${f.window}, coverage ${(f.coverage * 100).toFixed(1)} %`,
  );
  return [
    ...wrapped(`${r.component} (${r.kind}): ${changesText(r.component, r)}`, "", width, "  "),
    ...wrapped(`Why: ${r.rule}: ${r.reason}`, "  ", width),
    ...listed(findings, "    ", layout),
    ...wrapped(
      `Monthly: ${monthly(r.before)} → ${monthly(r.after)}   Risk: ${riskText(r.risk)}   Confidence: ${r.confidence.toFixed(2)}`,
      "  ",
      width,
    ),
    ...savingLines(r).flatMap((line) => wrapped(line, "  ", width)),
    ...wrapped(objectiveLine(r.slo), "  ", width),
    ...wrapped(`Phase ${r.phase.number} (${r.phase.name}), ${r.disruption.effect}, about ${r.disruption.minutes} min`, "  ", width),
    ...wrapped(`Way back: ${r.rollback.how} RTO ${r.rollback.rtoMinutes} min, RPO ${r.rollback.rpoMinutes} min.`, "  ", width),
    "  Guards:",
    ...r.verdicts.flatMap((verdict) =>
      detail ? judged(verdict, "    ", width) : shortened(judgement(verdict), "    ", layout, " ".repeat(GUARD_INDENT)),
    ),
  ];
}

/** What guards said of the nearest candidate stands below it, once. */
const withoutNearest = (reason: string, rejected: readonly Rejection[]): string =>
  reason.replace(`; of the smallest change: ${rejected.at(-1)?.verdicts.at(-1)?.reason}`, "");

/** The nearest in full, for it is the answer to "why not one more"; the next ones by name, the rest by number. */
function notFurther(component: string, rejected: readonly Rejection[], some: boolean, layout: Layout): readonly string[] {
  const { width, detail } = layout;
  const [nearest, ...others] = [...rejected].reverse();
  if (nearest === undefined) return some ? ["  Nothing cheaper was turned down."] : [];
  const counts = new Map<string, number>();
  for (const { rejectedBy } of rejected) counts.set(rejectedBy, (counts.get(rejectedBy) ?? 0) + 1);
  const tally = [...counts].map(([guard, count]) => `${guard} ${count}`).join(", ");
  const named = others.slice(0, detail ? others.length : NAMED);
  return [
    `  ${some ? "Why not more" : "Turned down"}: ${rejected.length} cheaper candidate${rejected.length === 1 ? "" : "s"} (${tally}); the nearest:`,
    ...(detail ? [nearest, ...named] : [nearest]).flatMap(({ changes, verdicts }) => [
      ...wrapped(changesText(component, { changes }), "    ", width),
      ...verdicts.filter(({ pass }) => !pass).flatMap((verdict) => judged(verdict, "      ", width)),
    ]),
    ...(detail
      ? []
      : named.flatMap((each) => shortened(`${changesText(component, each)}: NO ${each.rejectedBy}${reasonOf(each)}`, "    ", layout))),
    ...(others.length > named.length ? [`    and ${others.length - named.length} more; all of them: --detail`] : []),
  ];
}

const reasonOf = ({ verdicts, rejectedBy }: Rejection): string => {
  const found = verdicts.find(({ guard, pass }) => guard === rejectedBy && !pass);
  return found === undefined ? "" : `: ${found.reason}`;
};

const judgement = ({ guard, pass, reason }: Verdict): string => `${pass ? "ok" : "NO"}  ${guard}: ${reason}`;

/** Stated for the horizon, and compounded to 30 days. */
const riskText = (risk: number | null): string =>
  risk === null ? probability(risk) : `${probability(risk)} in ${EVENT.horizonDays} days, ${probability(compounded(risk, 30))} in 30`;

const judged = (verdict: Verdict, indent: string, width: number): readonly string[] =>
  wrapped(judgement(verdict), indent, width, " ".repeat(GUARD_INDENT));

function listed(texts: readonly string[], indent: string, { width, detail }: Layout): readonly string[] {
  if (detail) return texts.flatMap((text) => wrapped(text, indent, width));
  const more = texts.length - NAMED;
  return [
    ...texts.slice(0, NAMED).flatMap((text) => wrapped(text, indent, width)),
    ...(more > 0 ? [`${indent}and ${more} more: --detail`] : []),
  ];
}

/** Significant digits of a finding's figure. */
const DIGITS = 4;
const DIGITS_OF_DETAIL = 6;
