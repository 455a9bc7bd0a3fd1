import type { DeploymentContract, Values } from "../../contract";
import type { CapacityChange } from "../../optimizer/telemetry/snapshot";
import type { Scenario } from "../../simulator";
import { ConfigurationHistory } from "../../simulator/configuration/history";
import { timedFaults, World } from "../../simulator/world";
import type { Beside } from "./measure";

/** One scenario under one seed, at the moment of the decision. */
export interface Trial {
  readonly scenario: Scenario;
  readonly contract: DeploymentContract;
  /** Sizes before the decision. */
  readonly values: Values;
  readonly beside: Beside;
  readonly nowEpoch: number;
}

/** Sizes from a moment on. */
export type Change = Pick<CapacityChange, "atEpoch" | "values">;

/** How the scenario goes on under these changes. */
export function worldOf({ scenario, contract, values, nowEpoch }: Trial, changes: readonly Change[] = []): World {
  const history = changes.reduce(
    (known, change) => known.apply(change.atEpoch, change.values).history,
    ConfigurationHistory.start(contract.components, values),
  );
  return new World({ scenario, contract, history, faults: timedFaults(scenario.faults, nowEpoch) });
}

/** As the optimizer's ledger would have it. */
export const capacityOf = ({ values }: Trial, changes: readonly Change[] = []): readonly CapacityChange[] => [
  { atEpoch: 0, values, source: "default" },
  ...changes.map((change): CapacityChange => ({ ...change, source: "ledger" })),
];
