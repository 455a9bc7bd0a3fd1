import { extname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { contractFileSchema, contractProblems, type DeploymentContract, InputError } from "../contract";
import { readIfPresent } from "../optimizer/files";
import { ruleProblems } from "../optimizer/rules";
import { schemaProblems } from "./schema-problems";

const HINT = "Correct it and run again. All keys: trimtab schema contract";
const MOST_ALIASES = 100;

/**
 * A contract with its policy that people keep beside a root module of their own, in YAML or JSON.
 * @throws InputError that names every problem by its path, with what the place takes
 */
export async function readContractFile(path: string): Promise<DeploymentContract> {
  const text = await readIfPresent(resolve(path));
  if (text === null) {
    throw new InputError(`There is no contract ${path}`, { hint: "Draft one from a root module: trimtab init --from-terraform DIR" });
  }
  const written = parsedFile(path, text);
  const parsed = contractFileSchema.safeParse(written);
  if (!parsed.success) {
    const problems = schemaProblems(contractFileSchema, written, parsed.error.issues);
    throw new InputError(`${path} is not a contract`, { problems, hint: HINT });
  }
  const problems = [...contractProblems(parsed.data), ...ruleProblems(parsed.data.policy.rules)];
  if (problems.length > 0) throw new InputError(`${path} does not fit together`, { problems, hint: HINT });
  return parsed.data;
}

/** One line for each place: what follows the first line draws the text again, and what is said of a place later follows from the first. */
function placesOf(messages: readonly string[]): readonly string[] {
  const byPlace = new Map<string, string>();
  for (const message of messages) {
    const [line = ""] = message.trim().split("\n");
    const place = / at line \d+, column \d+/.exec(line)?.[0] ?? line;
    if (!byPlace.has(place)) byPlace.set(place, line.replace(/:$/, ""));
  }
  return [...byPlace.values()];
}

/** YAML takes JSON too; the names of its problems are better where it is known which of them is meant. */
function parsedFile(path: string, text: string): unknown {
  const isJson = extname(path) === ".json";
  try {
    if (isJson) return JSON.parse(text);
    const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
    if (document.errors.length > 0) {
      throw new InputError(`${path} is not YAML`, { problems: placesOf(document.errors.map(({ message }) => message)), hint: HINT });
    }
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${path} is not ${isJson ? "JSON" : "YAML"}`, { problems: [problem], hint: HINT, cause });
  }
}
