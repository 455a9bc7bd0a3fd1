import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { main } from "../../cli/main";
import { CONTRACT_VERSION, canonicalJson } from "../../contract";
import { smallContract } from "../support/small-contract";
import { temporaryDirectory } from "../support/temporary-directory";

const ROOT = resolve(__dirname, "..", "..");
const directory = temporaryDirectory();

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, in the test's directory. */
async function trimtab(...words: readonly string[]): Promise<Ended> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const before = process.cwd();
  process.chdir(directory());
  try {
    const code = await main(words, { stdout, stderr });
    return { code, stdout: String(stdout.read() ?? ""), stderr: String(stderr.read() ?? "") };
  } finally {
    process.chdir(before);
  }
}

/** The same in a process of its own, with nothing of AWS in its environment. */
function trimtabProcess(...words: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: directory(), AWS_EC2_METADATA_DISABLED: "true" };
  return new Promise((ended) => {
    execFile(process.execPath, [join(ROOT, "cli", "bin.cjs"), ...words], { cwd: directory(), env }, (error, stdout, stderr) => {
      ended({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

function project(): void {
  cpSync(join(ROOT, "trimtab.config.json"), join(directory(), "trimtab.config.json"));
  mkdirSync(join(directory(), "cdktf.out", "contracts"), { recursive: true });
  const contract = { ...smallContract(), version: CONTRACT_VERSION };
  writeFileSync(join(directory(), "cdktf.out", "contracts", "trading.json"), canonicalJson(contract));
}

/** One message that a person can act on: short, no trace, nothing on stdout. */
function expectMessage({ code, stdout, stderr }: Ended, ...said: readonly RegExp[]): void {
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).toMatch(/^→ /m);
  for (const pattern of said) expect(stderr).toMatch(pattern);
}

describe("wrong words get one message with what to do", () => {
  beforeEach(project);

  test("everything that is wrong with one command line is said at once", async () => {
    const ended = await trimtab("optimize", "tradin", "--days", "-3", "--confidence", "7", "--dayz", "4", "surplus");
    expectMessage(ended, /did you mean trading/, /--days: .*not -3/, /--confidence: .*not 7/, /did you mean --days/, /surplus/);
  });

  test.each<[string, readonly string[], readonly RegExp[]]>([
    ["an unknown verb", ["optimise", "trading"], [/did you mean: trimtab optimize/i]],
    ["half a verb", ["rollout"], [/rollout status/]],
    ["a verb without its deployment", ["collect"], [/deployment: name a deployment/]],
    ["an option without its value", ["analyze", "trading", "--days"], [/--days: needs a value/]],
    ["a deployment that no scenario plays", ["demo", "ml"], [/no contract|no scenario/]],
    ["a deployment without contract", ["analyze", "ml"], [/no contract/, /npm run synth/]],
    ["a missing snapshot", ["analyze", "trading", "--snapshot", "nowhere"], [/nowhere/]],
    ["no snapshot at all", ["analyze", "trading"], [/trimtab collect trading/]],
    ["a missing CSV directory", ["collect", "trading", "--from-csv", "nowhere"], [/nowhere/]],
    ["a missing receipt", ["verify", "nowhere.json"], [/nowhere\.json/]],
    ["a missing plan", ["check-plan", "nowhere.json"], [/nowhere\.json/, /terraform show -json/]],
    ["no recommendations yet", ["explain", "trading", "web"], [/trimtab optimize trading/]],
    ["no open phase", ["rollout", "apply", "trading"], [/trimtab optimize trading/]],
    ["an undeclared variable to pin", ["pin", "trading", "web_min_sise", "--reason", "x"], [/web_min_size/]],
  ])("%s", async (_name, words, said) => {
    expectMessage(await trimtab(...words), ...said);
  });
});

describe("wrong files get one message, and stay as they are", () => {
  beforeEach(project);

  test("a malformed override: every problem, with the allowed values", async () => {
    mkdirSync(join(directory(), "overrides"));
    writeFileSync(join(directory(), "overrides", "trading.tfvars.json"), canonicalJson({ web_min_sise: 3, cache_shards: 0 }));
    expectMessage(await trimtab("optimize", "trading"), /did you mean web_min_size/, /from 1 to 90/);
    expect(existsSync(join(directory(), "out"))).toBe(false);
    expect(readdirSync(join(directory(), "overrides"))).toEqual(["trading.tfvars.json"]);
  });

  test("a snapshot whose Parquet file is broken", async () => {
    const snapshot = join(directory(), "snapshot");
    mkdirSync(snapshot);
    writeFileSync(join(snapshot, "manifest.json"), "{}");
    writeFileSync(join(snapshot, "metrics.parquet"), "PAR1 and nothing more");
    expectMessage(await trimtab("analyze", "trading", "--snapshot", "snapshot"), /manifest\.json/);
  });

  test("a damaged ledger", async () => {
    mkdirSync(join(directory(), ".trimtab", "ledger", "trading"), { recursive: true });
    writeFileSync(join(directory(), ".trimtab", "ledger", "trading", "000001.json"), "{");
    expectMessage(await trimtab("rollout", "status", "trading"), /000001\.json/, /backup/);
  });
});

test("outside a project, and as a process of its own", async () => {
  expectMessage(await trimtabProcess("optimize", "trading"), /no trimtab\.config\.json/);
});

test("no credentials: said in a few seconds, and nothing is written", async () => {
  project();
  const contract = smallContract();
  const inventory = {
    orders: { region: "us-east-1", resources: [{ scope: "table", name: "orders", dimensions: { TableName: "orders" } }] },
  };
  writeFileSync(join(directory(), "cdktf.out", "contracts", "trading.json"), canonicalJson({ ...contract, inventory }));
  expectMessage(await trimtabProcess("optimize", "trading"), /credentials/);
  expect(existsSync(join(directory(), "out"))).toBe(false);
  expect(existsSync(join(directory(), "overrides"))).toBe(false);
});
