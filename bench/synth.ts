/**
 * Synth of every deployment against a plain script that makes the same resources with the bindings, run in turn.
 * The last line is one JSON object: resources, wallRatio (median over median), rssMb (highest of all runs).
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";

const ROOT = resolve(__dirname, "..");
/** What `npm run synth` and cdktf run. */
const OURS = "scripts/synth.cjs";
const RUNS = 9;

const stackSchema = z.looseObject({ resource: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}) });

interface Run {
  readonly seconds: number;
  readonly rssMb: number;
}

/** Runs a file in a Node of its own; what it needed is read when it ends. */
function run(file: string, outdir: string): Run {
  const usage = join(outdir, "usage.json");
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    [...(file.endsWith(".ts") ? ["--require", "tsx/cjs"] : []), "--require", join(ROOT, "bench/usage.cjs"), file],
    {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: outdir, TRIMTAB_OVERRIDES: outdir, BENCH_USAGE: usage },
      encoding: "utf8",
    },
  );
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`${file} ended with ${status}\n${stderr}`);
  const { maxRssKb } = z.object({ maxRssKb: z.number() }).parse(JSON.parse(readFileSync(usage, "utf8")));
  return { seconds, rssMb: maxRssKb / 1024 };
}

type Resources = readonly {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
  readonly config: Record<string, unknown>;
}[];

function resourcesOf(outdir: string): Resources {
  const folder = join(outdir, "stacks");
  return readdirSync(folder).flatMap((stack) => {
    const { resource } = stackSchema.parse(JSON.parse(readFileSync(join(folder, stack, "cdk.tf.json"), "utf8")));
    return Object.entries(resource).flatMap(([type, byId]) => Object.entries(byId).map(([id, config]) => ({ stack, type, id, config })));
  });
}

/** Arguments as the bindings take them; what only Terraform's JSON has is left out. */
function argumentsOf(config: Readonly<Record<string, unknown>>): unknown {
  const {
    "//": _metadata,
    lifecycle: _lifecycle,
    depends_on: _dependsOn,
    for_each: _forEach,
    count: _count,
    provider: _provider,
    ...own
  } = config;
  return camelKeys(own);
}

function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase()), camelKeys(inner)]),
  );
}

/** Where a kind of resource comes from; what is Terraform's own comes with cdktf. */
const bindingOf = (type: string): string =>
  type.startsWith("aws_") ? `@cdktf/provider-aws/lib/${type.slice("aws_".length).replaceAll("_", "-")}` : "cdktf";

/** The plain script: one import per kind of resource, one constructor call per resource, their arguments beside it as data. */
function writePlainScript(file: string, resources: Resources): void {
  const types = [...new Set(resources.map(({ type }) => type))];
  const data = `${file}.json`;
  writeFileSync(data, JSON.stringify(resources.map((each) => ({ ...each, config: argumentsOf(each.config) }))));
  const modules = types.map((type) => `  ${JSON.stringify(type)}: require(${JSON.stringify(bindingOf(type))}),`);
  writeFileSync(
    file,
    `import { readFileSync } from "node:fs";
import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
const modules: Record<string, Record<string, any>> = {
${modules.join("\n")}
};
const app = new App({ outdir: process.env.CDKTF_OUTDIR });
const stacks = new Map<string, TerraformStack>();
for (const { stack: name, type, id, config } of JSON.parse(readFileSync(${JSON.stringify(data)}, "utf8"))) {
  let stack = stacks.get(name);
  if (stack === undefined) {
    stack = new TerraformStack(app, name);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    stacks.set(name, stack);
  }
  const Resource = Object.values(modules[type]!).find((each) => each.tfResourceType === type);
  new Resource(stack, type + "_" + id, config);
}
app.synth();
`,
  );
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const work = mkdtempSync(join(tmpdir(), "trimtab-bench-"));
const plainFolder = join(ROOT, "out/bench");
try {
  const [ours, plain] = [join(work, "ours"), join(work, "plain")];
  for (const directory of [ours, plain, plainFolder]) mkdirSync(directory, { recursive: true });
  run(OURS, ours);
  const resources = resourcesOf(ours);
  const script = join(plainFolder, "plain-synth.ts");
  writePlainScript(script, resources);
  run(script, plain);

  const runs: { ours: Run; plain: Run }[] = [];
  for (let i = 0; i < RUNS; i++) runs.push({ ours: run(OURS, ours), plain: run(script, plain) });
  const oursSeconds = median(runs.map((each) => each.ours.seconds));
  const plainSeconds = median(runs.map((each) => each.plain.seconds));
  console.log(`synth ${oursSeconds.toFixed(2)} s, plain script ${plainSeconds.toFixed(2)} s (medians of ${RUNS})`);
  console.log(
    JSON.stringify({
      resources: resources.length,
      wallRatio: Number((oursSeconds / plainSeconds).toFixed(3)),
      rssMb: Math.round(Math.max(...runs.map((each) => each.ours.rssMb))),
    }),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
