import { type PhaseWhatIf, whatIfsOf } from "../../contract";
import { activePins, isoTime, type Pin } from "../ledger";
import { readOverride, type StaleDefault, staleDefaults } from "../overrides";
import type { ProposalContext } from "./context";
import { freezeAt } from "./freeze";
import { type Action, nextAction } from "./next";
import { deltaLine } from "./turns";

export interface Status {
  readonly phase: number | null;
  readonly steps: readonly { readonly status: string; readonly deltas: readonly string[] }[];
  readonly verdict: { readonly verdict: string; readonly reasons: readonly string[] } | null;
  readonly next: Action;
  readonly frozen: string | null;
  readonly pins: Readonly<Record<string, Pin>>;
  readonly staleDefaults: readonly StaleDefault[];
  /** Phases that the override rests on and that were decided by something else than the policy, the earliest first. */
  readonly whatIfs: readonly PhaseWhatIf[];
}

export async function status({ contract, overrides, journal, now }: ProposalContext): Promise<Status> {
  const state = journal.state();
  const { receipt } = await readOverride(overrides, contract);
  return {
    phase: state.open?.phase ?? null,
    steps: state.open?.steps.map((step) => ({ status: step.status, deltas: step.deltas.map(deltaLine) })) ?? [],
    verdict: state.open?.verdict ?? null,
    next: nextAction(state, now(), contract.policy.observation),
    frozen: freezeAt(contract.policy, now())?.name ?? null,
    pins: activePins(state, now()),
    staleDefaults: staleDefaults(receipt, contract),
    whatIfs: receipt === null ? [] : whatIfsOf(receipt),
  };
}

/** The next thing to do, as a command or a time. */
export function nextInWords(action: Action, deployment: string): string {
  switch (action.type) {
    case "propose":
      return `trimtab optimize ${deployment}`;
    case "start-step":
    case "resume-step":
    case "await-effect":
      return `trimtab rollout apply ${deployment}`;
    case "soak":
      return `trimtab rollout apply ${deployment}, after the soak ends at ${isoTime(action.untilEpoch)}`;
    case "observe":
      return `trimtab rollout observe ${deployment}; the window ends at ${isoTime(action.untilEpoch)} at the earliest`;
    case "promote":
      return `trimtab promote ${deployment}`;
    case "roll-back":
      return `trimtab rollout rollback ${deployment}`;
  }
}
