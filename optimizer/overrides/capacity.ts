import { accepts, type DeploymentContract, defaultsOf, type Values, variablesOf } from "../../contract";
import { epochOf, type LedgerEntry } from "../ledger";
import type { CapacityChange } from "../telemetry/snapshot/types";
import { type Override, valuesIn } from "./read";

type Subject = Pick<DeploymentContract, "deployment" | "components">;

/**
 * What was provisioned when, oldest first: the code's defaults as they were then, and every step from when it took effect.
 * Without a ledger, an override counts from the end of the measurements that it rests on: it cannot be older.
 */
export function capacityHistory(entries: readonly LedgerEntry[], contract: Subject, override: Override): readonly CapacityChange[] {
  const defaults = defaultsOf(contract.components);
  if (entries.length === 0) {
    const start: CapacityChange = { atEpoch: 0, values: defaults, source: "default" };
    if (override.receipt === null) return [start];
    return [start, { atEpoch: override.receipt.snapshot.endEpoch, values: { ...defaults, ...override.values }, source: "override" }];
  }
  const history: CapacityChange[] = [{ atEpoch: 0, values: defaultsAt(0, entries, contract), source: "default" }];
  let written: string | null = null;
  for (const [index, { event }] of entries.entries()) {
    if ("override" in event) written = event.override;
    if (event.type !== "effective" && event.type !== "rolled-back") continue;
    const values = { ...defaultsAt(index, entries, contract), ...valuesIn(written, contract).values };
    history.push({ atEpoch: epochOf(event.at), values, source: "ledger" });
  }
  return history;
}

/** The code's defaults at an entry of the ledger: those that the next proposal recorded, for folding a size into the code lowers its default. */
function defaultsAt(index: number, entries: readonly LedgerEntry[], { components }: Subject): Values {
  const recorded = entries.slice(index).flatMap(({ event }) => (event.type === "proposed" ? [event.defaults] : []));
  return Object.fromEntries(
    [...variablesOf(components)].map(([name, { definition }]) => {
      const then = recorded.find((defaults) => name in defaults)?.[name];
      return [name, accepts(definition, then) ? then : definition.default];
    }),
  );
}
