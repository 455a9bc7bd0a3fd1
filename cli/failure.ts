import { sep } from "node:path";
import { z } from "zod";
import { EXIT, type ExitCode, TrimtabError } from "../contract";
import { wrapped } from "../optimizer/report/format";

const MAX_LINES = 20;

export interface FailedRun {
  /** What was typed. */
  readonly words: readonly string[];
  readonly debug: boolean;
  /** Columns of the terminal; absent in a pipe, where a line stays a line. */
  readonly width: number | undefined;
}

/** Prints any failure as a message that a person can act on, and says how the process ends. */
export function reportFailure(error: unknown, { words, debug, width }: FailedRun, write: (text: string) => void): ExitCode {
  const known = error instanceof TrimtabError ? error : undefined;
  const { message, problems, hint } = known ?? ofFile(error) ?? unexpected(error);
  const body = [`trimtab: ${sentence(message, words)}`, ...problems.map((problem) => `  - ${problem}`)];
  const closing = hint === undefined ? [] : [`→ ${sentence(hint, words)}`];
  const [head = [], tail = []] = [body, closing].map((texts) => texts.flatMap((text) => lines(relativePaths(text), width)));
  write(`${[...atMost(head, MAX_LINES - tail.length), ...tail].join("\n")}\n`);
  if (debug) write(`${traceOf(error)}\n`);
  return known?.exitCode ?? EXIT.error;
}

/** What the operating system refuses, by Node's code. */
const REFUSED: ReadonlyMap<string, readonly [says: string, hint: string]> = new Map([
  ["ENOTDIR", ["a part of the path is a file, no folder", "Name a folder."]],
  ["EEXIST", ["something of that name is there already", "Name another place."]],
  ["EISDIR", ["it is a folder", "Name a file."]],
  ["EACCES", ["you may not", "Check its permissions and whose it is."]],
  ["EPERM", ["you may not", "Check its permissions and whose it is."]],
  ["EROFS", ["it lies on a file system that can only be read", "Name another place."]],
  ["ENOSPC", ["the disk is full", "Free some space, then repeat the command."]],
  ["EDQUOT", ["your share of the disk is used up", "Free some space, then repeat the command."]],
  ["EMFILE", ["too many files are open", "Raise the limit (ulimit -n), then repeat the command."]],
]);

const fileError = z.object({ code: z.string(), message: z.string(), path: z.string().default("a file") });

/** @returns undefined where no file is to blame */
function ofFile(error: unknown): Pick<TrimtabError, "message" | "problems" | "hint"> | undefined {
  const { success, data } = fileError.safeParse(error);
  const refused = success ? REFUSED.get(data.code) : undefined;
  if (!success || refused === undefined) return undefined;
  const [says, hint] = refused;
  return { message: `${data.path} cannot be used: ${says}`, problems: [data.message], hint };
}

const unexpected = (error: unknown): Pick<TrimtabError, "message" | "problems" | "hint"> => ({
  message: `Unexpected failure: ${error instanceof Error ? error.message : String(error)}`,
  problems: [],
  hint: "This is a defect of Trimtab. Run again with --debug for the trace.",
});

/** A sentence begins with a capital, unless its first word is a name: one that was typed, or with more than letters in it. */
function sentence(text: string, typed: readonly string[]): string {
  const [first = ""] = text.split(/[\s:]/, 1);
  return /^\p{Ll}+$/u.test(first) && !typed.includes(first) && !PROGRAMS.has(first) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

const PROGRAMS: ReadonlySet<string> = new Set(["npm", "terraform", "trimtab"]);

/** Files of the project as a person would type them. */
const relativePaths = (text: string): string => text.replaceAll(`${process.cwd()}${sep}`, "");

const lines = (text: string, width: number | undefined): readonly string[] =>
  text.split("\n").flatMap((line) => (width === undefined || line.length <= width ? [line] : wrapped(line, "", width, hangOf(line))));

/** Under the text of an item, not under its dash. */
const hangOf = (line: string): string => " ".repeat((/^\s*- /.exec(line)?.[0].length ?? 0) || 2);

/** What is wrong comes first and stands; the rest may be cut. */
function atMost(all: readonly string[], most: number): readonly string[] {
  if (all.length <= most) return all;
  return [...all.slice(0, most - 1), `  … and ${all.length - most + 1} more lines; --debug shows them`];
}

const traceOf = (error: unknown): string => {
  const problems = error instanceof TrimtabError ? error.problems.map((problem) => `  - ${problem}\n`).join("") : "";
  if (!(error instanceof Error)) return String(error);
  return `${problems}${error.stack}${error.cause === undefined ? "" : `\ncaused by ${traceOf(error.cause)}`}`;
};
