import { Presets, SingleBar } from "cli-progress";
import { type Page, PLAIN } from "../optimizer/report/format";

/** Where a command writes: results to stdout, progress to stderr. */
export interface Terminal {
  /** Room that the result may take. */
  readonly page: Page;
  /** One line of progress: what is being done now. */
  step(text: string): void;
  /** Something that must not be overlooked, beside the result. */
  warn(text: string): void;
  /**
   * Progress within the present step.
   * @param what is done, where the parts have names
   */
  advance(done: number, total: number, what?: string): void;
  /** The result, for people or as JSON. */
  print(text: string): void;
  printJson(value: unknown): void;
}

const EVERY_SHARE = 0.25;
const NARROWEST = 80;
const WIDEST = 120;

/** Where bytes go; a terminal says that it is one, and how wide. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Columns that a text may take: the terminal's, within reason. */
export const widthOf = ({ isTTY, columns = NARROWEST }: Output): number =>
  isTTY === true ? Math.min(WIDEST, Math.max(NARROWEST, columns)) : PLAIN.width;

/** Names, tags and what programs print may hold sequences that rewrite a terminal: all control characters but line ends and tabs are shown as `?`. */
export const harmless = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, "?");

/** Bars where a person watches, plain lines in a pipe. */
export function terminal(stdout: Output, stderr: Output): Terminal {
  let bar: SingleBar | undefined;
  let said = 0;
  const endBar = (): void => {
    bar?.stop();
    bar = undefined;
    said = 0;
  };
  const advanceBar = (done: number, total: number, what = ""): void => {
    const shown = { what: harmless(what) };
    if (bar === undefined) {
      bar = new SingleBar(
        { stream: stderr, format: "  {bar} {percentage} %  {what}", clearOnComplete: true, hideCursor: true },
        Presets.shades_classic,
      );
      bar.start(total, done, shown);
    }
    bar.update(done, shown);
    if (done >= total) endBar();
  };
  const advanceLines = (done: number, total: number, what?: string): void => {
    if (what !== undefined) {
      stderr.write(`  ${harmless(what)} (${done} of ${total})\n`);
      return;
    }
    const share = total === 0 ? 1 : done / total;
    if (share < said + EVERY_SHARE && share < 1) return;
    if (share >= 1 && said >= 1) return;
    said = share >= 1 ? 1 : Math.floor(share / EVERY_SHARE) * EVERY_SHARE;
    stderr.write(`  ${Math.round(share * 100)} %\n`);
  };
  const line = (text: string): void => {
    endBar();
    stderr.write(`${harmless(text)}\n`);
  };
  return {
    page: { width: widthOf(stdout), cuts: stdout.isTTY === true },
    step: line,
    warn: (text) => line(`WARNING: ${text}`),
    advance: stderr.isTTY === true ? advanceBar : advanceLines,
    print(text) {
      endBar();
      stdout.write(harmless(text.endsWith("\n") ? text : `${text}\n`));
    },
    printJson(value) {
      endBar();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
  };
}
