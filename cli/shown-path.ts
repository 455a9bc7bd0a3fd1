import { isAbsolute, relative, resolve, sep } from "node:path";

/** A path as a person finds it: from here where it lies here, and whole where it lies elsewhere. */
export function shownPath(path: string, here: string = process.cwd()): string {
  const whole = resolve(here, path);
  const way = relative(here, whole);
  if (way === "") return ".";
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? whole : way;
}
