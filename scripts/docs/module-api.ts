import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { type Doc, docOf, sourceProgram } from "./program";
import { TypeText } from "./type-text";

/** An input, an output or a type's field. */
export interface Member {
  readonly name: string;
  readonly type: string;
  /** File of another module or of the contract that declares what the type names first; relative to the repository. */
  readonly declaredIn: string | undefined;
  readonly optional: boolean;
  readonly doc: Doc;
}

export interface Callable {
  readonly name: string;
  readonly signature: string;
  /** Arguments at least and at most. */
  readonly takes: readonly [least: number, most: number];
  readonly doc: Doc;
}

export interface ConstructApi {
  readonly name: string;
  readonly doc: Doc;
  readonly inputs: readonly Member[];
  readonly outputs: readonly Member[];
  readonly methods: readonly Callable[];
}

export interface TypeApi {
  readonly name: string;
  /** What an alias stands for; an interface or class has fields instead. */
  readonly alias: string | undefined;
  readonly doc: Doc;
  readonly fields: readonly Member[];
}

/** What a module offers by its `index.ts`. */
export interface ModuleApi {
  /** Of its folder. */
  readonly name: string;
  readonly constructs: readonly ConstructApi[];
  readonly functions: readonly Callable[];
  /** The module's own types that its constructs name, or its functions where it has no construct. */
  readonly types: readonly TypeApi[];
}

/**
 * Reads every module's interface from its code.
 * @param root of the repository
 */
export function readModules(root: string): readonly ModuleApi[] {
  const folder = join(root, "modules");
  const indexes = readdirSync(folder)
    .sort()
    .map((name) => ({ name, index: join(folder, name, "index.ts") }))
    .filter(({ index }) => existsSync(index));
  const program = sourceProgram(indexes.map(({ index }) => index));
  return indexes.map(({ name, index }) => new ModuleReader(program, root, join(folder, name)).read(name, index));
}

type Property = ts.PropertySignature | ts.PropertyDeclaration | ts.GetAccessorDeclaration;

class ModuleReader {
  private readonly checker: ts.TypeChecker;
  private readonly types: TypeText;
  /** Types that were named and wait to be described. */
  private readonly named = new Set<ts.Declaration>();

  constructor(
    private readonly program: ts.Program,
    private readonly root: string,
    private readonly folder: string,
  ) {
    this.checker = program.getTypeChecker();
    this.types = new TypeText(this.checker);
  }

  read(name: string, index: string): ModuleApi {
    const exported = this.exportsOf(index);
    const classes = exported.filter(ts.isClassDeclaration).filter(isConstruct);
    const constructs = classes.map((declaration) => this.constructOf(declaration));
    const namedByConstructs = [...this.named];
    const functions = exported.flatMap((declaration) => this.functionOf(declaration));
    if (constructs.length > 0) this.keepOnly(namedByConstructs);
    for (const declaration of classes) this.named.delete(declaration);
    return { name, constructs, functions, types: this.typesNamed(classes) };
  }

  /** Values, not types: what is exported as a type alone cannot be made by whoever imports it. */
  private exportsOf(index: string): readonly ts.Declaration[] {
    const file = this.program.getSourceFile(index);
    const module = file && this.checker.getSymbolAtLocation(file);
    if (module === undefined) throw new RangeError(`${index} exports nothing`);
    return this.checker.getExportsOfModule(module).flatMap((symbol) => {
      if (symbol.declarations?.some(ts.isTypeOnlyExportDeclaration)) return [];
      const target = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
      return target.declarations?.[0] ?? [];
    });
  }

  private constructOf(declaration: ts.ClassDeclaration): ConstructApi {
    const props = declaration.members.find(ts.isConstructorDeclaration)?.parameters[2];
    return {
      name: textOf(declaration.name),
      doc: this.docOf(declaration),
      inputs: props === undefined ? [] : this.fieldsOf(this.checker.getTypeAtLocation(props)),
      outputs: this.publicMembers(declaration),
      methods: declaration.members
        .filter(ts.isMethodDeclaration)
        .filter(isPublic)
        .map((method) => this.callable(method, method)),
    };
  }

  private fieldsOf(type: ts.Type): readonly Member[] {
    const fields = type.getProperties().flatMap((symbol) => {
      const declaration = symbol.declarations?.[0];
      return declaration !== undefined && ts.isPropertySignature(declaration) ? [this.member(symbol, declaration)] : [];
    });
    return fields.sort((a, b) => rank(a) - rank(b));
  }

  private publicMembers({ members }: ts.ClassDeclaration): readonly Member[] {
    return members.flatMap((member) => {
      if (!(ts.isPropertyDeclaration(member) || ts.isGetAccessorDeclaration(member)) || !isPublic(member)) return [];
      const symbol = this.checker.getSymbolAtLocation(member.name);
      return symbol === undefined ? [] : [this.member(symbol, member)];
    });
  }

  private member(symbol: ts.Symbol, declaration: Property): Member {
    const { type } = declaration;
    return {
      name: symbol.name,
      type: type === undefined ? this.checker.typeToString(this.checker.getTypeAtLocation(declaration)) : this.types.of(type),
      declaredIn: type === undefined ? undefined : this.remember(type),
      optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
      doc: docOf(this.checker, symbol),
    };
  }

  private functionOf(declaration: ts.Declaration): readonly Callable[] {
    if (ts.isFunctionDeclaration(declaration)) return [this.callable(declaration, declaration)];
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return [];
    return ts.isArrowFunction(declaration.initializer) ? [this.callable(declaration, declaration.initializer)] : [];
  }

  private callable(declaration: ts.NamedDeclaration, signature: ts.SignatureDeclaration): Callable {
    this.remember(signature);
    const typed = ts.isVariableDeclaration(declaration) ? declaration.type : undefined;
    return {
      name: textOf(declaration.name),
      signature: typed === undefined ? this.types.ofSignature(signature) : this.types.of(typed),
      takes: [
        signature.parameters.filter(({ questionToken, initializer }) => !questionToken && !initializer).length,
        signature.parameters.length,
      ],
      doc: this.docOf(declaration),
    };
  }

  /** Notes the module's own types for their tables. @returns the file of the first that is somebody else's */
  private remember(node: ts.Node): string | undefined {
    const files = this.types.named(node).map((declaration) => {
      const file = declaration.getSourceFile().fileName;
      const own = !relative(this.folder, file).startsWith("..");
      if (own) this.named.add(declaration);
      return own ? undefined : relative(this.root, file);
    });
    return files.find((file) => file !== undefined);
  }

  private keepOnly(declarations: readonly ts.Declaration[]): void {
    this.named.clear();
    for (const declaration of declarations) this.named.add(declaration);
  }

  /** Describing one type names further ones; a set that grows is walked to its end. */
  private typesNamed(constructs: readonly ts.Declaration[]): readonly TypeApi[] {
    const described: TypeApi[] = [];
    for (const declaration of this.named) {
      if (constructs.includes(declaration)) continue;
      const name = textOf(ts.getNameOfDeclaration(declaration));
      const doc = this.docOf(declaration);
      if (ts.isClassDeclaration(declaration)) described.push({ name, doc, alias: undefined, fields: this.publicMembers(declaration) });
      else if (ts.isInterfaceDeclaration(declaration)) {
        described.push({ name, doc, alias: undefined, fields: this.fieldsOf(this.checker.getTypeAtLocation(declaration)) });
      } else if (ts.isTypeAliasDeclaration(declaration)) {
        const literals = this.types.literals(this.checker.getTypeAtLocation(declaration)) !== undefined;
        this.remember(declaration.type);
        if (!literals) described.push({ name, doc, alias: this.types.of(declaration.type), fields: [] });
      }
    }
    return described;
  }

  private docOf(declaration: ts.Declaration): Doc {
    const name = ts.getNameOfDeclaration(declaration);
    return docOf(this.checker, name && this.checker.getSymbolAtLocation(name));
  }
}

/** The name first, then what has to be given, then the rest; within each as declared. */
const rank = ({ name, optional }: Member): number => (name === "name" ? 0 : optional ? 2 : 1);

const textOf = (name: ts.Node | undefined): string => name?.getText() ?? "";

const isConstruct = ({ heritageClauses = [] }: { readonly heritageClauses?: readonly ts.HeritageClause[] }): boolean =>
  heritageClauses.some(({ types }) => types.some(({ expression }) => expression.getText() === "Construct"));

const isPublic = (member: ts.ClassElement): boolean =>
  (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static)) === 0;
