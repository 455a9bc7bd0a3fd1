import { extname, resolve } from "node:path";
import {
  contractFileSchema,
  contractPartsSchema,
  contractProblems,
  type DeploymentContract,
  InputError,
  schemaProblems,
} from "../contract";
import { readIfPresent } from "../optimizer/files";
import { ruleProblems } from "../optimizer/rules";
import { parsedText } from "./parsed-text";

const HINT = "Correct it and run again. All keys: trimtab schema contract";

/**
 * A contract with its policy that people keep beside a root module of their own, in YAML or JSON.
 * @throws InputError that names every problem by its path, with what the place takes
 */
export async function readContractFile(path: string): Promise<DeploymentContract> {
  const text = await readIfPresent(resolve(path));
  if (text === null) {
    throw new InputError(`There is no contract ${path}`, { hint: "Draft one from a root module: trimtab init --from-terraform DIR" });
  }
  const { value: written, problems: unread } = parsedText(text);
  if (unread.length > 0) {
    throw new InputError(`${path} is not ${extname(path) === ".json" ? "JSON" : "YAML"}`, { problems: unread, hint: HINT });
  }
  const parsed = contractFileSchema.safeParse(written);
  const misshapen = schemaProblems(contractFileSchema, written, parsed.error?.issues ?? []);
  const misfits = misfitsOf(written);
  if (parsed.success && misfits.length === 0) return parsed.data;
  throw new InputError(misshapen.length > 0 ? `${path} is not a contract` : `${path} does not fit together`, {
    problems: [...withoutThose(misshapen, misfits), ...misfits],
    hint: HINT,
  });
}

/** What does not fit together is told with what is misshapen, not after that was mended. */
function misfitsOf(written: unknown): readonly string[] {
  const parts = contractPartsSchema.parse(written);
  return [...contractProblems(parts), ...ruleProblems(parts.policy?.rules ?? {})];
}

/** A rule knows better than the contract's schema what it takes at a place. */
function withoutThose(problems: readonly string[], better: readonly string[]): readonly string[] {
  const placeOf = (problem: string): string => problem.slice(0, problem.indexOf(": "));
  const told = new Set(better.map(placeOf));
  return problems.filter((problem) => !told.has(placeOf(problem)));
}
