import type { Policy } from "../../contract";
import type { LedgerState, OpenPhase } from "../ledger";

/** What a rollout has to do next; follows from the ledger, the policy and the clock alone. */
export type Action =
  | { readonly type: "propose" }
  | { readonly type: "start-step"; readonly step: number }
  | { readonly type: "resume-step"; readonly step: number }
  | { readonly type: "await-effect"; readonly step: number }
  | { readonly type: "soak"; readonly step: number; readonly untilEpoch: number }
  | { readonly type: "observe"; readonly sinceEpoch: number; readonly untilEpoch: number }
  | { readonly type: "promote" }
  | { readonly type: "roll-back"; readonly reason: string };

type ObservationPolicy = Pick<Policy["observation"], "soakMinutes" | "windowHours">;

export function nextAction({ open }: Pick<LedgerState, "open">, nowEpoch: number, policy: ObservationPolicy): Action {
  if (open === undefined) return { type: "propose" };
  if (open.rollingBack !== undefined) return { type: "roll-back", reason: open.rollingBack };
  if (open.verdict?.verdict === "fail") return { type: "roll-back", reason: open.verdict.reasons.join("; ") };
  const step = open.steps.findIndex(({ status }) => status !== "effective");
  if (step === -1) return afterLastStep(open, nowEpoch, policy);
  switch (open.steps[step]?.status) {
    case "started":
      return { type: "resume-step", step };
    case "applied":
      return { type: "await-effect", step };
    default: {
      const untilEpoch = (open.steps[step - 1]?.effectiveEpoch ?? Number.NEGATIVE_INFINITY) + policy.soakMinutes * 60;
      return nowEpoch < untilEpoch ? { type: "soak", step: step - 1, untilEpoch } : { type: "start-step", step };
    }
  }
}

function afterLastStep(open: OpenPhase, nowEpoch: number, { windowHours }: ObservationPolicy): Action {
  if (open.verdict?.verdict === "pass") return { type: "promote" };
  const sinceEpoch = lastEffect(open) ?? nowEpoch;
  return { type: "observe", sinceEpoch, untilEpoch: sinceEpoch + windowHours * 3600 };
}

/** When the newest of the steps took effect. */
export const lastEffect = (open: OpenPhase): number | undefined =>
  open.steps.reduce<number | undefined>((latest, { effectiveEpoch }) => effectiveEpoch ?? latest, undefined);
