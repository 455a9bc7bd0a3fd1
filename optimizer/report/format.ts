import { percent, SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../contract";
import { usd } from "../money";
import { type Cost, type Delta, hasObjective, type Recommendation, type Recommendations } from "../plan/recommendation";

/** Dollars of a month, or that there are none. */
export const monthly = (cost: Cost): string => (cost.priced ? usd(cost.monthlyUsd) : "unpriced");

/** What all changes together risk, in words. */
export function stackRisk({ whole }: Pick<Recommendations, "whole">): readonly string[] {
  if (whole === undefined || whole.components === 0) return [];
  const { components, horizonDays, risk, riskOfMonth, savingsInFirstHalf: early, savingsInFirstHalfAtMost: atMost = early } = whole;
  const which = components === 1 ? "the one component that is turned" : `any of the ${components} components that are turned`;
  return [
    `Risk of the stack: ${probability(risk)} that ${which} exceeds its error budget in ${horizonDays} days, ${probability(riskOfMonth)} in 30 (compounded), before watching, turning back and scaling up.`,
    `${percent(early, 0)} of the savings come in the first half of the disruption${percent(atMost, 0) === percent(early, 0) ? "" : `; the order of the phases allows ${percent(atMost, 0)}`}.`,
  ];
}

/** A scale-up trigger that nobody would hear, and what to do. */
export const unheardText = ({ trigger, component, reason, next }: NonNullable<Recommendations["unheardTriggers"]>[number]): string =>
  `Scale-up trigger ${trigger} of ${component} cannot be heard: ${reason}. What to do: ${next}. ${component} is not turned down until then.`;

export const probability = (risk: number | null): string => (risk === null ? "not known" : `${(risk * 100).toFixed(2)} %`);

/** The objective that a change is held against, with what it is now and would be, or that there is none. */
export const objectiveLine = (slo: Recommendation["slo"]): string =>
  hasObjective(slo) ? `${slo.objective}: ${objectiveText(slo)}` : "Latency: not judged, for the policy has no objective of it";

/** A figure of a finding as a person says it: `18.1 %` of a fraction, `578 a second` of a rate. */
export function figure(value: number, unit: string, digits: number): string {
  const rounded = (of: number): string => String(Number(of.toPrecision(digits)));
  if (unit === "fraction") return `${rounded(value * 100)} %`;
  if (unit === "count-per-second") return `${rounded(value)} a second`;
  return unit === "count" ? rounded(value) : `${rounded(value)} ${unit}`;
}

/** What an objective is now and would be. Where history cannot tell, no projection is said, but what guards hold against the limit, as that. */
export function objectiveText({ before, after, grade, limit, unit, why, queueingBound }: Recommendation["slo"]): string {
  if (grade === "not-applicable") return `does not apply: ${why ?? "nothing waits for it"}`;
  if (before === null) return "not known";
  const now = before.toFixed(2);
  if (grade === "unproven") {
    const bound = queueingBound === undefined ? "" : `; up to ${queueingBound.toFixed(2)} by queueing alone`;
    return `${now} ${unit} now; unproven after it${bound} (limit ${limit}): ${why ?? "load never rose enough to tell"}`;
  }
  return after === null ? "not known" : `${now} → ${after.toFixed(2)} ${unit} (limit ${limit}, ${grade})`;
}

function plain(value: Delta["from"]): string {
  if (typeof value === "string") return value === "" ? '""' : value;
  if (typeof value !== "object" || !("stop" in value)) return JSON.stringify(value);
  return value.stop === "" ? "always on" : `stopped ${value.stop}, started ${value.start}`;
}

/** `min_size 15 → 9`, without the component's name before it. */
export const turned = (component: string, { variable, from, to }: Delta): string =>
  `${variable.startsWith(`${component}_`) ? variable.slice(component.length + 1) : variable} ${plain(from)} → ${plain(to)}`;

/** Variables that turn alike are told together: `writer_class, reader_class db.r6g.8xlarge → db.r6g.4xlarge`. */
export function changesText(component: string, { changes }: { readonly changes: readonly Delta[] }): string {
  const alike = new Map<string, string[]>();
  for (const change of changes) {
    const [name = "", ...values] = turned(component, change).split(" ");
    alike.set(values.join(" "), [...(alike.get(values.join(" ")) ?? []), name]);
  }
  return [...alike].map(([values, names]) => `${names.join(", ")} ${values}`).join(", ");
}

/** Breaks a text at spaces so that every line fits, with the same indent before each; after the first line, the hang too. */
export function wrapped(text: string, indent: string, width: number, hang = ""): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  // A figure stays with its sign.
  for (const word of text.split(/ (?!%)/)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + hang + word;
    } else {
      line = isEmpty ? line + word : `${line} ${word}`;
    }
    isEmpty = false;
  }
  return [...lines, line];
}

/** How much room a text has. */
export interface Page {
  /** Columns. */
  readonly width: number;
  /** Whether what is too much for a line may be left out: on a terminal, where the rest can be asked for, and never in a pipe. */
  readonly cuts: boolean;
}

/** Of a text that nobody watches on a terminal. */
export const PLAIN: Page = { width: 110, cuts: false };

/** A text of which the first line tells enough: cut where that may be, and wrapped otherwise. */
export const shortened = (text: string, indent: string, { width, cuts }: Page, hang = "  "): readonly string[] =>
  cuts ? [`${indent}${cut(text, width - indent.length)}`] : wrapped(text, indent, width, hang);

/** Share of the line that has to be left where it ends with a clause. */
const LEAST_KEPT = 0.6;

/** A text on one line: what is too much for the width is cut after a clause, or else a word, and shows that it is. */
export function cut(text: string, width: number): string {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= width) return line;
  const room = line.slice(0, width - 1);
  const [clause, word] = [/^.*(?=[;,:] | \()/.exec(room)?.[0] ?? "", /^.*(?= )/.exec(room)?.[0] ?? ""];
  const kept = [clause, word].find(({ length }) => length >= width * LEAST_KEPT) ?? room;
  return kept === room ? `${room}…` : `${kept} …`;
}

const minute = (epoch: number): string => new Date(epoch * 1000).toISOString().slice(0, 16).replace("T", " ");
const HOURS_TOLD_BELOW_DAYS = 2;

const span = (seconds: number): string =>
  seconds < HOURS_TOLD_BELOW_DAYS * SECONDS_PER_DAY
    ? `${Math.round(seconds / SECONDS_PER_HOUR)} hours`
    : `${Math.round(seconds / SECONDS_PER_DAY)} days`;

/** On whose measurements a decision rests, and of when: `Measurements: simulator, 2026-08-20 06:00 to 2026-11-18 06:00 UTC (90 days)`. */
export const measurements = ({ source, startEpoch, endEpoch }: Omit<Recommendations["snapshot"], "hash">): string =>
  `Measurements: ${source}, ${minute(startEpoch)} to ${minute(endEpoch)} UTC (${span(endEpoch - startEpoch)})`;

/** Tags and reasons of pins are other people's words: in a pull request they are text, neither markup nor a second line. */
export const escaped = (text: string): string => text.replace(/\s+/g, " ").replace(/[\\`*[\]<|]/g, "\\$&");
