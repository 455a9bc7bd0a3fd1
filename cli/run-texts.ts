import type { Analyzed, Optimized } from "../optimizer/optimize";
import type { Delta } from "../optimizer/plan/recommendation";
import { measurements, type Page } from "../optimizer/report/format";
import { qualityText } from "../optimizer/report/quality";
import { summaryText } from "../optimizer/report/summary";
import type { DataQuality, StoredSnapshot } from "../optimizer/telemetry";
import type { Demonstrated } from "./demo";
import { shownPath } from "./shown-path";

/** What the verbs of the main job tell people. */

const fileLines = (files: readonly string[]): readonly string[] => files.map((file) => `  ${shownPath(file)}`);
const setting = ({ variable, from, to }: Delta): string => `  ${variable}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`;

/**
 * @param location where the snapshot was put: a folder of this machine, or a URL
 * @param contract how the next command is told of the contract
 */
export function collectedText({ manifest }: StoredSnapshot, location: string, quality: DataQuality, contract = ""): string {
  const place = location.startsWith("s3:") ? location : shownPath(location);
  return [
    `${manifest.series.length} series in ${place}`,
    measurements(manifest),
    qualityText(quality),
    `Hash: ${manifest.hash}`,
    "Next:",
    `  trimtab analyze ${manifest.deployment}${contract} --snapshot ${place}`,
    "or, to propose on it:",
    `  trimtab optimize ${manifest.deployment}${contract} --snapshot ${place}`,
  ].join("\n");
}

export function analyzedText({ recommendations, files }: Analyzed, page: Page): string {
  return [summaryText(recommendations, page), ...(files.length === 0 ? ["Nothing was written."] : ["Files:", ...fileLines(files)])].join(
    "\n",
  );
}

const beforeLines = (before: Extract<Optimized["proposal"], { proposed: true }>["before"]): readonly string[] =>
  before.map(({ number, name, why }) => `Phase ${number}, ${name}, is passed over: ${why}.`);

/** @param next what puts the proposal into effect */
export function optimizedText({ recommendations, files, proposal }: Optimized, next: (override: string) => string, page: Page): string {
  const summary = summaryText(recommendations, page);
  if (!proposal.proposed) return [summary, `No override was proposed: ${proposal.reason}.`, "Files:", ...fileLines(files)].join("\n");
  const { phase, steps, pinned } = proposal;
  return [
    summary,
    ...beforeLines(proposal.before),
    `Phase ${phase.number}, ${phase.name}, in ${steps.length} step${steps.length === 1 ? "" : "s"}:`,
    ...steps.flat().map(setting),
    ...pinned.map((variable) => `  ${variable} stays: it, or another size of its component, is pinned`),
    ...(proposal.files.length === 0 ? ["Dry run: no override was written."] : []),
    "Files:",
    ...fileLines([...proposal.files, ...files]),
    ...(proposal.files.length === 0 ? [] : ["Next:", `  ${next(shownPath(proposal.files[0] ?? ""))}`]),
  ].join("\n");
}

export function demoText({ optimized, overrides, built }: Demonstrated, deployment: string, page: Page): string {
  const { recommendations, files, proposal } = optimized;
  const [first] = recommendations.recommendations;
  return [
    summaryText(recommendations, page),
    "Files:",
    ...fileLines([...(proposal.proposed ? proposal.files : []), ...files]),
    ...(proposal.proposed
      ? [
          ...beforeLines(proposal.before),
          ...(built
            ? [
                `Phase ${proposal.phase.number} (${proposal.phase.name}) is proposed. To see it in a synth:`,
                `  TRIMTAB_OVERRIDES=${overrides} npm run synth`,
              ]
            : [`Phase ${proposal.phase.number} (${proposal.phase.name}) is proposed. ${deployment} has no resources to synthesize yet.`]),
        ]
      : [`No override was proposed: ${proposal.reason}.`]),
    "To see why:",
    `  npx trimtab explain ${deployment} ${first?.component ?? recommendations.unchanged[0]?.component ?? "COMPONENT"}`,
  ].join("\n");
}
