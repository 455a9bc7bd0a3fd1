import { stackComponents, stackEvidence } from "../evidence";
import type { SnapshotReader } from "../telemetry/snapshot/open";
import { decide, type Outcome } from "./decide";
import { type Question, seenAs } from "./question";

/** Reads what every decision looks at; what it gives reads one component and decides on it. */
export async function componentDecider(reader: SnapshotReader, question: Question): Promise<(component: string) => Promise<Outcome>> {
  const { frame } = reader;
  const stack = stackEvidence(seenAs(question, { ...frame, series: await reader.read(stackComponents(frame.contract)) }));
  return async (component) => decide(stack, seenAs(question, { ...frame, series: await reader.read([component]) }), component);
}
