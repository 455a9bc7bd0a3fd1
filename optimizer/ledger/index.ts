export type { LedgerEvent, ObservationVerdict } from "./event";
export { isoTime, type Journal, journalOf, type NewEvent } from "./journal";
export { activePins, epochOf, type LedgerState, type OpenPhase, type OverrideBytes, type Pin, rebuild, type Step } from "./state";
export { type Ledger, type LedgerEntry, openLedger } from "./store";
