import { type Document, LineCounter, parseDocument, visit, type YAMLError } from "yaml";

interface Parsed {
  readonly value: unknown;
  /** One line each, with line and column; none where the text was read. */
  readonly problems: readonly string[];
}

const MOST_ALIASES = 100;

/** What is written in YAML, of which JSON is a part. */
export function parsedText(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, lineCounter: lines });
  const problems = [...placesOf(document.errors), ...strayAliases(document, lines)];
  if (problems.length > 0) return { value: undefined, problems };
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), problems };
  } catch (cause) {
    return { value: undefined, problems: [cause instanceof Error ? cause.message : String(cause)] };
  }
}

/** One line for each place: what follows the first line draws the text again, and what is said of a place later follows from the first. */
function placesOf(errors: readonly YAMLError[]): readonly string[] {
  const byPlace = new Map<string, string>();
  for (const { code, message } of errors) {
    const [line = ""] = message.trim().split("\n");
    const place = / at line \d+, column \d+/.exec(line)?.[0] ?? line;
    const said = code === "MULTIPLE_DOCS" ? `There is another document: a contract is one, without ---${place}` : line.replace(/:$/, "");
    if (!byPlace.has(place)) byPlace.set(place, said);
  }
  return [...byPlace.values()];
}

/** The parser finds these only when the value is made, and without their place. */
function strayAliases(document: Document.Parsed, lines: LineCounter): readonly string[] {
  const problems: string[] = [];
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
      problems.push(`There is no anchor &${alias.source} before *${alias.source} at line ${line}, column ${col}`);
    },
  });
  return problems;
}
