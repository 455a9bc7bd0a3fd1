import { type DeploymentContract, defaultsOf } from "../../contract";
import { epochOf, type LedgerEntry } from "../ledger";
import type { CapacityChange } from "../telemetry/snapshot/types";
import { type Override, valuesIn } from "./read";

type Subject = Pick<DeploymentContract, "deployment" | "components">;

/**
 * What was provisioned when, oldest first: the code's defaults, then every step from when it took effect.
 * Without a ledger, an override counts from the end of the measurements that it rests on: it cannot be older.
 */
export function capacityHistory(entries: readonly LedgerEntry[], contract: Subject, override: Override): readonly CapacityChange[] {
  const defaults = defaultsOf(contract.components);
  const start: CapacityChange = { atEpoch: 0, values: defaults, source: "default" };
  if (entries.length === 0) {
    if (override.receipt === null) return [start];
    return [start, { atEpoch: override.receipt.snapshot.endEpoch, values: { ...defaults, ...override.values }, source: "override" }];
  }
  const history: CapacityChange[] = [start];
  let written: string | null = null;
  for (const { event } of entries) {
    if ("override" in event) written = event.override;
    if (event.type !== "effective" && event.type !== "rolled-back") continue;
    history.push({ atEpoch: epochOf(event.at), values: { ...defaults, ...valuesIn(written, contract).values }, source: "ledger" });
  }
  return history;
}
