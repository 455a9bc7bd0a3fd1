import { InputError } from "../../contract";
import type { Recommendation, Recommendations, Rejection, Verdict } from "../plan/recommendation";
import { savingLines } from "./commitments";
import { measurements, monthly, objectiveText, PLAIN_WIDTH, probability, turned, wrapped } from "./format";

/** Rejections that are told in full; of the others the count is. */
const NEAREST = 3;
/** Of what a guard says, after `ok  ` and `NO  `. */
const GUARD_INDENT = 4;

/**
 * Why a component is turned, why not further, and what each guard said: a screenful of plain text.
 * @param width columns
 * @throws InputError for a component that the recommendations do not know
 */
export function explain(recommendations: Recommendations, component: string, width: number = PLAIN_WIDTH): string {
  const recommended = recommendations.recommendations.filter((each) => each.component === component);
  const rejected = recommendations.rejected.filter((each) => each.component === component);
  const unchanged = recommendations.unchanged.find((each) => each.component === component);
  if (recommended.length === 0 && unchanged === undefined) throw unknownComponent(recommendations, component);
  return [
    measurements(recommendations.snapshot),
    ...recommended.flatMap((each) => recommendation(each, width)),
    ...(unchanged === undefined ? [] : [component, ...wrapped(unchanged.reason, "  ", width)]),
    ...recommendations.scaleUp.map(
      ({ trigger, value, limit }) => `  Scale-up trigger met: ${trigger} (${value}, limit ${limit}); savings are withheld.`,
    ),
    ...notFurther(component, rejected, recommended.length > 0, width),
  ].join("\n");
}

function recommendation(r: Recommendation, width: number): readonly string[] {
  return [
    `${r.component} (${r.kind}): ${r.changes.map((change) => turned(r.component, change)).join(", ")}`,
    ...wrapped(`Why: ${r.rule}: ${r.reason}`, "  ", width),
    ...r.findings.flatMap((f) =>
      wrapped(`${f.metric}: ${f.value} ${f.unit}, ${f.statistic}; ${f.window}, coverage ${(f.coverage * 100).toFixed(1)} %`, "    ", width),
    ),
    `  Monthly: ${monthly(r.before)} → ${monthly(r.after)}   Risk: ${probability(r.risk)}   Confidence: ${r.confidence.toFixed(2)}`,
    ...savingLines(r).flatMap((line) => wrapped(line, "  ", width)),
    ...wrapped(`${r.slo.objective}: ${objectiveText(r.slo)}`, "  ", width),
    ...wrapped(`Phase ${r.phase.number} (${r.phase.name}), ${r.disruption.effect}, about ${r.disruption.minutes} min`, "  ", width),
    ...wrapped(`Way back: ${r.rollback.how} RTO ${r.rollback.rtoMinutes} min, RPO ${r.rollback.rpoMinutes} min.`, "  ", width),
    "  Guards:",
    ...r.verdicts.flatMap((verdict) => judged(verdict, "    ", width)),
  ];
}

function notFurther(component: string, rejected: readonly Rejection[], some: boolean, width: number): readonly string[] {
  if (rejected.length === 0) return some ? ["  Nothing cheaper was turned down."] : [];
  const counts = new Map<string, number>();
  for (const { rejectedBy } of rejected) counts.set(rejectedBy, (counts.get(rejectedBy) ?? 0) + 1);
  const tally = [...counts].map(([guard, count]) => `${guard} ${count}`).join(", ");
  const nearest = rejected.slice(-NEAREST).reverse();
  return [
    `  ${some ? "Why not more" : "Turned down"}: ${rejected.length} cheaper candidate${rejected.length === 1 ? "" : "s"} (${tally}); the nearest:`,
    ...nearest.flatMap(({ changes, verdicts }) => [
      ...wrapped(changes.map((change) => turned(component, change)).join(", "), "    ", width),
      ...verdicts.filter(({ pass }) => !pass).flatMap((verdict) => judged(verdict, "      ", width)),
    ]),
  ];
}

const judged = ({ guard, pass, reason }: Verdict, indent: string, width: number): readonly string[] =>
  wrapped(`${pass ? "ok" : "NO"}  ${guard}: ${reason}`, indent, width, " ".repeat(GUARD_INDENT));

function unknownComponent({ deployment, recommendations, unchanged }: Recommendations, component: string): InputError {
  const known = [...new Set([...recommendations, ...unchanged].map((each) => each.component))].sort();
  return new InputError(`${deployment} has no component ${component}`, { hint: `Its components are ${known.join(", ")}.` });
}
