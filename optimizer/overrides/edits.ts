import { type DeploymentContract, SECONDS_PER_DAY, type TunableValue, type Values } from "../../contract";
import type { LedgerState } from "../ledger";
import { differences } from "./delta";
import { type Override, sha256, valuesIn } from "./read";

/** A variable that has another value in the file than Trimtab gave it. */
export interface Edit {
  readonly variable: string;
  /** undefined: absent. */
  readonly from: TunableValue | undefined;
  readonly to: TunableValue | undefined;
}

/** A value set by hand without a word holds for this long, then somebody has to decide again. */
export const HAND_EDIT_PIN_DAYS = 90;

/**
 * What people changed in the override since Trimtab last wrote it. With no ledger (a fresh clone), a file whose receipt fits is taken
 * as Trimtab's own; one without is a person's from the first key to the last.
 */
export function editsOf(
  override: Override,
  state: LedgerState,
  contract: Pick<DeploymentContract, "deployment" | "components">,
): readonly Edit[] {
  const ours = writtenValues(override, state, contract);
  return differences(ours, override.values).map((variable) => ({ variable, from: ours[variable], to: override.values[variable] }));
}

function writtenValues(
  { bytes, values, receipt }: Override,
  state: LedgerState,
  contract: Pick<DeploymentContract, "deployment" | "components">,
): Values {
  if (state.written !== undefined) return valuesIn(state.written.override, contract).values;
  const isOurs = bytes.override !== null && receipt?.overrideSha256 === sha256(bytes.override);
  return isOurs ? values : {};
}

export const handEditPin = ({ from, to }: Edit, nowEpoch: number) => ({
  reason: `edited by hand: ${shown(from)} → ${shown(to)}`,
  expiresEpoch: nowEpoch + HAND_EDIT_PIN_DAYS * SECONDS_PER_DAY,
});

const shown = (value: TunableValue | undefined): string => (value === undefined ? "absent" : JSON.stringify(value));
