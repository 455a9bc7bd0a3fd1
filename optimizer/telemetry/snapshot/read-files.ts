import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { StoreError } from "../../../contract";
import { sha256 } from "./hash";

/** Parses the text of a JSON file and checks it. @throws StoreError that names the file and lists what is wrong in it. */
export function parseJson<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new StoreError(`${file} is not JSON`, { hint: CHANGED, cause });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`);
  throw new StoreError(`${file} does not have the expected shape`, { problems, hint: CHANGED });
}

const MOST_PROBLEMS = 10;
const CHANGED = "the snapshot is not as it was written: run `trimtab collect` again, or name another one";

/** Reads a file of a snapshot. @returns undefined where it is missing */
export async function readText(directory: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(join(directory, name), "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether an operation on a file failed because there is none. */
export const isMissing = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

/** What is wrong with a file's bytes, in a line; undefined when they are as the manifest says. */
export function damage(name: string, text: string | undefined, expected: string | undefined): string | undefined {
  if (text === undefined) return `${name}: missing`;
  if (expected === undefined) return `${name}: the manifest does not know it`;
  return sha256(text) === expected ? undefined : `${name}: changed since it was written (SHA-256 differs)`;
}
