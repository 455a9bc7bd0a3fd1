import { type DialSettings, WEEKLY } from "../risk";
import type { LadderName } from "./ladder";

export interface Target {
  readonly ladder: LadderName;
  readonly cadenceDays: number;
  readonly dial: DialSettings;
}

/** Settings of the one method, chosen on public machines of which each was asked of a model that was fitted on others. */
export const TARGETS = {
  /** As safe as the maximum of a fortnight, cheaper, and with half its reversals. */
  G1: {
    ladder: "doubling",
    cadenceDays: 1,
    dial: {
      riskPrice: 3.7,
      overrunPrice: 1.2,
      downPrice: 0.3,
      upPrice: 0.6,
      afterUp: 0,
      afterUpDays: 14,
      costExponent: 0.85,
    },
  },
  /** The same, decided weekly. */
  G2: {
    ladder: "doubling",
    cadenceDays: 7,
    dial: { ...WEEKLY, downPrice: 0.1 },
  },
  /** Cheap: what Compute Optimizer's sizes cost. */
  G3: {
    ladder: "doubling",
    cadenceDays: 7,
    dial: {
      riskPrice: 1.15,
      overrunPrice: 1.5,
      downPrice: 0.1,
      upPrice: 0.05,
      afterUp: 6,
      afterUpDays: 14,
      costExponent: 0.5,
    },
  },
  /** Sizes between the powers of two. */
  G4: {
    ladder: "continuous",
    cadenceDays: 7,
    dial: { riskPrice: 2.6, overrunPrice: 1, downPrice: 0.07, upPrice: 0.2, afterUp: 1, afterUpDays: 14, costExponent: 0.93 },
  },
  /** Strict: safer than the maximum of four weeks. */
  G5: {
    ladder: "doubling",
    cadenceDays: 1,
    dial: {
      riskPrice: 6.6,
      overrunPrice: 1,
      downPrice: 0.35,
      upPrice: 1,
      afterUp: 1,
      afterUpDays: 14,
      costExponent: 0.85,
    },
  },
} as const satisfies Readonly<Record<string, Target>>;
export type TargetName = keyof typeof TARGETS;

/** The setting for a ladder and a cadence where none is named. */
export const targetFor = (ladder: LadderName, cadenceDays: number): TargetName =>
  ladder === "continuous" ? "G4" : cadenceDays < TARGETS.G2.cadenceDays ? "G1" : "G2";
