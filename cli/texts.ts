import { whatIfText } from "../contract";
import { isoTime } from "../optimizer/ledger";
import { nextInWords, type Observed, type Promoted, type RolledBack, type Status } from "../optimizer/rollout";

/** What the rollout's verbs tell people. */

export function observedText({ verdict, reasons, window, phase, rolledBack }: Observed, deployment: string): string {
  const next: Readonly<Record<Observed["verdict"], string>> = {
    pass: `trimtab promote ${deployment}`,
    observing: `trimtab rollout observe ${deployment}, later`,
    inconclusive: `trimtab rollout observe ${deployment}, when there are more data`,
    fail: rolledBack === undefined ? `trimtab rollout rollback ${deployment}` : `trimtab rollout status ${deployment}`,
  };
  return [
    `Phase ${phase}: ${verdict}, from ${isoTime(window.startEpoch)} to ${isoTime(window.endEpoch)}`,
    ...reasons.map((reason) => `  - ${reason}`),
    ...(rolledBack === undefined ? [] : [rolledBackText(rolledBack)]),
    `Next: ${next[verdict]}`,
  ].join("\n");
}

export function rolledBackText({ phase, undone, kept, byteIdentical, applied }: RolledBack): string {
  return [
    `Phase ${phase} was rolled back: ${undone.length} variables as before${applied ? ", applied" : ""}.`,
    byteIdentical
      ? "The override has the bytes that it had before the phase."
      : "The override differs from before the phase by what others changed.",
    ...kept.map((variable) => `  - ${variable} was moved by somebody since: kept and pinned`),
    ...(applied ? [] : ["Nothing was applied by Trimtab; where the phase was applied by other means, apply again."]),
  ].join("\n");
}

export function promotedText({ phase, settled, pending }: Promoted, deployment: string): string {
  return [
    phase === undefined ? `No phase of ${deployment} is open.` : `Phase ${phase} is promoted.`,
    ...settled.map((variable) => `  - ${variable}: the code's default has this value now; its key is gone from the override`),
    ...(pending.length === 0 ? [] : ["Make these the defaults in the stack's tunables.ts; the next promote then takes their keys out:"]),
    ...pending.map(({ variable, default: now, value }) => `  - ${variable}: ${JSON.stringify(now)} → ${JSON.stringify(value)}`),
  ].join("\n");
}

export function statusText({ phase, steps, verdict, next, frozen, pins, staleDefaults, whatIfs }: Status, deployment: string): string {
  return [
    phase === null ? `No phase of ${deployment} is open.` : `Phase ${phase} of ${deployment} is open.`,
    ...steps.flatMap((step, index) => [`  step ${index + 1}: ${step.status}`, ...step.deltas.map((delta) => `    ${delta}`)]),
    ...(verdict === null ? [] : [`Last observation: ${verdict.verdict}`, ...verdict.reasons.map((reason) => `  - ${reason}`)]),
    ...(frozen === null ? [] : [`Frozen now: ${frozen}`]),
    ...Object.entries(pins).map(([variable, { reason, expiresEpoch }]) => `Pinned: ${variable} until ${isoTime(expiresEpoch)} (${reason})`),
    ...staleDefaults.map(
      ({ variable, was, now }) =>
        `Stale: ${variable} was decided when its default was ${JSON.stringify(was)}; it is ${JSON.stringify(now)} now`,
    ),
    ...whatIfs.map(({ phase: number, whatIf }) => `Phase ${number} of the override was proposed as a what-if: ${whatIfText(whatIf)}`),
    `Next: ${nextInWords(next, deployment)}`,
  ].join("\n");
}
