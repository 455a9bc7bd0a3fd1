import type { Delta } from "../plan/recommendation";
import type { LedgerEvent, ObservationVerdict } from "./event";
import type { LedgerEntry } from "./store";

export type StepStatus = "pending" | "started" | "applied" | "effective";

export interface Step {
  readonly deltas: readonly Delta[];
  readonly status: StepStatus;
  /** UTC epoch seconds at which it was started and took effect. */
  readonly startedEpoch?: number;
  readonly effectiveEpoch?: number;
  /** What was recorded right before it was applied, and right before it was undone; by component. */
  readonly recorded?: Readonly<Record<string, unknown>>;
  readonly undoRecorded?: Readonly<Record<string, unknown>>;
}

/** The two files of an override as they lie on the disk; null where there is none. */
export interface OverrideBytes {
  readonly override: string | null;
  readonly receipt: string | null;
}

/** A phase between its proposal and its promotion or rollback. */
export interface OpenPhase {
  readonly rollout: string;
  readonly phase: number;
  readonly steps: readonly Step[];
  /** The files as they were before the proposal. */
  readonly previous: OverrideBytes;
  /** What the steps recorded for the way back, by component. */
  readonly recorded: Readonly<Record<string, unknown>>;
  readonly verdict?: { readonly verdict: ObservationVerdict; readonly reasons: readonly string[] };
  /** Set once a rollback has begun. */
  readonly rollingBack?: string;
  /** What was recorded right before it began. */
  readonly undoRecorded?: Readonly<Record<string, unknown>>;
}

export interface Pin {
  readonly reason: string;
  readonly expiresEpoch: number;
}

export interface LedgerState {
  readonly open?: OpenPhase;
  /** The files as the last event wrote them; absent before the first. */
  readonly written?: OverrideBytes;
  /** The files before that: what lies on the disk when a run died between the event and the file. */
  readonly writtenBefore?: OverrideBytes;
  /** Expired ones included. */
  readonly pins: Readonly<Record<string, Pin>>;
}

export const epochOf = (at: string): number => Math.floor(Date.parse(at) / 1000);

/** What the history adds up to. */
export const rebuild = (entries: readonly LedgerEntry[]): LedgerState =>
  entries.reduce<LedgerState>((state, { event }) => next(state, event), { pins: {} });

function next(state: LedgerState, event: LedgerEvent): LedgerState {
  switch (event.type) {
    case "proposed":
      return wrote(
        {
          ...state,
          open: {
            rollout: event.rollout,
            phase: event.phase,
            steps: event.steps.map((deltas) => ({ deltas, status: "pending" })),
            previous: { override: event.previousOverride, receipt: event.previousReceipt },
            recorded: {},
          },
        },
        event,
        { override: event.previousOverride, receipt: event.previousReceipt },
      );
    case "step-started": {
      const { deltas, recorded, previousOverride, previousReceipt } = event;
      const started = { deltas, status: "started", startedEpoch: epochOf(event.at), recorded } as const;
      const open = withStep(state, event.step, () => started);
      const replaced = previousOverride === undefined ? state.written : { override: previousOverride, receipt: previousReceipt ?? null };
      return wrote(withOpen(state, open && { ...open, recorded: { ...recorded, ...open.recorded } }), event, replaced);
    }
    case "step-applied":
      return withOpen(
        state,
        withStep(state, event.step, (step) => ({ ...step, status: "applied" })),
      );
    case "effective":
      return withOpen(
        state,
        withStep(state, event.step, (step) => ({ ...step, status: "effective", effectiveEpoch: epochOf(event.at) })),
      );
    case "observed":
      return withOpen(state, state.open && { ...state.open, verdict: { verdict: event.verdict, reasons: event.reasons } });
    case "rollback-started": {
      const { step, recorded = {}, reason } = event;
      const open = step === undefined ? state.open : withStep(state, step, (each) => ({ ...each, undoRecorded: recorded }));
      return wrote(withOpen(state, open && { undoRecorded: recorded, ...open, rollingBack: reason }), event);
    }
    case "promoted":
    case "rolled-back":
      return closed(state);
    case "folded":
      return wrote(state, event);
    case "pinned":
      return { ...state, pins: { ...state.pins, [event.variable]: { reason: event.reason, expiresEpoch: epochOf(event.expires) } } };
    case "unpinned": {
      const { [event.variable]: _released, ...pins } = state.pins;
      return { ...state, pins };
    }
  }
}

const withOpen = (state: LedgerState, open: OpenPhase | undefined): LedgerState => ({ ...state, ...(open && { open }) });

function withStep(state: LedgerState, number: number, change: (step: Step) => Step): OpenPhase | undefined {
  const { open } = state;
  return open && { ...open, steps: open.steps.map((step, index) => (index === number ? change(step) : step)) };
}

function wrote(state: LedgerState, { override, receipt }: OverrideBytes, before = state.written): LedgerState {
  return { ...state, written: { override, receipt }, ...(before && { writtenBefore: before }) };
}

function closed({ open: _closed, ...state }: LedgerState): LedgerState {
  return state;
}

/** Pins that still hold. */
export const activePins = (state: LedgerState, nowEpoch: number): Readonly<Record<string, Pin>> =>
  Object.fromEntries(Object.entries(state.pins).filter(([, pin]) => pin.expiresEpoch > nowEpoch));
