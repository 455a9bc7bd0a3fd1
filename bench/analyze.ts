/**
 * Decides on a stored snapshot of 500 components: opened, every byte and row checked, every component judged, on two threads.
 * Writing the snapshot is not counted; it is kept in a temporary folder for the next run. `--components N` makes it smaller.
 * The last line is one JSON object: components, series, points, seconds, cpuSeconds, rssMb, bytesPerPoint (4 significant digits; full doubles).
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { canonicalJson } from "../contract";
import { analyzeStored } from "../optimizer/analysis";

const COMPONENTS = 500;
/** Full doubles are of no use to the decision: enough of them to tell their size. */
const COMPONENTS_OF_DOUBLES = 50;
const DIGITS = 4;
const DOUBLE_DIGITS = 17;
const THREADS = 2;

const writtenSchema = z.strictObject({ directory: z.string(), points: z.number(), series: z.number() });
type Written = z.infer<typeof writtenSchema>;

/** Writes it in a process of its own, unless an earlier run left it. */
function snapshotWith(components: number, digits: number): Written {
  const root = join(tmpdir(), "trimtab-bench-analyze", `${components}-components-${digits}-digits`);
  const note = join(root, "written.json");
  const known = existsSync(note) ? writtenSchema.parse(JSON.parse(readFileSync(note, "utf8"))) : undefined;
  if (known !== undefined && existsSync(join(known.directory, "manifest.json"))) return known;
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  console.log(`Writing a snapshot of ${components} components, ${digits} digits`);
  const script = resolve(__dirname, "snapshot/write.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", "tsx/cjs", script, root, `${components}`, `${digits}`], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const written = writtenSchema.parse(JSON.parse(stdout));
  writeFileSync(note, JSON.stringify(written));
  return written;
}

const bytesPerPoint = ({ directory, points }: Written): number =>
  Number((statSync(join(directory, "metrics.parquet")).size / points).toFixed(2));

async function main(): Promise<void> {
  const flag = process.argv.indexOf("--components");
  const components = flag < 0 ? COMPONENTS : Number(process.argv[flag + 1]);
  const threads = process.argv.includes("--one-thread") ? 1 : THREADS;
  const written = snapshotWith(components, DIGITS);
  const doubles = snapshotWith(Math.min(components, COMPONENTS_OF_DOUBLES), DOUBLE_DIGITS);

  const cpuBefore = process.cpuUsage();
  const began = process.hrtime.bigint();
  const { recommendations, snapshot } = await analyzeStored(written.directory, { threads });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const { user, system } = process.cpuUsage(cpuBefore);

  const { recommendations: made, rejected, unchanged } = recommendations;
  console.log(`${made.length} recommendations, ${rejected.length} candidates rejected, ${unchanged.length} components unchanged`);
  console.log(`SHA-256 of the outcome: ${createHash("sha256").update(canonicalJson(recommendations)).digest("hex")}`);
  console.log(
    JSON.stringify({
      components: Object.keys(snapshot.contract.components).length,
      series: written.series,
      points: written.points,
      threads,
      seconds: Number(seconds.toFixed(2)),
      cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
      rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      bytesPerPoint: bytesPerPoint(written),
      bytesPerPointDoubles: bytesPerPoint(doubles),
    }),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
