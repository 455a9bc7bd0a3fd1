import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { main } from "../../cli/main";
import { run } from "../support/command";
import { csvProject } from "../support/csv-project";
import { ROOT } from "../support/paths";
import { temporaryDirectory } from "../support/temporary-directory";

const directory = temporaryDirectory();

/** Runs a line as a person would type it, and fails as a shell would. */
async function typed(line: string): Promise<string> {
  const [tool, ...words] = line.replace(/^npx /, "").split(" ");
  if (tool === "tsx") {
    const { code, stderr } = await run(join(ROOT, "node_modules", ".bin", "tsx"), words, { cwd: directory() });
    expect({ line, code, stderr }).toMatchObject({ code: 0 });
    return "";
  }
  expect(tool).toBe("trimtab");
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const before = process.cwd();
  process.chdir(directory());
  try {
    const code = await main(words, { stdout, stderr });
    expect({ line, code, stderr: String(stderr.read() ?? "") }).toMatchObject({ code: 0 });
  } finally {
    process.chdir(before);
  }
  return String(stdout.read() ?? "");
}

/** Lines to type, and lines that they are said to print: those in a fence come from the lines before it. */
function partsOf(section: string): readonly { readonly typed: readonly string[]; readonly printed: readonly string[] }[] {
  return section.split(/^```\n/m).flatMap((text, i, all) =>
    i % 2 === 0 && all[i + 1] !== undefined
      ? [
          {
            typed: [...text.matchAll(/^ {4}(npx .+)$/gm)].map(([, line = ""]) => line),
            printed: (all[i + 1] ?? "").trimEnd().split("\n"),
          },
        ]
      : [],
  );
}

const page = readFileSync(join(ROOT, "docs", "getting-started.md"), "utf8");
const section = page.slice(page.indexOf("## From measurements in files"), page.indexOf("## In scripts"));

test("the example with measurements in files does, word for word, what the page says", async () => {
  csvProject(directory());
  const parts = partsOf(section);
  expect(parts.map(({ typed }) => typed.length)).toEqual([3, 3, 1]);
  for (const { typed: lines, printed } of parts) {
    const outputs: string[] = [];
    for (const line of lines) outputs.push(await typed(line));
    expect(outputs.join("").split("\n")).toEqual(expect.arrayContaining(printed));
  }
});
