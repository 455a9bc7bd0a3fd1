import { setTimeout as wait } from "node:timers/promises";

/** Time as effects need it: pacing and watching over calls. It never enters a decision. */
export interface Timer {
  /** Milliseconds on a clock that never jumps. */
  readonly now: () => number;
  /** @throws AbortError */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const systemTimer: Timer = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, { signal });
  },
};
