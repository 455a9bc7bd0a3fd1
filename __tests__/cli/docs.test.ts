import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { commandFor } from "../../cli/command";
import { commands } from "../../cli/commands";

const ROOT = resolve(__dirname, "..", "..");
const pages = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);
const textOf = (page: string): string => readFileSync(join(ROOT, page), "utf8");

/** Every `trimtab …` in code: spans, and lines of code blocks; comments and placeholders left out. */
function invocations(text: string): readonly string[] {
  const spans = [...text.matchAll(/`(?:npx )?trimtab ([^`]+)`/g)].map((match) => match[1] ?? "");
  const lines = [...text.matchAll(/^ {2,}(?:[A-Z_]+=\S+ )?npx trimtab (.+)$/gm)].map((match) => match[1] ?? "");
  return [...spans, ...lines].map((line) =>
    line
      .replace(/\s+#.*$/, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

const mentioned = pages.flatMap((page) => invocations(textOf(page)).map((line) => ({ page, line })));

test("the pages mention a good many commands", () => {
  expect(mentioned.length).toBeGreaterThan(25);
});

test.each(mentioned)("$page: trimtab $line", ({ line }) => {
  const words = line.split(" ");
  const command = commandFor(words, commands);
  const options = [...line.matchAll(/--([a-z-]+)/g)].map((match) => match[1]?.replace(/^no-/, "") ?? "");
  expect(Object.keys(command.options)).toEqual(expect.arrayContaining(options));
});

test("the README offers exactly two commands to start with, as lines of their own", () => {
  const lines = textOf("README.md").split("\n");
  const offered = lines.filter((line) => /^\s*npm ci && /.test(line)).map((line) => line.trim().split(/\s+#/)[0]?.trim());
  expect(offered).toEqual(["npm ci && npm start", "npm ci && npm test"]);
});

test.each(pages)("every link of %s leads to a file", (page) => {
  const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? "");
  for (const link of links) expect(() => readFileSync(join(ROOT, page, "..", link))).not.toThrow();
});
