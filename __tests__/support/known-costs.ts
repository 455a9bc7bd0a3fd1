import type { KnownCosts } from "../../optimizer/telemetry/costs";
import { NOW } from "./snapshot";

/** A payer who has bought nothing. */
export const NOTHING_BOUGHT: KnownCosts = {
  known: true,
  readAtEpoch: NOW,
  months: [],
  reservations: [],
  running: [],
  savingsPlans: [],
  eligible: [],
  advice: [],
};
