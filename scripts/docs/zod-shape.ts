import ts from "typescript";
import { docOf, symbolOf } from "./program";

/** A key of a file that people write, as its schema checks it. */
export interface Setting {
  /** `state.bucket`, `deployments.<name>.account` */
  readonly path: string;
  /** Type, and in which words the schema refuses anything else: `string: twelve digits`. */
  readonly takes: string;
  /** `required`, a value, or in words what holds where it is left out. */
  readonly absent: string;
  readonly what: string;
}

/** A schema's expression taken apart: `z.string().regex(…).optional()` is `string` with `regex` and `optional`. */
interface Shape {
  readonly base: string;
  readonly args: readonly ts.Expression[];
  readonly modifiers: ReadonlyMap<string, readonly ts.Expression[]>;
}

/** Reads zod schemas from their code, where the comments are. */
export class ZodShapes {
  constructor(private readonly checker: ts.TypeChecker) {}

  /** Every key of an object schema, depth first; keys that people choose stand as `<name>`. */
  settings(schema: ts.Expression, prefix = ""): readonly Setting[] {
    const shape = this.shapeOf(schema);
    const [first, second] = shape.args;
    if (shape.base === "strictObject" && first !== undefined) return this.keys(first, prefix);
    if (shape.base === "record" && second !== undefined) return this.settings(second, `${prefix}<name>.`);
    return [];
  }

  private keys(given: ts.Expression, prefix: string): readonly Setting[] {
    const object = this.resolved(given);
    if (!ts.isObjectLiteralExpression(object)) return [];
    return object.properties.flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return this.keys(property.expression, prefix);
      if (!ts.isPropertyAssignment(property)) return [];
      const path = `${prefix}${property.name.getText()}`;
      const shape = this.shapeOf(property.initializer);
      const { text: what, tags } = docOf(this.checker, this.checker.getSymbolAtLocation(property.name));
      const setting: Setting = { path, takes: this.takes(shape), absent: this.absent(shape, tags.default), what };
      return [setting, ...this.settings(property.initializer, `${path}.`)];
    });
  }

  private shapeOf(expression: ts.Expression): Shape {
    const node = this.resolved(expression);
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return { base: "", args: [], modifiers: new Map() };
    const { expression: of, name } = node.expression;
    if (of.getText() === "z") return { base: name.text, args: node.arguments, modifiers: new Map() };
    const inner = this.shapeOf(of);
    return { ...inner, modifiers: new Map([...inner.modifiers, [name.text, node.arguments]]) };
  }

  /** The value that a constant's name stands for, wherever it is declared; anything else is itself. */
  private resolved(expression: ts.Expression): ts.Expression {
    if (!ts.isIdentifier(expression)) return ts.isAsExpression(expression) ? this.resolved(expression.expression) : expression;
    const declaration = symbolOf(this.checker, expression)?.valueDeclaration;
    const value = declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return value === undefined ? expression : this.resolved(value);
  }

  private takes(shape: Shape): string {
    const [first, second] = shape.args;
    const type = () => {
      switch (shape.base) {
        case "strictObject":
          return "object";
        case "array":
          return `list of ${this.takesOf(first)}`;
        case "record":
          return `object: name → ${this.takesOf(second)}`;
        case "enum":
          return (first === undefined ? "" : valuesOf(this.resolved(first)).join(" or ")) || "string";
        case "email":
          return "mail address";
        case "unknown":
          return "anything";
        case "int":
        case "number":
          return this.number(shape);
        default:
          return shape.base;
      }
    };
    const [, words] = shape.modifiers.get("regex") ?? [];
    return words !== undefined && ts.isStringLiteralLike(words) ? `${type()}: ${words.text}` : type();
  }

  private number({ base, modifiers }: Shape): string {
    const kind = base === "int" || modifiers.has("int") ? "whole number" : "number";
    const bound = (name: string): string | undefined => {
      const [value] = modifiers.get(name) ?? [];
      return value === undefined ? undefined : this.resolved(value).getText();
    };
    const [least, most] = [bound("min"), bound("max")];
    if (modifiers.has("positive")) return `${kind} above 0${most === undefined ? "" : `, at most ${most}`}`;
    if (least === undefined) return most === undefined ? kind : `${kind}, at most ${most}`;
    return most === undefined ? `${kind}, ${least} or more` : `${kind}, ${least} to ${most}`;
  }

  private takesOf(schema: ts.Expression | undefined): string {
    return schema === undefined ? "anything" : this.takes(this.shapeOf(schema));
  }

  private absent({ modifiers }: Shape, inWords: string | undefined): string {
    if (inWords !== undefined) return code(inWords);
    const [value] = modifiers.get("default") ?? [];
    if (value !== undefined) return valuesOf(this.resolved(value)).join(", ") || "none";
    return ["optional", "exactOptional", "prefault"].some((name) => modifiers.has(name)) ? "optional" : "required";
  }
}

/** Literals as JSON has them, in code; nothing for what is computed. */
function valuesOf(node: ts.Expression): readonly string[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(valuesOf);
  const literal = ts.isLiteralExpression(node) || node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
  return literal ? [code(node.getText().replaceAll("_", ""))] : [];
}

const code = (value: string): string => (/^("[^"]*"|[\d.]+|true|false)$/.test(value) ? `\`${value}\`` : value);
