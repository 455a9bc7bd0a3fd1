import { stackComponents, stackEvidence } from "../evidence";
import type { SnapshotReader } from "../telemetry/snapshot/open";
import { decide, type Outcome } from "./decide";
import { type Question, seenAs } from "./question";

/** Reads one component of a batch after the other, and hands over what it decides on each. */
export type DecideOn = (batch: readonly string[], receive: (outcome: Outcome) => void) => Promise<void>;

/** Reads what every decision looks at. */
export async function componentDecider(reader: SnapshotReader, question: Question): Promise<DecideOn> {
  const { frame } = reader;
  const stack = stackEvidence(seenAs(question, { ...frame, series: await reader.read(stackComponents(frame.contract)) }));
  return async (batch, receive) => {
    for await (const { component, series } of reader.readEach(batch))
      receive(decide(stack, seenAs(question, { ...frame, series }), component));
  };
}
