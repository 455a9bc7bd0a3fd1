import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { main } from "../../cli/main";
import { receiptSchema } from "../../contract";
import { run } from "../support/command";
import { csvProject } from "../support/csv-project";
import { Emulator } from "../support/emulator";
import { ROOT } from "../support/paths";
import { pythonAvailable } from "../support/python-environment";
import { describeWith } from "../support/requirement";

const STORE = "s3://trimtab-measured/team";
/** The day after the example's measurements end. */
const NOW = "2026-11-03T06:00:00Z";

describeWith([pythonAvailable()], "measurements in files, shared in a bucket", () => {
  const [before, cwd] = [{ ...process.env }, process.cwd()];
  let project = "";
  let emulator: Emulator;

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), "trimtab-stored-"));
    csvProject(project);
    process.chdir(project);
    emulator = await Emulator.start();
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: emulator.url,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    await new S3Client({ region: "us-east-1", forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: "trimtab-measured" }));
    const generated = await run(join(ROOT, "node_modules", ".bin", "tsx"), ["examples/csv/generate.ts", "measurements"], { cwd: project });
    expect(generated).toMatchObject({ code: 0 });
    await trimtab("collect", "trading", "--from-csv", "measurements", "--store", STORE);
    rmSync(join(project, ".trimtab"), { recursive: true });
  });

  afterAll(async () => {
    process.chdir(cwd);
    process.env = before;
    await emulator.stop();
    rmSync(project, { recursive: true, force: true });
  });

  async function trimtab(...words: readonly string[]): Promise<string> {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const code = await main(words, { stdout, stderr });
    expect({ words, code, stderr: String(stderr.read() ?? "") }).toMatchObject({ code: 0 });
    return String(stdout.read() ?? "");
  }

  test("are proposed on, and verified from the bucket alone", async () => {
    const snapshot = `${STORE}/trading/2026-11-02T00-00-00Z`;
    expect(await trimtab("optimize", "trading", "--snapshot", snapshot, "--now", NOW)).toContain("trades_billing_mode");
    const receipt = join(project, "overrides", "trading.receipt.json");
    expect(receiptSchema.parse(JSON.parse(readFileSync(receipt, "utf8"))).source).toBe("csv");
    rmSync(join(project, ".trimtab", "fetched"), { recursive: true });
    expect(await trimtab("verify", receipt, "--store", STORE)).toContain("byte for byte");
  });

  test("are not proposed on with options that would judge otherwise", async () => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const words = ["optimize", "trading", "--snapshot", `${STORE}/trading/2026-11-02T00-00-00Z`, "--days", "7", "--full"];
    expect(await main(words, { stdout, stderr })).toBe(1);
    expect(String(stderr.read() ?? "")).toContain("--days, --full would read or judge otherwise");
  });
});
