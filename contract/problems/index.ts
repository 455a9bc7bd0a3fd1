import type { z } from "zod";
import { closest } from "../words";
import { alternativesOf, type Node, nodeAt, nodeOf, type Path, valueAt } from "./json-schema";
import { constantsOf, taken } from "./taken";

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a value that a schema refused, every problem at once: one line each, by path, with what the place takes and, for a
 * word that it does not know, the one that was probably meant.
 * @param base where the value stands in its file
 */
export function schemaProblems(schema: z.ZodType, value: unknown, issues: readonly Issue[], base: Path = []): readonly string[] {
  if (issues.length === 0) return [];
  const root = nodeOf(schema);
  return issues
    .flatMap((issue) => flat(issue, []))
    .flatMap(({ path, issue }) => {
      const place = (at: Path): string => [...base, ...at].map(String).join(".") || "the file";
      return told(issue, { path, place, node: nodeAt(root, path, value), given: valueAt(value, path) });
    });
}

/** An alternative that was meant is told by its own problems: that is the one which failed inside and not at its beginning. */
function flat(issue: Issue, base: Path): readonly { readonly path: Path; readonly issue: Issue }[] {
  const path = [...base, ...issue.path];
  const inside = issue.code === "invalid_union" ? issue.errors.find((errors) => errors.some((each) => each.path.length > 0)) : undefined;
  return inside === undefined ? [{ path, issue }] : inside.flatMap((each) => flat(each, path));
}

interface Place {
  readonly path: Path;
  readonly place: (at: Path) => string;
  readonly node: Node | undefined;
  readonly given: unknown;
}

function told(issue: Issue, { path, place, node, given }: Place): readonly string[] {
  const at = place(path);
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(node?.properties ?? {});
    return issue.keys.map(
      (key) => `${place([...path, key])}: is not known here; ${meantBy(key, known) ?? `there are ${known.join(", ")}`}`,
    );
  }
  if (issue.code === "invalid_key") {
    return [`${at}: ${JSON.stringify(path.at(-1))} is no name for it; it takes ${issue.issues.map(({ message }) => message).join(", ")}`];
  }
  if (given === undefined || given === null) {
    return [`${at}: ${path.length === 0 ? "is empty" : "is missing"}; it takes ${taken(node)}`];
  }
  if (issue.code === "custom") return [`${at}: ${shown(given)} ${issue.message}`];
  const takes = issue.code === "invalid_format" && node?.description === undefined ? issue.message : taken(node);
  const meant = typeof given === "string" && node !== undefined ? meantBy(given, wordsOf(node)) : undefined;
  return [`${at}: ${shown(given)} is not allowed; it takes ${takes}${meant === undefined ? "" : `; ${meant}`}`];
}

/** The words that a place takes, beside whatever else it does. */
const wordsOf = (node: Node): readonly string[] =>
  (constantsOf(node) ?? alternativesOf(node)?.flatMap((each) => constantsOf(each) ?? []) ?? []).map((word) => word.replace(/^"|"$/g, ""));

/** Letters in another case are the likeliest slip of all. */
function meantBy(word: string, known: readonly string[]): string | undefined {
  const meant = known.find((each) => each.toLowerCase() === word.toLowerCase()) ?? closest(word, known);
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}

const MOST_SHOWN = 60;

function shown(given: unknown): string {
  const text = JSON.stringify(given);
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}
