import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { z } from "zod";
import {
  closest,
  configSchema,
  type DeploymentContract,
  deploymentContractSchema,
  deploymentPaths,
  InputError,
  jsonProblem,
  StoreError,
  type TrimtabConfig,
} from "../contract";
import { readIfPresent } from "../optimizer/files";
import { readContractFile } from "./contract-file";

/** What the commands need of trimtab.config.json. */
type ProjectConfig = Partial<TrimtabConfig> & Pick<TrimtabConfig, "deployments">;

export interface GivenContract {
  /** As it was named. */
  readonly file: string;
  readonly contract: DeploymentContract;
}

/** The directory that a command works in, and where everything lies in it. */
export interface Project {
  readonly root: string;
  readonly config: ProjectConfig;
  /** Of a root module that is none of our stacks: the one deployment that there is. */
  readonly given?: GivenContract;
  readonly synthesized: string;
  readonly snapshots: string;
  /** Snapshots that were fetched from where they are shared. */
  readonly fetched: string;
  readonly ledger: string;
  /** What a run makes for people and tools, by deployment. */
  readonly out: (deployment: string) => string;
}

const CONFIG_FILE = "trimtab.config.json";

/** The contract file of a run: the one that is named, or else that of the environment. */
export const contractFileOf = (named: string | undefined): string | undefined => named ?? (process.env.TRIMTAB_CONTRACT || undefined);

/**
 * @param named a contract file, for a root module that is none of our stacks; such a project needs no trimtab.config.json
 * @throws InputError when this is not a project's directory, or its configuration or contract has problems
 */
export async function openProject(named?: string): Promise<Project> {
  const root = process.cwd();
  const file = contractFileOf(named);
  return {
    root,
    config: await readConfig(root, file !== undefined),
    ...(file === undefined ? {} : { given: { file, contract: await readContractFile(file) } }),
    synthesized: resolve(root, "cdktf.out"),
    snapshots: resolve(root, ".trimtab", "snapshots"),
    fetched: resolve(root, ".trimtab", "fetched"),
    ledger: resolve(root, ".trimtab", "ledger"),
    out: (deployment) => relative(process.cwd(), resolve(root, deploymentPaths(deployment).out)),
  };
}

/** @param isOptional without the file nothing is configured */
async function readConfig(root: string, isOptional: boolean): Promise<ProjectConfig> {
  const file = process.env.TRIMTAB_CONFIG || CONFIG_FILE;
  const text = await readIfPresent(resolve(root, file));
  if (text !== null) {
    return checked(configSchema, text, file, (message, problems) => new InputError(message, { problems, hint: `Correct ${file}.` }));
  }
  if (isOptional) return { deployments: {} };
  throw new InputError(`There is no ${file} in ${root}`, {
    hint: "Run trimtab in the directory of a project, name another file in TRIMTAB_CONFIG, or give a contract of your own with --contract FILE.",
  });
}

/** What a command that is told to type next has to say beside the deployment. */
export const contractOption = ({ given }: Project): string => (given === undefined ? "" : ` --contract ${given.file}`);

/** What is wrong with the name of a deployment, if anything. */
export function deploymentProblem({ config, given }: Project, deployment: string): string | undefined {
  if (given !== undefined) {
    const { file, contract } = given;
    return deployment === contract.deployment ? undefined : `${file} is the contract of ${contract.deployment}, not of ${deployment}`;
  }
  const names = Object.keys(config.deployments);
  if (names.includes(deployment)) return undefined;
  const nearest = closest(deployment, names);
  const known = `there are ${names.join(", ")}`;
  return `${JSON.stringify(deployment)}: no deployment of ${CONFIG_FILE}; ${nearest === undefined ? known : `did you mean ${nearest}? (${known})`}`;
}

/** @throws InputError when there is no such deployment, or it was not synthesized yet */
export async function loadContract(project: Project, deployment: string): Promise<DeploymentContract> {
  const problem = deploymentProblem(project, deployment);
  if (problem !== undefined) throw new InputError(problem, { hint: `Name one of them, or add it to ${CONFIG_FILE}.` });
  if (project.given !== undefined) return project.given.contract;
  const path = join(project.synthesized, deploymentPaths(deployment).contract);
  const text = await readIfPresent(path);
  if (text === null) {
    const others = synthesizedDeployments(project);
    throw new InputError(`${deployment} has no contract in ${join("cdktf.out", "contracts")}`, {
      hint:
        others.length > 0
          ? `Run npm run synth. If it stays so, the stack has nothing to turn; these have: ${others.join(", ")}.`
          : "Run npm run synth first, then this again.",
    });
  }
  return checked(
    deploymentContractSchema,
    text,
    path,
    (message, problems) => new StoreError(message, { problems, hint: "Synthesize it again: npm run synth" }),
  );
}

/** Deployments with a contract. */
export function synthesizedDeployments(project: Project): readonly string[] {
  if (project.given !== undefined) return [project.given.contract.deployment];
  try {
    return readdirSync(join(project.synthesized, "contracts"))
      .filter((name) => name.endsWith(".json"))
      .map((name) => name.slice(0, -".json".length))
      .sort();
  } catch {
    return [];
  }
}

/** JSON from a file, held against its schema; every problem at once. */
export function checked<T>(
  schema: z.ZodType<T>,
  text: string,
  path: string,
  failure: (message: string, problems: readonly string[]) => Error,
): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw failure(`${path} is not JSON`, [jsonProblem(text)]);
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw failure(
    `${path} is not valid`,
    result.error.issues.map((issue) => `${issue.path.join(".") || "file"}: ${issue.message}`),
  );
}
