import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { receiptSchema } from "../../contract";
import { type Outcome, run, runOk } from "../support/command";
import { ROOT } from "../support/paths";
import { scratch, synthProject } from "../support/terraform";

const directory = scratch("receipts");
const trimtab = (...words: readonly string[]): Promise<Outcome> =>
  run(process.execPath, [join(ROOT, "cli", "bin.cjs"), ...words], { cwd: directory });

beforeAll(async () => {
  copyFileSync(join(ROOT, "trimtab.config.json"), join(directory, "trimtab.config.json"));
  await synthProject(join(directory, "cdktf.out"));
});

/** A file's bytes with one of them changed, while `look` looks. */
async function withByteChanged<T>(file: string, at: number, look: () => Promise<T>): Promise<T> {
  const honest = readFileSync(file);
  const changed = Buffer.from(honest);
  changed[at] = (changed[at] ?? 0) ^ 1;
  writeFileSync(file, changed);
  try {
    return await look();
  } finally {
    writeFileSync(file, honest);
  }
}

describe.each(["trading", "saas", "staging"])("the receipt of the demo of %s", (deployment) => {
  const overrides = join("out", "demo", "overrides");
  const path = join(overrides, `${deployment}.receipt.json`);
  const verify = (): Promise<Outcome> => trimtab("verify", path);

  beforeAll(async () => {
    await runOk(process.execPath, [join(ROOT, "cli", "bin.cjs"), "demo", deployment], { cwd: directory });
  });

  test("is recomputed from its snapshot byte for byte", async () => {
    expect(await verify()).toMatchObject({ code: 0, stdout: expect.stringContaining("byte for byte") });
  });

  test("does not hold with another id of a recommendation", async () => {
    const text = readFileSync(join(directory, path), "utf8");
    const [id = ""] = receiptSchema.parse(JSON.parse(text)).recommendations;
    const named = text.indexOf(id, text.indexOf('"recommendations"'));
    const { code, stderr } = await withByteChanged(join(directory, path), named + id.length - 1, verify);
    expect(code).toBe(1);
    expect(stderr).toContain(`recommendation ${id} comes out, and the receipt does not name it`);
  });

  test("does not hold where a byte of its snapshot has changed, and the file is named", async () => {
    const snapshots = join(directory, ".trimtab", "snapshots", deployment);
    const snapshot = join(snapshots, readdirSync(snapshots)[0] ?? "");
    const { length } = readFileSync(join(snapshot, "metrics.parquet"));
    const { code, stderr } = await withByteChanged(join(snapshot, "metrics.parquet"), Math.floor(length / 2), verify);
    expect(code).toBe(1);
    expect(stderr).toContain("metrics.parquet: damaged or changed since it was written");
  });
});
