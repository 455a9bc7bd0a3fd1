import { combine } from "./analysis/combine";
import { conclude } from "./analysis/conclude";
import { decide } from "./analysis/decide";
import { stackEvidence } from "./evidence";
import type { Recommendations } from "./plan/recommendation";
import type { Snapshot } from "./telemetry/snapshot/types";

/** What to turn, and what not, and why: a pure function of the snapshot. Components outside of its contract's regions are left alone. */
export function analyze(snapshot: Snapshot): Recommendations {
  const stack = stackEvidence(snapshot);
  const components = Object.keys(snapshot.contract.components).sort();
  const concluding = conclude(
    stack,
    components.map((component) => decide(stack, snapshot, component)),
  );
  let turn = concluding.next();
  while (turn.done !== true) turn = concluding.next(snapshot);
  return combine(snapshot, stack, turn.value);
}
