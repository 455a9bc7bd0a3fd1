import { existsSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { z } from "zod";
import { EXIT, InputError } from "../../contract";
import { type Draft, draftContract, planOf } from "../../optimizer/draft";
import { readIfPresent, replaceFiles } from "../../optimizer/files";
import { wrapped } from "../../optimizer/report/format";
import { command } from "../command";
import { common, option, text } from "../options";

const USUAL_FILE = "trimtab.yaml";

export const init = command({
  verb: "init",
  describe: "Draft contract and policy of a Terraform root module of your own, from its plan",
  positionals: {},
  options: {
    "from-terraform": option("string", "Directory of the root module, initialised", text("takes a directory")),
    plan: option("string", "What `terraform show -json PLANFILE` printed, instead of planning", text("takes a file").optional()),
    name: option(
      "string",
      "Name of the deployment, instead of the directory's",
      z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/, "takes lower case letters, digits and dashes")
        .optional(),
    ),
    out: option("string", `File to write (default: ${USUAL_FILE} in the directory)`, text("takes a file").optional()),
    force: option("boolean", "Replace a file that is there", z.boolean().default(false)),
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const directory = input["from-terraform"];
    if (!existsSync(directory) || !statSync(directory).isDirectory()) {
      throw new InputError(`There is no directory ${directory}`, { hint: "Name the directory of a Terraform root module." });
    }
    const file = input.out ?? join(directory, USUAL_FILE);
    if (!input.force && existsSync(file)) {
      throw new InputError(`${file} is there already`, { hint: "Name another file with --out, or replace it with --force." });
    }
    if (input.plan === undefined) terminal.step(`Planning ${directory}: nothing is locked, refreshed or changed`);
    const plan = input.plan === undefined ? await planOf({ directory, environment: process.env }) : await readIfPresent(input.plan);
    if (plan === null)
      throw new InputError(`There is no file ${input.plan}`, { hint: "Write it with: terraform show -json PLANFILE > FILE" });
    const draft = draftContract({
      plan,
      origin: input.plan ?? directory,
      deployment: input.name ?? deploymentNameOf(directory),
    });
    await replaceFiles({ [file]: draft.text });
    const { components, decide, leftOut } = draft;
    if (input.json) terminal.printJson({ file, components, decide, leftOut });
    else terminal.print(draftedText(draft, file, terminal.page.width));
    return EXIT.ok;
  },
});

const deploymentNameOf = (directory: string): string =>
  basename(resolve(directory))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "") || "root";

function draftedText({ components, decide, leftOut }: Draft, file: string, width: number): string {
  const shown = relative(process.cwd(), file) || file;
  return [
    `${shown} is drafted: ${components.length} component${components.length === 1 ? "" : "s"}.`,
    ...components.flatMap(({ component, kind, address, variables }) =>
      wrapped(
        `${component} (${kind}) from ${address}: ${variables.length === 0 ? "no variable turns it" : `turned by ${variables.join(", ")}`}`,
        "  ",
        width,
        "  ",
      ),
    ),
    ...leftOut.flatMap((line) => wrapped(`left out: ${line}`, "  ", width, "  ")),
    "What only you can decide, marked DECIDE in the file:",
    ...decide.flatMap(({ path, question }) => wrapped(`- ${path}: ${question}`, "  ", width, "  ")),
    "Next:",
    `  trimtab collect --contract ${shown}`,
    `  trimtab analyze --contract ${shown}`,
  ].join("\n");
}
