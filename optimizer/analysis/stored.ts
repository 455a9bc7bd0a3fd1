import { stackComponents, stackEvidence } from "../evidence";
import type { Recommendations } from "../plan/recommendation";
import { type SnapshotFrame, SnapshotReader } from "../telemetry/snapshot/open";
import { batchesOf } from "./batches";
import { combine } from "./combine";
import { conclude } from "./conclude";
import { Crew } from "./crew";
import type { Outcome } from "./decide";
import { type Question, seenAs } from "./question";
import { componentDecider } from "./read-and-decide";

/** Told when a component has been decided on: how many are done, how many there are, which it was. */
export type OnComponent = (done: number, total: number, component: string) => void;

export interface AnalyzeStoredOptions {
  /** Looks at what was stored before anything is decided, and may refuse or change what is asked. */
  readonly prepare?: (frame: SnapshotFrame) => Omit<Question, "directory">;
  readonly onComponent?: OnComponent;
  /** Threads that decide. The outcome does not depend on their number. @default {@link DEFAULT_THREADS} where there is enough to do */
  readonly threads?: number;
}

export interface Decided {
  readonly recommendations: Recommendations;
  /** All of the snapshot but its measurements, as it was stored. */
  readonly snapshot: SnapshotFrame;
}

export const DEFAULT_THREADS = 2;
/** Rows from which on a thread's start is worth its while. */
const ROWS_FOR_THREADS = 4_000_000;

/**
 * Decides on a stored snapshot, component by component: memory holds one component a thread, however large the stack.
 * Same snapshot, same recommendations, whatever the number of threads.
 * @throws StoreError where the snapshot is missing, damaged, or of another version
 */
export async function analyzeStored(directory: string, options: AnalyzeStoredOptions = {}): Promise<Decided> {
  const reader = await SnapshotReader.open(directory);
  try {
    const question: Question = { directory, ...options.prepare?.(reader.frame) };
    const components = Object.keys(reader.frame.contract.components).sort();
    const outcomes = await decideAll(reader, question, components, options);
    const seen = seenAs(question, { ...reader.frame, series: await reader.read(stackComponents(reader.frame.contract)) });
    const stack = stackEvidence(seen);
    const concluding = conclude(
      stack,
      components.flatMap((component) => outcomes.get(component) ?? []),
    );
    let turn = concluding.next();
    while (turn.done !== true) {
      const series = await reader.read([turn.value]);
      turn = concluding.next(seenAs(question, { ...reader.frame, series }));
    }
    return { recommendations: combine(seen, stack, turn.value), snapshot: reader.frame };
  } finally {
    reader.close();
  }
}

async function decideAll(
  reader: SnapshotReader,
  question: Question,
  components: readonly string[],
  { onComponent, threads }: AnalyzeStoredOptions,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const receive = (outcome: Outcome): void => {
    outcomes.set(outcome.component, outcome);
    onComponent?.(outcomes.size, components.length, outcome.component);
  };
  const rows = components.reduce((sum, component) => sum + reader.rowsOf(component), 0);
  const batches = batchesOf(reader, components);
  const crew = threads ?? (rows < ROWS_FOR_THREADS ? 1 : DEFAULT_THREADS);
  if (crew === 1) {
    const decideOn = await componentDecider(reader, question);
    for (const batch of batches) await decideOn(batch, receive);
  } else {
    await new Crew(question, Math.min(crew, batches.length)).run(batches, receive);
  }
  return outcomes;
}
