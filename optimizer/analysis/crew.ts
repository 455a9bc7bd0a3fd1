import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { StoreError } from "../../contract";
import type { Outcome } from "./decide";
import type { Question } from "./question";

/** What a thread answers: that it is ready for a batch, what it decided on one component, or why it could not. */
export type Answer = { readonly ready: true } | { readonly outcome: Outcome } | { readonly failure: Failure };

/** An error as it passes between threads. */
export interface Failure {
  readonly message: string;
  readonly problems: readonly string[];
  readonly hint: string | undefined;
}

/**
 * What a thread's heap may hold before all of it is searched for garbage. V8 would begin at a few MiB, to which arrays that live as long
 * as one decision add up time and again: a third of the time would go into searching a heap that hardly changes. Read when a thread starts.
 */
const OLD_SPACE_MIB = 256;

/** Threads that decide on batches of components, each on the next as soon as it is free. */
export class Crew {
  constructor(
    private readonly question: Question,
    private readonly threads: number,
  ) {}

  /** @throws StoreError where a component's rows are not as they were written */
  async run(batches: readonly (readonly string[])[], receive: (outcome: Outcome) => void): Promise<void> {
    const waiting = [...batches];
    setFlagsFromString(`--initial-old-space-size=${OLD_SPACE_MIB}`);
    const workers = Array.from({ length: this.threads }, () => new Worker(join(__dirname, "worker.cjs"), { workerData: this.question }));
    try {
      await Promise.all(workers.map((worker) => this.employ(worker, () => waiting.shift(), receive)));
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  }

  private async employ(worker: Worker, next: () => readonly string[] | undefined, receive: (outcome: Outcome) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new StoreError(`a thread that decides on components ended with code ${code}`)));
      worker.on("message", (answer: Answer) => {
        if ("failure" in answer) {
          const { message, problems, hint } = answer.failure;
          reject(new StoreError(message, { problems, ...(hint === undefined ? {} : { hint }) }));
          return;
        }
        if ("outcome" in answer) {
          receive(answer.outcome);
          return;
        }
        const batch = next();
        if (batch === undefined) resolve();
        else worker.postMessage(batch);
      });
    });
  }
}
