import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { STACK_NAMES } from "../../contract";
import { table } from "./parts";
import { sourceProgram } from "./program";
import { type Setting, ZodShapes } from "./zod-shape";

export interface SettingsTable {
  readonly title: string;
  readonly settings: readonly Setting[];
}

const CONFIG = "contract/config.ts";

/**
 * What `trimtab.config.json` takes, from the schemas that check it: the file, and the settings of each stack that has any.
 * @param root of the repository
 */
export function readConfiguration(root: string): readonly SettingsTable[] {
  const stacks = STACK_NAMES.map((stack) => ({ stack, file: join(root, "stacks", stack, "settings.ts") })).filter(({ file }) =>
    existsSync(file),
  );
  const program = sourceProgram([join(root, CONFIG), ...stacks.map(({ file }) => file)]);
  const shapes = new ZodShapes(program.getTypeChecker());
  const read = (title: string, file: string, find: (node: ts.Node) => ts.Expression | undefined): SettingsTable => {
    const source = program.getSourceFile(file);
    const schema = source && first(source, find);
    if (schema === undefined) throw new RangeError(`${file} holds no schema of settings`);
    return { title, settings: shapes.settings(schema) };
  };
  return [
    read("The file", join(root, CONFIG), configSchemaIn),
    ...stacks.map(({ stack, file }) => read(`\`settings\` of ${stack}`, file, settingsSchemaIn)),
  ];
}

export const configurationTables = (tables: readonly SettingsTable[]): string =>
  tables
    .map(({ title, settings }) => {
      const rows = settings.map(({ path, takes, absent, what }) => [`\`${path}\``, takes, absent, what]);
      return `### ${title}\n\n${table(["key", "takes", "where it is left out", "what"], rows)}`;
    })
    .join("\n\n");

const configSchemaIn = (node: ts.Node): ts.Expression | undefined =>
  ts.isVariableDeclaration(node) && node.name.getText() === "configSchema" ? node.initializer : undefined;

/** The second argument of `readSettings("<stack>", schema, deployment)`. */
const settingsSchemaIn = (node: ts.Node): ts.Expression | undefined =>
  ts.isCallExpression(node) && node.expression.getText() === "readSettings" ? node.arguments[1] : undefined;

const first = (node: ts.Node, find: (node: ts.Node) => ts.Expression | undefined): ts.Expression | undefined =>
  find(node) ?? ts.forEachChild(node, (child) => first(child, find));
