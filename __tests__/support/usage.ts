import ts from "typescript";
import type { Callable, ConstructApi, ModuleApi } from "../../scripts/docs/module-api";

export interface Usage {
  /** Constructs and functions of the module that the snippet uses. */
  readonly shown: readonly string[];
  /** What it uses otherwise than the module allows: in words. */
  readonly problems: readonly string[];
}

/** Holds a snippet of TypeScript against what a module offers. Names that are not the module's are passed over. */
export function usageOf(snippet: string, { constructs, functions }: ModuleApi): Usage {
  const shown = new Set<string>();
  const problems: string[] = [];
  const made = new Map<string, ConstructApi>();
  const constructNamed = (node: ts.Node | undefined) =>
    node !== undefined && ts.isNewExpression(node) ? constructs.find(({ name }) => name === node.expression.getText()) : undefined;

  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) {
      const construct = constructNamed(node.initializer);
      if (construct !== undefined) made.set(node.name.getText(), construct);
    } else if (ts.isNewExpression(node)) {
      const construct = constructNamed(node);
      if (construct !== undefined) {
        shown.add(construct.name);
        problems.push(...propProblems(construct, node.arguments?.[2]));
      }
    } else if (ts.isCallExpression(node)) {
      const called = functions.find(({ name }) => name === node.expression.getText());
      if (called !== undefined) problems.push(...argumentProblems(called, node.arguments.length));
    } else if (ts.isPropertyAccessExpression(node)) {
      const of = made.get(node.expression.getText());
      const known = of === undefined || [...of.outputs, ...of.methods].some(({ name }) => name === node.name.text);
      if (!known) problems.push(`${of.name} has no ${node.name.text}`);
    } else if (ts.isIdentifier(node) && functions.some(({ name }) => name === node.text)) shown.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("usage.ts", snippet, ts.ScriptTarget.ES2022, true));
  return { shown: [...shown], problems };
}

function propProblems({ name: construct, inputs }: ConstructApi, props: ts.Expression | undefined): readonly string[] {
  if (props === undefined || !ts.isObjectLiteralExpression(props)) return [`${construct} is shown without its properties`];
  const given = props.properties.flatMap(({ name }) => (name === undefined ? [] : [name.getText()]));
  const spread = props.properties.some(ts.isSpreadAssignment);
  return [
    ...given.filter((name) => inputs.every((input) => input.name !== name)).map((name) => `${construct} takes no ${name}`),
    ...inputs.filter(({ name, optional }) => !optional && !spread && !given.includes(name)).map(({ name }) => `${construct} needs ${name}`),
  ];
}

const argumentProblems = ({ name, takes: [least, most] }: Callable, given: number): readonly string[] =>
  given < least || given > most ? [`${name} takes ${least} to ${most} arguments, not ${given}`] : [];
