import type { DeploymentContract } from "../../contract";
import { lastDays } from "../telemetry/snapshot/last-days";
import type { Snapshot } from "../telemetry/snapshot/types";

/** What is asked of a stored snapshot. */
export interface Question {
  /** Folder of the snapshot. */
  readonly directory: string;
  /** Look back on so many days only. */
  readonly days?: number;
  /** The contract to judge by, where a run's own limits changed the snapshot's. */
  readonly contract?: DeploymentContract;
}

/** The snapshot, or a part of it, as the question wants it seen. */
export function seenAs({ days, contract }: Question, snapshot: Snapshot): Snapshot {
  const seen = days === undefined ? snapshot : lastDays(snapshot, days);
  return contract === undefined ? seen : { ...seen, contract };
}
