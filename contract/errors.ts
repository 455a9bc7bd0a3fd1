/** What a process ends with. 2 is `--detailed-exitcode` with something to change; it is no error. */
export const EXIT = { ok: 0, error: 1, changes: 2, observationFailed: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface ErrorDetails {
  /** Every problem found, not only the first; one line each. */
  readonly problems?: readonly string[];
  /** What to do next, as an instruction. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Any failure that a person can understand and act on. Everything else is a bug and shows as such. */
export class TrimtabError extends Error {
  readonly problems: readonly string[];
  readonly hint: string | undefined;
  readonly exitCode: ExitCode = EXIT.error;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.problems = details.problems ?? [];
    this.hint = details.hint;
  }

  /** The message with all its problems and the hint, ready for a terminal. */
  describe(): string {
    const hint = this.hint === undefined ? [] : [`→ ${this.hint}`];
    return [this.message, ...this.problems.map((problem) => `  - ${problem}`), ...hint].join("\n");
  }
}

/** A command line, configuration or file given by a person is wrong. */
export class InputError extends TrimtabError {}

/** A stored file (snapshot, receipt, ledger) is missing, damaged or of another version. */
export class StoreError extends TrimtabError {}

/** AWS (or what stands in for it) did not answer as needed: credentials, endpoint, throttling. */
export class AwsError extends TrimtabError {}

/** Terraform refused or failed. */
export class TerraformError extends TrimtabError {}

/** Everything worked and the answer is no: a rule of safety stands in the way. */
export class RefusedError extends TrimtabError {}

/** A change hurt: it was rolled back, or a rollback is due. */
export class ObservationError extends TrimtabError {
  override readonly exitCode = EXIT.observationFailed;
}
