import { combine } from "./analysis/combine";
import { decide } from "./analysis/decide";
import { settle } from "./analysis/settle";
import { stackEvidence } from "./evidence";
import type { Recommendations } from "./plan/recommendation";
import type { Snapshot } from "./telemetry/snapshot/types";

/** What to turn, and what not, and why: a pure function of the snapshot. Components outside of its contract's regions are left alone. */
export function analyze(snapshot: Snapshot): Recommendations {
  const stack = stackEvidence(snapshot);
  const components = Object.keys(snapshot.contract.components).sort();
  const settling = settle(
    stack,
    components.map((component) => decide(stack, snapshot, component)),
  );
  let turn = settling.next();
  while (turn.done !== true) turn = settling.next(snapshot);
  return combine(snapshot, stack, turn.value);
}
