import { EXIT, type ExitCode, TrimtabError } from "../contract";

const MAX_LINES = 20;

/** Prints any failure as a message that a person can act on, and says how the process ends. */
export function reportFailure(error: unknown, debug: boolean, write: (text: string) => void): ExitCode {
  const known = error instanceof TrimtabError ? error : undefined;
  if (known === undefined) {
    write(
      `trimtab: unexpected failure: ${error instanceof Error ? error.message : String(error)}\n→ This is a defect of Trimtab. Run again with --debug for the trace.\n`,
    );
  } else {
    write(`trimtab: ${atMost(known.describe().split("\n"))}\n`);
  }
  if (debug) write(`${traceOf(error)}\n`);
  return known?.exitCode ?? EXIT.error;
}

/** The first and the last lines say what is wrong and what to do; the middle may be cut. */
function atMost(lines: readonly string[]): string {
  if (lines.length <= MAX_LINES) return lines.join("\n");
  const head = lines.slice(0, MAX_LINES - 2);
  return [...head, `  … and ${lines.length - head.length - 1} more lines; --debug shows them`, ...lines.slice(-1)].join("\n");
}

const traceOf = (error: unknown): string =>
  error instanceof Error ? `${error.stack}${error.cause === undefined ? "" : `\ncaused by ${traceOf(error.cause)}`}` : String(error);
