/** A part of a page that is made from the code; the rest is written by hand. */
const begin = (name: string): string => `<!-- made by npm run docs: ${name} -->`;
const end = (name: string): string => `<!-- end of ${name} -->`;

/**
 * The page with one of its parts made anew; where it has not had the part yet, at its end.
 * @param file names the page in errors
 * @throws RangeError where the part's two marks do not stand there once each and in order
 */
export function withPart(page: string, file: string, name: string, content: string): string {
  const part = `${begin(name)}\n\n${content.trim()}\n\n${end(name)}`;
  if (!page.includes(begin(name)) && !page.includes(end(name))) return `${page.trimEnd()}\n\n${part}\n`;
  const [before, inside, ...more] = page.split(begin(name));
  const [, after, ...further] = (inside ?? "").split(end(name));
  if (before === undefined || after === undefined || more.length > 0 || further.length > 0) {
    throw new RangeError(`${file} must hold, once each and in this order, the lines\n${begin(name)}\n${end(name)}`);
  }
  return `${before}${part}${after}`;
}

/** A Markdown table. Cells are Markdown: bars are escaped, line breaks become spaces, and `<` outside of code stays what it is. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");
}

const cell = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll("|", "\\|")
    .split(/(`[^`]*`)/)
    .map((span) => (span.startsWith("`") ? span : span.replaceAll("<", "&lt;")))
    .join("")
    .trim();
