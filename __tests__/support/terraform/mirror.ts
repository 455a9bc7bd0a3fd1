import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../paths";

const HOST = "registry.terraform.io";
const PROVIDER = join(HOST, "hashicorp", "aws");

/** Directories that Terraform itself treats as mirrors, in its order. https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
export function impliedMirrors(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const dataHome = env.XDG_DATA_HOME || join(homedir(), ".local", "share");
  const dataDirs = (env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":").filter((dir) => dir !== "");
  return [
    join(ROOT, "terraform.d", "plugins"),
    join(homedir(), ".terraform.d", "plugins"),
    ...[dataHome, ...dataDirs].map((dir) => join(dir, "terraform", "plugins")),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ];
}

/** Where the Filesystem Hierarchy Standard puts software that is not the distribution's. */
const ADD_ON_ROOTS = ["/opt", "/srv", "/usr/local", "/usr/share", "/usr/lib", "/var/lib"];
const MAX_DEPTH = 4;
const MAX_DIRECTORIES = 20_000;

/** Folders under `roots` that hold a provider mirror, nearest first; looks at a bounded number of directories. */
export function* mirrorsUnder(roots: readonly string[]): Generator<string> {
  let level = roots.filter((root) => existsSync(root));
  let visited = 0;
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    const next: string[] = [];
    for (const directory of level) {
      if (++visited > MAX_DIRECTORIES) return;
      const names = subdirectories(directory);
      if (names.includes(HOST)) yield directory;
      next.push(
        ...names.filter((name) => name !== HOST && name !== "node_modules" && name !== ".terraform").map((name) => join(directory, name)),
      );
    }
    level = next;
  }
}

function subdirectories(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

const goNames = { platform: { win32: "windows" } as Record<string, string>, arch: { x64: "amd64", ia32: "386" } as Record<string, string> };

/** `linux_amd64`, as Terraform names it. */
export const platform = `${goNames.platform[process.platform] ?? process.platform}_${goNames.arch[process.arch] ?? process.arch}`;

/** Whether a mirror holds the AWS provider in this version for this machine, unpacked or as the registry's zip. */
export function holds(mirror: string, version: string): boolean {
  return (
    existsSync(join(mirror, PROVIDER, version, platform)) ||
    existsSync(join(mirror, PROVIDER, `terraform-provider-aws_${version}_${platform}.zip`))
  );
}

/** The first filesystem mirror of this machine that has the provider; undefined where there is none. */
export function findMirror(version: string): string | undefined {
  const implied = impliedMirrors().find((mirror) => holds(mirror, version));
  if (implied !== undefined) return implied;
  for (const mirror of mirrorsUnder(ADD_ON_ROOTS)) {
    if (holds(mirror, version)) return mirror;
  }
  return undefined;
}
