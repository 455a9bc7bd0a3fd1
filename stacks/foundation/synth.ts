import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { App } from "cdktf";
import {
  CONTRACT_VERSION,
  canonicalJson,
  type DeploymentContract,
  defaultsOf,
  deploymentContractSchema,
  deploymentPaths,
  InputError,
  type StackContract,
  type Values,
} from "../../contract";
import { CONFIG_FILE, type Deployment, loadConfig } from "./config";
import type { StackDefinition } from "./definition";
import { readIfPresent, writeWhole } from "./files";
import { loadOverrides, type Override } from "./overrides";
import { declareProvenance } from "./provenance";
import { withoutStackTraces } from "./stack-traces";

const LOCK_FILE = ".terraform.lock.hcl";

export interface SynthRequest {
  readonly stacks: readonly StackDefinition[];
  /** Directory of the project. */
  readonly root: string;
  /**
   * `TRIMTAB_OVERRIDES`: another overrides directory. `TRIMTAB_CONFIG`: another configuration file.
   * `CDKTF_OUTDIR`: set by the cdktf command line. `AWS_ENDPOINT_URL*`: whether only this machine can be reached.
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Entry {
  readonly deployment: Deployment;
  readonly definition: StackDefinition;
  readonly contract: StackContract;
}

/**
 * Synthesizes every deployment of the configuration. Everything is checked before the first byte is written, and stacks reach
 * their place by rename: a refused synth leaves the last one as it was.
 * @returns the names of the deployments that have resources
 * @throws InputError where configuration or overrides are wrong
 */
export function synthesize({ stacks, root, environment }: SynthRequest): readonly string[] {
  const out = resolve(root, environment.CDKTF_OUTDIR || "cdktf.out");
  const entries = entriesOf(loadConfig(resolve(root, environment.TRIMTAB_CONFIG || CONFIG_FILE)), stacks);
  const overrides = loadOverrides(
    overridesDirectory(root, environment.TRIMTAB_OVERRIDES),
    entries
      .filter(({ definition }) => definition.policy !== undefined)
      .map(({ deployment, contract }) => ({ deployment: deployment.name, contract })),
  );
  const contracts = entries.flatMap((entry) => contractOf(entry, overrides.get(entry.deployment.name)));

  const staging = join(out, ".staging");
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    const built = withoutStackTraces(() => {
      const app = new App({ outdir: staging, stackTraces: false });
      const deployments = ofEach(entries, ({ deployment, definition }) => {
        const stack = definition.instantiate(app, deployment);
        if (stack === undefined) return [];
        declareProvenance(stack, overrides.get(deployment.name)?.receipt, environment);
        return [deployment];
      });
      app.synth();
      return deployments;
    });
    moveFiles(staging, out);
    writeContracts(out, contracts);
    for (const deployment of built) {
      placeFile(join(out, deploymentPaths(deployment.name).autoTfvars), overrides.get(deployment.name)?.bytes);
      restoreLockFile(root, out, deployment);
    }
    return built.map(({ name }) => name);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** A directory that was named and is not there holds no overrides: said, not passed over in silence. */
function overridesDirectory(root: string, named: string | undefined): string {
  const usual = resolve(root, "overrides");
  const directory = resolve(root, named || usual);
  if (directory !== usual && !existsSync(directory)) {
    process.emitWarning(`TRIMTAB_OVERRIDES names ${directory}, and there is no such directory: no override is used`, "OverridesWarning");
  }
  return directory;
}

function entriesOf(deployments: readonly Deployment[], stacks: readonly StackDefinition[]): readonly Entry[] {
  const problems: string[] = [];
  const entries: Entry[] = [];
  for (const deployment of deployments) {
    const definition = stacks.find(({ name }) => name === deployment.stack);
    if (definition === undefined) problems.push(`deployments.${deployment.name}: the app has no stack ${deployment.stack}`);
    else entries.push({ deployment, definition, contract: definition.contractOf(deployment) });
  }
  if (problems.length > 0) throw new InputError("the configuration names stacks that do not exist", { problems });
  return entries;
}

/** @throws InputError with what is wrong with any of the entries */
function ofEach<T>(entries: readonly Entry[], build: (entry: Entry) => readonly T[]): readonly T[] {
  const wrong: InputError[] = [];
  const built = entries.flatMap((entry) => {
    try {
      return build(entry);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      wrong.push(error);
      return [];
    }
  });
  const [first, ...others] = wrong;
  if (first === undefined) return built;
  if (others.length === 0) throw first;
  throw new InputError(`${wrong.length} deployments cannot be synthesized`, { problems: wrong.flatMap(problemsOf) });
}

const problemsOf = ({ message, problems, hint }: InputError): readonly string[] => [
  ...(problems.length === 0 ? [message] : problems.map((problem) => `${message}: ${problem}`)),
  ...(hint === undefined ? [] : [`→ ${hint}`]),
];

function contractOf({ deployment, definition, contract }: Entry, override: Override | undefined): readonly DeploymentContract[] {
  const policy = definition.policyOf(deployment);
  if (policy === undefined) return [];
  return [
    deploymentContractSchema.parse({
      version: CONTRACT_VERSION,
      deployment: deployment.name,
      stack: deployment.stack,
      environment: deployment.environment,
      account: deployment.account,
      regions: deployment.regions,
      components: contract.components,
      inventory: definition.inventory(deployment, widest(defaultsOf(contract.components), override?.values ?? {})),
      policy,
    }),
  ];
}

/** A count that was turned down still has history above it: the inventory covers the greater of default and override. */
function widest(defaults: Values, overrides: Values): Values {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => {
      const override = overrides[name] ?? value;
      return [name, typeof value === "number" && typeof override === "number" ? Math.max(value, override) : override];
    }),
  );
}

function moveFiles(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, source.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    renameSync(source, target);
  }
}

/** Contracts of deployments that left the configuration go with them. */
function writeContracts(out: string, contracts: readonly DeploymentContract[]): void {
  const files = new Map<string, string>(
    contracts.map((contract) => [deploymentPaths(contract.deployment).contract, canonicalJson(contract)]),
  );
  for (const [file, content] of files) writeWhole(join(out, file), content);
  const directory = join(out, "contracts");
  for (const file of existsSync(directory) ? readdirSync(directory) : []) {
    if (!files.has(`contracts/${file}`)) rmSync(join(directory, file));
  }
}

function placeFile(target: string, bytes: Buffer | undefined): void {
  if (bytes === undefined) rmSync(target, { force: true });
  else writeWhole(target, bytes);
}

/** cdktf.out is disposable, provider hashes are not: a lock file that the stack's folder holds is put back. */
function restoreLockFile(root: string, out: string, { name, stack }: Deployment): void {
  const locked = readIfPresent(join(root, "stacks", stack, LOCK_FILE));
  if (locked !== undefined) writeWhole(join(out, deploymentPaths(name).terraform, LOCK_FILE), locked);
}
