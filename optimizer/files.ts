import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Node's code of a failed file operation: `ENOENT`, `EEXIST`… */
export const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT";

/** A file's text, or null where there is no such file; any other failure is thrown. */
export async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Names in a directory, sorted; none where there is no such directory. */
export async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Bytes by path; null removes the file. */
export type FileSet = Readonly<Record<string, string | null>>;

/**
 * Puts all files in place, or leaves all as they were: everything is written beside its place first and only then renamed.
 * A failure halfway puts back what was there.
 */
export async function replaceFiles(files: FileSet): Promise<void> {
  const staged: { readonly path: string; readonly temporary: string | null; readonly before: string | null }[] = [];
  const done: typeof staged = [];
  try {
    for (const [path, text] of Object.entries(files)) {
      const temporary = text === null ? null : beside(path);
      staged.push({ path, temporary, before: await readIfPresent(path) });
      if (temporary === null || text === null) continue;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(temporary, text);
    }
    for (const file of staged) {
      done.push(file);
      await (file.temporary === null ? rm(file.path, { force: true }) : rename(file.temporary, file.path));
    }
  } catch (error) {
    for (const { path, before } of done) await (before === null ? rm(path, { force: true }) : writeFile(path, before));
    throw error;
  } finally {
    for (const { temporary } of staged) if (temporary !== null) await rm(temporary, { force: true });
  }
}

const beside = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
