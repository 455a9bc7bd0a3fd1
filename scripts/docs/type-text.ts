import ts from "typescript";
import { symbolOf } from "./program";

/** An inferred type that is longer than this helps nobody. */
const LONGEST_INFERRED = 60;

/** How types are written for readers: in short, and with what they name. */
export class TypeText {
  constructor(private readonly checker: ts.TypeChecker) {}

  /** `Record<string, string>` of `Readonly<Record<string, string>>`; a name that stands for literals is written as these. */
  of(node: ts.TypeNode): string {
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) return this.of(node.type);
    if (ts.isArrayTypeNode(node)) return `${this.grouped(node.elementType)}[]`;
    if (ts.isParenthesizedTypeNode(node)) return this.of(node.type);
    if (ts.isUnionTypeNode(node)) return node.types.map((each) => this.of(each)).join(" | ");
    if (ts.isTypeReferenceNode(node)) return this.ofReference(node);
    if (ts.isIndexedAccessTypeNode(node)) return this.resolved(node);
    if (ts.isFunctionTypeNode(node)) return this.ofSignature(node);
    if (ts.isTypeLiteralNode(node)) return `{ ${node.members.map((member) => this.ofMember(member)).join("; ")} }`;
    return node.getText();
  }

  /** `(id: string, groups: AttachedGroup[]) => void` */
  ofSignature(signature: ts.SignatureDeclaration): string {
    const given = signature.parameters.map(({ name, type, questionToken, initializer, dotDotDotToken }) => {
      const optional = questionToken !== undefined || initializer !== undefined ? "?" : "";
      const named = ts.isIdentifier(name) ? `${dotDotDotToken === undefined ? "" : "..."}${name.text}${optional}: ` : "";
      return `${named}${type === undefined ? "unknown" : this.of(type)}`;
    });
    return `(${given.join(", ")}) => ${signature.type === undefined ? this.inferredResult(signature) : this.of(signature.type)}`;
  }

  /** Interfaces, classes and aliases of this repository that the type names, in the order of their names in the text. */
  named(node: ts.Node): readonly ts.Declaration[] {
    const found: ts.Declaration[] = [];
    const visit = (inner: ts.Node): void => {
      if (ts.isIndexedAccessTypeNode(inner)) return;
      if (ts.isTypeReferenceNode(inner) || ts.isExpressionWithTypeArguments(inner)) {
        const [declaration] = symbolOf(this.checker, ts.isTypeReferenceNode(inner) ? inner.typeName : inner.expression)?.declarations ?? [];
        const known =
          declaration !== undefined &&
          (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration));
        if (known && !declaration.getSourceFile().isDeclarationFile) found.push(declaration);
      }
      ts.forEachChild(inner, visit);
    };
    visit(node);
    return found;
  }

  /** The literals that an alias stands for, `"a" | "b"`; undefined for any other type. */
  literals(type: ts.Type): string | undefined {
    const members = type.isUnion() ? type.types : [type];
    const written = members.map((member) =>
      member.isStringLiteral() ? JSON.stringify(member.value) : member.isNumberLiteral() ? String(member.value) : undefined,
    );
    return written.includes(undefined) ? undefined : written.join(" | ");
  }

  private ofReference(node: ts.TypeReferenceNode): string {
    const name = node.typeName.getText();
    const given = (node.typeArguments ?? []).map((argument) => this.of(argument));
    if (name === "Readonly" && given[0] !== undefined) return given[0];
    const literals = this.literals(this.checker.getTypeFromTypeNode(node));
    if (literals !== undefined) return literals;
    const short = name.replace(/^Readonly(?=(Array|Map|Set)$)/, "");
    return given.length === 0 ? short : `${short}<${given.join(", ")}>`;
  }

  /** What stands under a name in another type; where that comes from a package, its name. */
  private resolved(node: ts.IndexedAccessTypeNode): string {
    const type = this.checker.getTypeFromTypeNode(node);
    if (type.flags & ts.TypeFlags.Any) return node.getText();
    return this.literals(type) ?? this.plain(type);
  }

  private inferredResult(signature: ts.SignatureDeclaration): string {
    const known = this.checker.getSignatureFromDeclaration(signature);
    const text = known === undefined ? "void" : this.plain(known.getReturnType());
    return text.length > LONGEST_INFERRED ? "object" : text;
  }

  private plain(type: ts.Type): string {
    const text = this.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    return text.replaceAll("readonly ", "").replace(/^Readonly<(.*)>$/, "$1");
  }

  private ofMember(member: ts.TypeElement): string {
    if (!ts.isPropertySignature(member) || member.type === undefined) return member.getText();
    return `${member.name.getText()}${member.questionToken === undefined ? "" : "?"}: ${this.of(member.type)}`;
  }

  private grouped(node: ts.TypeNode): string {
    const text = this.of(node);
    return text.includes(" | ") || text.includes("=>") ? `(${text})` : text;
  }
}
