import { z } from "zod";
import { closest, type ExitCode, InputError } from "../contract";
import type { Terminal } from "./terminal";

/** One `--option` (or positional argument): how yargs reads it and how it is checked. */
export interface Option<T = unknown> {
  readonly describe: string;
  readonly type: "string" | "number" | "boolean";
  readonly schema: z.ZodType<T>;
}

export type Options = Readonly<Record<string, Option>>;
export type InputOf<O extends Options> = { readonly [K in keyof O]: z.output<O[K]["schema"]> };

/** A verb of the command line. */
export interface Command {
  /** `rollout apply` */
  readonly verb: string;
  readonly describe: string;
  /** In order; one that may be left out comes last. */
  readonly positionals: Options;
  readonly options: Options;
  /** @param argv by option name, as yargs parsed it */
  readonly run: (argv: Readonly<Record<string, unknown>>, terminal: Terminal) => Promise<ExitCode>;
}

export interface CommandDefinition<P extends Options, O extends Options> {
  readonly verb: string;
  readonly describe: string;
  readonly positionals: P;
  readonly options: O;
  run(input: InputOf<P> & InputOf<O>, terminal: Terminal): Promise<ExitCode>;
}

export function command<const P extends Options, const O extends Options>(definition: CommandDefinition<P, O>): Command {
  return {
    ...definition,
    run: async (argv, terminal) =>
      definition.run({ ...checked(definition.positionals, argv), ...checked(definition.options, argv) }, terminal),
  };
}

/** Typed by construction: every key of the options is parsed by its own schema. */
function checked<O extends Options>(options: O, argv: Readonly<Record<string, unknown>>): InputOf<O> {
  return z.object(Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema]))).parse(argv) as InputOf<O>;
}

/** Everything that is wrong with what was typed, at once: unknown options, surplus words, values out of range. */
export function problemsOf({ verb, positionals, options }: Command, argv: Readonly<Record<string, unknown>>): readonly string[] {
  const known = { ...positionals, ...options };
  const given = Object.keys(argv).filter((name) => name !== "_" && name !== "$0");
  const surplus = z.array(z.unknown()).parse(argv._).slice(verb.split(" ").length);
  return [
    ...surplus.map((word) => `${JSON.stringify(word)}: trimtab ${verb} takes no further argument`),
    ...given.filter((name) => !(name in known)).map((name) => `--${name}: ${unknownOption(name, verb, Object.keys(options))}`),
    ...given.filter((name) => name in options && argv[name] === undefined).map((name) => `--${name}: needs a value`),
    ...Object.entries(known).flatMap(([name, { schema }]) => {
      const result = schema.safeParse(argv[name]);
      const shown = name in positionals ? name : `--${name}`;
      return result.success ? [] : result.error.issues.map(({ message }) => `${shown}: ${message}${said(argv[name])}`);
    }),
  ];
}

const said = (value: unknown): string =>
  value === undefined || Number.isNaN(value) ? "" : `, not ${typeof value === "number" ? value : JSON.stringify(value)}`;

function unknownOption(name: string, verb: string, options: readonly string[]): string {
  const nearest = closest(name, options);
  return nearest === undefined ? `no option of trimtab ${verb}` : `did you mean --${nearest}?`;
}

/** @throws InputError for a verb that does not exist */
export function commandFor(words: readonly string[], commands: readonly Command[]): Command {
  const found = commands.find(({ verb }) => verb === words.slice(0, verb.split(" ").length).join(" "));
  if (found !== undefined) return found;
  const [first = ""] = words;
  const siblings = commands.map(({ verb }) => verb).filter((verb) => verb.startsWith(`${first} `));
  const verbs = siblings.length > 0 ? siblings : commands.map(({ verb }) => verb);
  const said = siblings.length > 0 ? words.slice(0, 2).join(" ") : first;
  const nearest = closest(said, verbs);
  throw new InputError(
    siblings.length > 0 && words.length < 2 ? `${first} needs a second word` : `there is no verb ${JSON.stringify(said)}`,
    {
      hint: nearest === undefined ? `The verbs are: ${verbs.join(", ")}.` : `Did you mean: trimtab ${nearest}?`,
    },
  );
}
