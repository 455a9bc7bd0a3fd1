import ts from "typescript";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  module: ts.ModuleKind.CommonJS,
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
};

/**
 * The repository's own sources, with their types. Packages stay unread: of theirs a page holds names alone, and the provider's
 * declarations would take half a minute.
 * @param files absolute paths; what they import comes along
 */
export function sourceProgram(files: readonly string[]): ts.Program {
  const host = ts.createCompilerHost(OPTIONS);
  host.resolveModuleNameLiterals = (literals, importer) =>
    literals.map(({ text }) => ({
      resolvedModule: text.startsWith(".") ? ts.resolveModuleName(text, importer, OPTIONS, host).resolvedModule : undefined,
    }));
  return ts.createProgram({ rootNames: files, options: OPTIONS, host });
}

/** What a name stands for: where it is imported, the thing itself. */
export function symbolOf(checker: ts.TypeChecker, name: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** A comment's text, and its tags by name: `default`, `returns`, `throws`. */
export interface Doc {
  readonly text: string;
  readonly tags: Readonly<Record<string, string>>;
}

export function docOf(checker: ts.TypeChecker, symbol: ts.Symbol | undefined): Doc {
  if (symbol === undefined) return { text: "", tags: {} };
  const tags = symbol.getJsDocTags(checker).map(({ name, text }) => [name, plain(ts.displayPartsToString(text))] as const);
  return { text: plain(ts.displayPartsToString(symbol.getDocumentationComment(checker))), tags: Object.fromEntries(tags) };
}

const plain = (text: string): string =>
  text
    .replaceAll(/\{@link (\w+)\}/g, "`$1`")
    .replaceAll(/\s+/g, " ")
    .trim();
