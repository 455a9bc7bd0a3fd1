import type { DialSettings } from "../risk";
import type { LadderName } from "./ladder";

export interface Target {
  readonly ladder: LadderName;
  readonly cadenceDays: number;
  readonly dial: DialSettings;
}

/** What holds for all: only the price of risk, and what a move costs, is turned. */
const DIAL: DialSettings = {
  riskPrice: 2.5,
  severityPrice: 0,
  downPrice: 0.2,
  downShare: 0,
  upPrice: 0.1,
  afterUp: 2,
  afterUpDays: 14,
  confirmations: 5,
};

/** Settings of the one method, from cheap to safe; chosen on public machines, each asked of a model that was fitted on others. */
export const TARGETS = {
  G1: { ladder: "doubling", cadenceDays: 1, dial: DIAL },
  G2: { ladder: "doubling", cadenceDays: 7, dial: { ...DIAL, confirmations: 1 } },
  G3: { ladder: "doubling", cadenceDays: 7, dial: { ...DIAL, confirmations: 1, riskPrice: 0.5 } },
  G4: { ladder: "continuous", cadenceDays: 7, dial: { ...DIAL, confirmations: 1 } },
  G5: { ladder: "doubling", cadenceDays: 1, dial: { ...DIAL, riskPrice: 5 } },
} as const satisfies Readonly<Record<string, Target>>;
export type TargetName = keyof typeof TARGETS;

/** The setting for a ladder and a cadence where none is named. */
export const targetFor = (ladder: LadderName, cadenceDays: number): TargetName =>
  ladder === "continuous" ? "G4" : cadenceDays < TARGETS.G2.cadenceDays ? "G1" : "G2";
