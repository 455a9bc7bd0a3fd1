import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import type { Construct } from "constructs";
import { buildSync } from "esbuild";
import { strToU8, zipSync } from "fflate";

export const RUNTIME = "nodejs22.x";
const TARGET = "node22";
const FILE = "index.js";
/** What Lambda calls: the export `handler` of the bundle. */
export const HANDLER = "index.handler";
/** Files of a zip carry a time: without its zone, so that it is the same bytes everywhere. */
const ZIP_TIME = "1980-01-01T00:00:00";
const READABLE_BY_ALL = 0o100644 << 16;
const UNIX = 3;

/** A function's code as Lambda takes it. */
export interface CodeBundle {
  /** Bytes of the zip. */
  readonly zip: Uint8Array;
  /** SHA-256 of the zip in base64, as Lambda reports it. */
  readonly sha256: string;
}

const bundles = new Map<string, CodeBundle>();

/**
 * Bundles a TypeScript file and what it imports into one zip; the same sources give the same bytes, wherever they lie.
 * The AWS SDK is the runtime's own and stays outside.
 * @param entry absolute path of the file that exports `handler`
 * @throws with esbuild's messages where the file does not compile
 */
export function bundle(entry: string): CodeBundle {
  bundleTogether([entry]);
  const made = bundles.get(entry);
  if (made === undefined) throw new TypeError(`esbuild made nothing of ${entry}`);
  return made;
}

/** Bundles several files, each as {@link bundle} does: one after the other, esbuild's starts take longer than its work. */
export function bundleTogether(entries: readonly string[]): void {
  const missing = entries.filter((entry) => !bundles.has(entry));
  const [first] = missing;
  if (first === undefined) return;
  const { outputFiles } = buildSync({
    entryPoints: missing.map((entry, index) => ({ in: entry, out: String(index) })),
    outdir: dirname(first),
    // Paths in the output are relative to it.
    absWorkingDir: dirname(first),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: TARGET,
    external: ["@aws-sdk/*", "@smithy/*"],
    // In place of whatever tsconfig.json lies above.
    tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
    legalComments: "none",
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
    logLevel: "silent",
  });
  for (const [index, entry] of missing.entries()) {
    const output = outputFiles.find(({ path }) => basename(path) === `${index}.js`);
    if (output !== undefined) bundles.set(entry, zipped(output.text));
  }
}

function zipped(code: string): CodeBundle {
  const zip = zipSync({ [FILE]: [strToU8(code), { attrs: READABLE_BY_ALL, os: UNIX }] }, { mtime: ZIP_TIME, level: 9 });
  return { zip, sha256: createHash("sha256").update(zip).digest("base64") };
}

let scratch: string | undefined;

/** Where zips wait until the app is synthesized and its assets are copied; gone with the process. */
function scratchDirectory(): string {
  if (scratch === undefined) {
    const made = mkdtempSync(join(tmpdir(), "trimtab-functions-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    scratch = made;
  }
  return scratch;
}

/** The code as a file beside the synthesized stack. Its path is fixed: `source_code_hash` says when the code has changed. */
export function codeAsset(scope: Construct, id: string, { zip, sha256 }: CodeBundle): TerraformAsset {
  const directory = join(scratchDirectory(), createHash("sha256").update(sha256).digest("hex"));
  mkdirSync(directory, { recursive: true });
  const path = join(directory, "function.zip");
  writeFileSync(path, zip);
  return new TerraformAsset(scope, id, { path, type: AssetType.FILE, assetHash: "bundle" });
}
