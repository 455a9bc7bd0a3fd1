import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../../contract";

/** The file's bytes, or undefined where there is none. */
export const readIfPresent = (path: string): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined);

/** Readers see the old bytes or the new ones, never half of either. */
export function writeWhole(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/** @throws InputError where the text is no JSON */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${file} is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: "correct the file, or restore it from version control",
      cause,
    });
  }
}
