import type { DeploymentContract, Receipt, Values } from "../../../contract";
import type { Delta } from "../../plan/recommendation";

/** What was reviewed and agreed: the plan may hold this and nothing else. */
export interface Agreed {
  readonly contract: Pick<DeploymentContract, "deployment" | "components">;
  /** What this apply is meant to turn. */
  readonly deltas: readonly Delta[];
  /** The override's values, its bytes and its receipt. */
  readonly values: Values;
  readonly overrideBytes: string | null;
  readonly receipt: Receipt | null;
  /** Whether every AWS endpoint of the run is on this machine. */
  readonly loopback: boolean;
}
