import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CACHE, ROOT } from "../paths";
import type { Requirement } from "../requirement";
import { findMirror } from "./mirror";

export const PROVIDER_VERSION = z
  .object({ providerVersion: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, "trimtab.config.json"), "utf8"))).providerVersion;

const TERRAFORM_VERSION = readFileSync(join(ROOT, ".terraform-version"), "utf8").trim();

/** Whether the Terraform that the project names is on the PATH. */
export function terraformAvailable(): Requirement {
  const wanted = `terraform ${TERRAFORM_VERSION} (see .terraform-version)`;
  const answer = spawnSync("terraform", ["version", "-json"], {
    encoding: "utf8",
    env: { ...process.env, ...QUIET, TF_CLI_CONFIG_FILE: "/dev/null" },
  });
  if (answer.error !== undefined)
    return { met: false, reason: `${wanted} is not on the PATH: install it from https://releases.hashicorp.com/terraform` };
  const version = z.object({ terraform_version: z.string() }).safeParse(parseJson(answer.stdout));
  if (!version.success)
    return { met: false, reason: `${wanted} is needed, but \`terraform version -json\` says: ${answer.stdout}${answer.stderr}` };
  return version.data.terraform_version === TERRAFORM_VERSION
    ? { met: true }
    : { met: false, reason: `${wanted} is needed, this machine has ${version.data.terraform_version}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Terraform and provider live for seconds: collecting garbage less often saves a fourth of their processor time for a fifth more memory. */
const HASTY = { GOGC: "400" } as const;
const QUIET = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" } as const;
const PLUGIN_CACHE = join(CACHE, "plugins");

function configurationFor(mirror: string | undefined): string {
  const head = "disable_checkpoint = true\n";
  if (mirror === undefined) return `${head}plugin_cache_dir = ${JSON.stringify(PLUGIN_CACHE)}\n`;
  return `${head}provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`;
}

let chosen: string | undefined;

/**
 * The CLI configuration that tests hand to Terraform: the user's own where `TF_CLI_CONFIG_FILE` names a file that exists,
 * else one that takes the provider from a filesystem mirror of this machine, else from the registry.
 */
export function cliConfigFile(): string {
  if (chosen !== undefined) return chosen;
  const own = process.env.TF_CLI_CONFIG_FILE;
  if (own !== undefined && existsSync(own)) {
    process.stderr.write(`terraform: provider source as in TF_CLI_CONFIG_FILE=${own}\n`);
    chosen = own;
    return own;
  }
  const mirror = findMirror(PROVIDER_VERSION);
  process.stderr.write(
    mirror === undefined
      ? `terraform: hashicorp/aws ${PROVIDER_VERSION} from the registry (no filesystem mirror found)\n`
      : `terraform: hashicorp/aws ${PROVIDER_VERSION} from the mirror ${mirror}\n`,
  );
  mkdirSync(PLUGIN_CACHE, { recursive: true });
  const path = join(CACHE, "terraformrc");
  const text = configurationFor(mirror);
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    writeFileSync(`${path}.${process.pid}`, text);
    renameSync(`${path}.${process.pid}`, path);
  }
  chosen = path;
  return path;
}

/** What every Terraform that tests start has in its environment; variables that would change a plan are taken out. */
export function terraformEnvironment(): Readonly<Record<string, string | undefined>> {
  const foreign = Object.keys(process.env).filter((name) => /^(TF_|AWS_)/.test(name));
  return { ...Object.fromEntries(foreign.map((name) => [name, undefined])), ...QUIET, ...HASTY, TF_CLI_CONFIG_FILE: cliConfigFile() };
}
