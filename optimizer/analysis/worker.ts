import { parentPort, workerData } from "node:worker_threads";
import { TrimtabError } from "../../contract";
import { SnapshotReader } from "../telemetry/snapshot/open";
import type { Answer, Failure } from "./crew";
import type { Question } from "./question";
import { componentDecider } from "./read-and-decide";

/** Decides on the batches of components that it is sent, one after the other. The main thread has checked the snapshot's files. */
async function work(question: Question): Promise<void> {
  const answer = (message: Answer): void => parentPort?.postMessage(message);
  const decideOn = await componentDecider(await SnapshotReader.openChecked(question.directory, 1), question);
  parentPort?.on("message", (batch: readonly string[]) => {
    decideOn(batch, (outcome) => answer({ outcome })).then(
      () => answer({ ready: true }),
      (error: unknown) => answer({ failure: failureOf(error) }),
    );
  });
  answer({ ready: true });
}

function failureOf(error: unknown): Failure {
  if (error instanceof TrimtabError) return { message: error.message, problems: error.problems, hint: error.hint };
  return { message: error instanceof Error ? error.message : String(error), problems: [], hint: undefined };
}

const question: Question = workerData;
work(question).catch((error: unknown) => parentPort?.postMessage({ failure: failureOf(error) } satisfies Answer));
