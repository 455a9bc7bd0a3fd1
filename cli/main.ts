import yargs from "yargs";
import { EXIT, type ExitCode, InputError } from "../contract";
import { version } from "../package.json";
import { type Command, commandFor, problemsOf } from "./command";
import { commands } from "./commands";
import { readContractFile } from "./contract-file";
import { reportFailure } from "./failure";
import { contractFileOf, deploymentProblem, openProject } from "./project";
import { harmless, type Output, terminal, widthOf } from "./terminal";

export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Runs one command line and says how the process ends. */
export async function main(words: readonly string[], { stdout, stderr }: Streams = process): Promise<ExitCode> {
  try {
    const plainWords = words.filter((word) => !word.startsWith("-"));
    if (plainWords.length === 0 && words.includes("--version")) {
      stdout.write(`${version}\n`);
      return EXIT.ok;
    }
    if (plainWords.length === 0 || words.includes("--help") || words.includes("-h")) {
      stdout.write(`${await helpFor(plainWords)}\n`);
      return EXIT.ok;
    }
    const found = commandFor(plainWords, commands);
    const argv = await withDeployment(await parse(words, found), found);
    const problems = [...problemsOf(found, argv), ...(await unknownDeployment(argv))];
    if (problems.length > 0) {
      throw new InputError(`${found.verb} cannot run with this`, { problems, hint: `What it takes: trimtab ${found.verb} --help` });
    }
    return await found.run(argv, terminal(stdout, stderr));
  } catch (error) {
    const run = { words, debug: words.includes("--debug"), width: stderr.isTTY === true ? widthOf(stderr) : undefined };
    return reportFailure(error, run, (text) => stderr.write(harmless(text)));
  }
}

/** A contract says whose it is: where one is given, the deployment need not be named. */
async function withDeployment(argv: Readonly<Record<string, unknown>>, { verb, positionals, options }: Command) {
  const names = Object.keys(positionals);
  const given = names.filter((name) => typeof argv[name] === "string");
  const file = "contract" in options ? contractFileOf(textIn(argv.contract)) : undefined;
  if (file === undefined || names[0] !== "deployment" || given.length >= names.length) return argv;
  const { deployment, components } = await readContractFile(file);
  if (argv[names[0]] === deployment) {
    if (!names.includes("component") || !Object.hasOwn(components, deployment)) return argv;
    throw new InputError(`${deployment} is the deployment and one of its components: nobody can say which is meant`, {
      hint: `Of the component: trimtab ${verb} ${deployment} ${deployment}. Of the deployment: name neither.`,
    });
  }
  const shifted = Object.fromEntries(names.slice(1).map((name, index) => [name, argv[names[index] ?? ""]]));
  return { ...argv, ...shifted, deployment };
}

const textIn = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Named with the other problems, and not only when they are mended. */
async function unknownDeployment({ deployment, contract }: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  if (typeof deployment !== "string") return [];
  const problem = deploymentProblem(await openProject(textIn(contract)), deployment);
  return problem === undefined ? [] : [problem];
}

const PARSER = { "camel-case-expansion": false, "dot-notation": false, "duplicate-arguments-array": false, "strip-aliased": true };

async function parse(words: readonly string[], found: Command): Promise<Readonly<Record<string, unknown>>> {
  const parsedBy = (options: ReturnType<typeof optionsOf>) =>
    yargs([...words])
      .parserConfiguration(PARSER)
      .help(false)
      .version(false)
      .options(options)
      .exitProcess(false)
      .parseAsync();
  const argv = await parsedBy(optionsOf(found));
  const notNumbers = Object.entries(argv).flatMap(([name, value]) => (Number.isNaN(value) ? [name] : []));
  // What is no number is told as it was typed.
  const asTyped = notNumbers.length === 0 ? {} : only(await parsedBy(optionsOf(found, "string")), notNumbers);
  const depth = found.verb.split(" ").length;
  const given = argv._.slice(depth);
  const names = Object.keys(found.positionals);
  const positionals = Object.fromEntries(
    names.flatMap((name, index) => (given[index] === undefined ? [] : [[name, String(given[index])]])),
  );
  return { ...argv, ...asTyped, ...positionals, _: [...argv._.slice(0, depth), ...given.slice(names.length)] };
}

/** @param numbers what a number is read as */
const optionsOf = ({ options }: Command, numbers: "number" | "string" = "number") =>
  Object.fromEntries(
    Object.entries(options).map(([name, { describe, type }]) => [name, { describe, type: type === "number" ? numbers : type }]),
  );

const only = (all: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));

/** The verb's own help where one is named, the list of verbs otherwise. */
async function helpFor(words: readonly string[]): Promise<string> {
  const siblings = words.length === 1 ? commands.filter(({ verb }) => verb.startsWith(`${words[0]} `)) : [];
  const one = words.length === 0 || siblings.length > 0 ? undefined : commandFor(words, commands);
  const base = yargs([]).scriptName("trimtab").parserConfiguration(PARSER).version(false).help(false).wrap(110);
  if (one === undefined) {
    for (const each of siblings.length > 0 ? siblings : commands) base.command(usageOf(each), each.describe);
    return base.usage("trimtab <verb> <deployment>: turns over-provisioned AWS stacks down, safely").getHelp();
  }
  return base
    .usage(`trimtab ${usageOf(one)}\n\n${one.describe}`)
    .options(optionsOf(one))
    .getHelp();
}

export const usageOf = ({ verb, positionals }: Command): string =>
  [
    verb,
    ...Object.entries(positionals).map(([name, { schema }]) => (schema.safeParse(undefined).success ? `[${name}]` : `<${name}>`)),
  ].join(" ");
