import { type DeploymentContract, RefusedError, type Trigger } from "../../contract";
import type { Journal, OpenPhase } from "../ledger";
import type { LiveAccount } from "./live";
import type { TriggerEvidence } from "./observation/judge";
import type { Window } from "./observation/window";
import type { Terraform } from "./terraform";

/** What deciding about an override needs: no AWS, no Terraform. */
export interface ProposalContext {
  readonly contract: DeploymentContract;
  /** Directory of the overrides. */
  readonly overrides: string;
  readonly journal: Journal;
  /** UTC epoch seconds. */
  readonly now: () => number;
  readonly progress: (line: string) => void;
  /** This Trimtab's, for receipts. */
  readonly trimtabVersion: string;
}

/** What carrying it out needs beside: every effect on the outside is one of these. */
export interface RolloutContext extends ProposalContext {
  /** Synthesizes the stacks with the overrides of a directory. */
  readonly synthesize: (overrides: string) => Promise<void>;
  readonly terraform: Terraform;
  readonly live: LiveAccount;
  readonly evidence: (triggers: readonly Trigger[], window: Window) => Promise<readonly TriggerEvidence[]>;
  readonly sleep: (seconds: number) => Promise<void>;
  /** Whether every AWS endpoint of this run is on this machine. */
  readonly loopback: boolean;
}

/** @throws RefusedError where no phase is open */
export function openPhase({ journal, contract }: Pick<ProposalContext, "journal" | "contract">): OpenPhase {
  const { open } = journal.state();
  if (open !== undefined) return open;
  throw new RefusedError(`No phase of ${contract.deployment} is open`, {
    hint: `Propose one first: trimtab optimize ${contract.deployment}`,
  });
}

/** What every event of a phase carries. */
export const ofPhase = ({ phase, rollout }: OpenPhase) => ({ phase, rollout });
