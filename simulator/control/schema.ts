import { z } from "zod";
import { faultSchema } from "../scenario";

/** Everything under this path belongs to the simulator, not to AWS. */
export const CONTROL_PATH = "/_simulator";

export const clockRequestSchema = z.union([
  z.strictObject({ setEpoch: z.number() }),
  z.strictObject({ advanceSeconds: z.number().nonnegative() }),
]);
export type ClockRequest = z.infer<typeof clockRequestSchema>;

export const faultsRequestSchema = z.strictObject({ add: z.array(faultSchema).min(1) });
export type FaultsRequest = z.input<typeof faultsRequestSchema>;

export const stateSchema = z.object({
  scenario: z.string(),
  deployment: z.string(),
  /** The simulator's clock. */
  nowEpoch: z.number(),
  /** Values of all variables as they are applied. */
  configuration: z.record(z.string(), z.unknown()),
  /** When the configuration changed. */
  appliedEpochs: z.array(z.number()),
  faults: z.array(z.looseObject({ kind: z.string() })),
});
export type SimulatorState = z.infer<typeof stateSchema>;

export const reloadSchema = z.object({ changed: z.array(z.string()) });
export type Reload = z.infer<typeof reloadSchema>;
