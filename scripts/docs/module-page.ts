import { dirname, join, relative } from "node:path";
import type { Callable, Member, ModuleApi, TypeApi } from "./module-api";
import { table } from "./parts";
import type { Doc } from "./program";

/** Inputs, outputs and functions of a module in Markdown, for its README. */
export function moduleInterface({ name, constructs, functions, types }: ModuleApi): string {
  const page = join("modules", name, "README.md");
  const sections = constructs.flatMap((construct) => {
    const of = constructs.length > 1 ? ` of \`${construct.name}\`` : "";
    return [
      ...(construct.inputs.length === 0 ? [] : [`## Inputs${of}`, inputs(construct.inputs, page, "input"), thrown(construct.doc)]),
      ...(construct.outputs.length === 0 ? [] : [`## Outputs${of}`, outputs(construct.outputs, page, "output")]),
      ...(construct.methods.length === 0 ? [] : [`## Methods${of}`, callables(construct.methods, "method")]),
    ];
  });
  return [
    ...sections,
    ...(functions.length === 0 ? [] : ["## Functions", callables(functions, "function")]),
    ...types.flatMap((type) => [`### \`${type.name}\``, ...described(type, page)]),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function described({ doc, alias, fields }: TypeApi, page: string): readonly string[] {
  if (alias !== undefined) return [`\`${alias}\`${doc.text === "" ? "" : `: ${doc.text}`}`];
  return [doc.text, fields.some(({ optional }) => optional) ? inputs(fields, page, "field") : outputs(fields, page, "field")];
}

const inputs = (members: readonly Member[], page: string, what: string): string =>
  table(
    [what, "type", "default", "what"],
    members.map((member) => [`\`${member.name}\``, typeOf(member, page), defaultOf(member), member.doc.text]),
  );

const outputs = (members: readonly Member[], page: string, what: string): string =>
  table(
    [what, "type", "what"],
    members.map((member) => [`\`${member.name}\``, typeOf(member, page), member.doc.text]),
  );

const callables = (found: readonly Callable[], what: string): string =>
  table(
    [what, "signature", "what"],
    found.map(({ name, signature, doc }) => [`\`${name}\``, `\`${signature}\``, explained(doc)]),
  );

/** A type of another module leads to that module's README, any other to the file that declares it. */
function typeOf({ type, declaredIn }: Member, page: string): string {
  if (declaredIn === undefined) return `\`${type}\``;
  const target = declaredIn.startsWith("modules/") ? join(...declaredIn.split("/").slice(0, 2), "README.md") : declaredIn;
  return `[\`${type}\`](${relative(dirname(page), target)})`;
}

function defaultOf({ optional, doc }: Member): string {
  if (!optional) return "required";
  const given = doc.tags.default ?? "optional";
  return /^("[^"]*"|[\d.,]+|true|false)$/.test(given) ? `\`${given}\`` : given;
}

const thrown = ({ tags }: Doc): string => (tags.throws === undefined ? "" : `Throws ${tags.throws.replace("InputError", "`InputError`")}.`);

function explained({ text, tags }: Doc): string {
  return [text, tags.returns && `Returns ${tags.returns}.`, thrown({ text, tags })].filter(Boolean).join(" ");
}
