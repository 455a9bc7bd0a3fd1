import {
  accepts,
  type DeploymentContract,
  defaultsOf,
  sameValue,
  type Tunable,
  type TunableValue,
  type Values,
  variablesOf,
} from "../../contract";
import { epochOf, type LedgerEntry } from "../ledger";
import type { CapacityChange } from "../telemetry/snapshot/types";
import { type Override, valuesIn } from "./read";

type Subject = Pick<DeploymentContract, "deployment" | "components">;

/**
 * What was provisioned when, oldest first: the code's defaults as they were then, every step down from when it took effect, and every
 * step up from when it began.
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
    const last = history.at(-1)?.values ?? {};
    const valuesOf = (text: string | null): Values => ({ ...defaultsAt(index, entries, contract), ...valuesIn(text, contract).values });
    const values = valuesAfter(event, last, valuesOf, written, contract);
    if (values !== undefined && !sameValues(last, values)) history.push({ atEpoch: epochOf(event.at), values, source: "ledger" });
  }
  return history;
}

/**
 * What is provisioned from an event on; undefined where it changes nothing. While a change is on its way the larger of both counts: demand
 * that was measured as a share of what was there is then never taken for less than it was.
 */
function valuesAfter(
  event: LedgerEntry["event"],
  last: Values,
  valuesOf: (text: string | null) => Values,
  written: string | null,
  contract: Subject,
): Values | undefined {
  switch (event.type) {
    case "proposed":
      return valuesOf(event.previousOverride);
    case "step-started":
    case "rollback-started":
      return larger(last, valuesOf(written), contract);
    case "effective":
    case "rolled-back":
      return valuesOf(written);
    default:
      return undefined;
  }
}

function larger(before: Values, after: Values, { components }: Subject): Values {
  const variables = variablesOf(components);
  return Object.fromEntries(
    Object.entries(after).map(([name, to]) => {
      const from = before[name];
      const definition = variables.get(name)?.definition;
      if (from === undefined || definition === undefined) return [name, to];
      return [name, sizeOf(definition, from) > sizeOf(definition, to) ? from : to];
    }),
  );
}

/** Its place among its tunable's values; the same for all where these have no order. */
function sizeOf(definition: Tunable, value: TunableValue): number {
  if (definition.type === "count") return typeof value === "number" ? value : 0;
  return definition.type === "choice" && typeof value === "string" ? definition.ladder.indexOf(value) : 0;
}

const sameValues = (a: Values, b: Values): boolean =>
  Object.keys(b).every((name) => {
    const [was, is] = [a[name], b[name]];
    return was !== undefined && is !== undefined && sameValue(was, is);
  });

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
