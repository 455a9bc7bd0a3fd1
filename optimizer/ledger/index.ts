export type { LedgerEvent, ObservationVerdict } from "./event";
export { activePins, epochOf, type LedgerState, type OpenPhase, type OverrideBytes, type Pin, rebuild, type Step } from "./state";
export { type Ledger, type LedgerEntry, openLedger } from "./store";
