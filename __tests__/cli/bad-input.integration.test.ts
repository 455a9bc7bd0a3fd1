import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { main } from "../../cli/main";
import { CONTRACT_VERSION, canonicalJson, type DeploymentContract } from "../../contract";
import { recommendationsSchema } from "../../optimizer/plan/recommendation";
import { version } from "../../package.json";
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

/** The same in a process of its own, with nothing of AWS in its environment but what is given. */
function trimtabProcess(words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: directory(), AWS_EC2_METADATA_DISABLED: "true", ...more };
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

/** The small contract with one table that can be measured. */
const withOrders = (more: Partial<DeploymentContract> = {}): DeploymentContract => ({
  ...smallContract(),
  inventory: { orders: { region: "us-east-1", resources: [{ scope: "table", name: "orders", dimensions: { TableName: "orders" } }] } },
  ...more,
});

/** One message that a person can act on: short, no trace, nothing on stdout. */
function expectMessage({ code, stdout, stderr }: Ended, ...said: readonly RegExp[]): void {
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).toMatch(/^trimtab: /m);
  expect(stderr).toMatch(/^→ .*\n$/m);
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
    [
      "words for numbers",
      ["analyze", "trading", "--confidence", "abc", "--days=3x"],
      [/--confidence: takes a number from 0 to 1, not "abc"/, /--days: takes a whole number of days .*, not "3x"/],
    ],
    ["an option without its value", ["analyze", "trading", "--days"], [/--days: needs a value/]],
    ["a deployment that no scenario plays", ["demo", "ml"], [/no contract|no scenario/]],
    ["a deployment without contract", ["analyze", "ml"], [/no contract/, /npm run synth/]],
    ["a missing snapshot", ["analyze", "trading", "--snapshot", "nowhere"], [/nowhere/]],
    ["no snapshot at all", ["analyze", "trading"], [/trimtab collect trading/]],
    ["a missing CSV directory", ["collect", "trading", "--from-csv", "nowhere"], [/nowhere/]],
    ["a store on the web", ["collect", "trading", "--store", "http://x/y"], [/http:\/\/x\/y/i, /s3:\/\/bucket\/prefix/]],
    ["a snapshot on the web", ["analyze", "trading", "--snapshot", "https://x/y/trading/z"], [/https:\/\/x\/y/i, /s3:\/\/bucket\/prefix/]],
    ["another present for an account, to collect", ["collect", "trading", "--now", "2026-11-20T06:00:00Z"], [/--now/, /simulate/]],
    ["another present for an account, to optimize", ["optimize", "trading", "--now", "2026-11-20T06:00:00Z"], [/--now/, /simulate/]],
    [
      "another present for an account, to roll out",
      ["rollout", "observe", "trading", "--now", "2026-11-20T06:00:00Z"],
      [/--now/, /simulate/],
    ],
    [
      "a snapshot that lies elsewhere, as it was named",
      ["analyze", "trading", "--snapshot", "/nowhere/at/all"],
      [/^Deciding on \/nowhere\/at\/all$/m],
    ],
    ["a missing receipt", ["verify", "nowhere.json"], [/nowhere\.json/]],
    ["a missing plan", ["check-plan", "nowhere.json"], [/nowhere\.json/, /terraform show -json/]],
    [
      "a region that the deployment is not in",
      ["collect", "trading", "--from-csv", "x", "--region", "eu-west-1"],
      [/nothing in eu-west-1/, /us-east-1/],
    ],
    ["what is no region", ["analyze", "trading", "--region", "moon"], [/us-east-1/, /not "moon"/]],
    ["no recommendations yet", ["explain", "trading", "web"], [/trimtab optimize trading/]],
    ["no open phase", ["rollout", "apply", "trading"], [/trimtab optimize trading/]],
    ["an undeclared variable to pin", ["pin", "trading", "web_min_sise", "--reason", "x"], [/web_min_size/]],
  ])("%s", async (_name, words, said) => {
    const before = readdirSync(directory());
    expectMessage(await trimtab(...words), ...said);
    expect(readdirSync(directory()).filter((name) => !before.includes(name) && name !== ".trimtab")).toEqual([]);
  });
});

test.each([["demo"], ["analyze"], ["optimize"]])("in a fresh clone %s says exactly what to run first", async (verb) => {
  cpSync(join(ROOT, "trimtab.config.json"), join(directory(), "trimtab.config.json"));
  const ended = await trimtab(verb, "trading");
  expectMessage(ended, /^trimtab: trading has no contract in cdktf\.out\/contracts\n→ Run npm run synth first, then this again\.\n$/);
  expect((await trimtab("demo", "--help")).stdout.replace(/\s+/g, " ")).toContain("It asks for npm run synth, once");
});

describe("wrong files get one message, and stay as they are", () => {
  beforeEach(project);

  test.each<[string, string, readonly string[]]>([
    ["the configuration", "trimtab.config.json", ["analyze", "trading"]],
    ["a contract that synth wrote", "cdktf.out/contracts/trading.json", ["analyze", "trading"]],
    ["an override", "overrides/trading.tfvars.json", ["rollout", "status", "trading"]],
    ["a plan", "plan.json", ["check-plan", "plan.json", "--deployment", "trading"]],
    ["recommendations", "out/trading/recommendations.json", ["explain", "trading"]],
  ])("JSON that is none is told with its line and column: %s", async (_name, file, words) => {
    mkdirSync(join(directory(), file, ".."), { recursive: true });
    writeFileSync(join(directory(), file), '{\n  "a": 1,\n}\n');
    expectMessage(await trimtab(...words), /line 3, column 1: expected double-quoted property name/);
  });

  test("a malformed override: every problem, with the allowed values", async () => {
    mkdirSync(join(directory(), "overrides"));
    writeFileSync(join(directory(), "overrides", "trading.tfvars.json"), canonicalJson({ web_min_sise: 3, cache_shards: 0 }));
    expectMessage(await trimtab("optimize", "trading"), /did you mean web_min_size/, /from 1 to 90/);
    expect(existsSync(join(directory(), "out"))).toBe(false);
    expect(readdirSync(join(directory(), "overrides"))).toEqual(["trading.tfvars.json"]);
  });

  test.each([
    [["pin", "trading", "cache_shards", "--reason", "x"]],
    [["pin", "trading", "cache_shards", "--reason", "x", "--release"]],
    [["collect", "trading", "--from-csv", "."]],
    [["rollout", "status", "trading"]],
    [["promote", "trading"]],
  ])("%j refuses a malformed override with the full list, and changes nothing", async (words) => {
    const override = join(directory(), "overrides", "trading.tfvars.json");
    mkdirSync(join(directory(), "overrides"));
    writeFileSync(override, canonicalJson({ web_min_sise: 3, cache_shards: 0 }));
    expectMessage(
      await trimtab(...words),
      /overrides\/trading\.tfvars\.json: .*web_min_size/,
      /cache_shards: 0 is not allowed.*from 1 to 90/,
    );
    expect(readFileSync(override, "utf8")).toBe(canonicalJson({ web_min_sise: 3, cache_shards: 0 }));
    expect(existsSync(join(directory(), ".trimtab", "ledger"))).toBe(false);
  });

  describe("a damaged snapshot", () => {
    const snapshot = (): string => join(directory(), ".trimtab", "snapshots", "trading", "2026-11-01T00-02-00Z");
    const manifest = (): string => join(snapshot(), "manifest.json");
    const parquet = (): string => join(snapshot(), "metrics.parquet");

    beforeEach(async () => {
      writeFileSync(join(directory(), "cdktf.out", "contracts", "trading.json"), canonicalJson(withOrders()));
      mkdirSync(join(directory(), "csv"));
      const rows = "timestamp,value\n2026-11-01,1\n2026-11-01 00:01,1\n";
      writeFileSync(join(directory(), "csv", "orders.orders.provisioned_reads.Average.csv"), rows);
      expect(await trimtab("collect", "trading", "--from-csv", "csv")).toMatchObject({ code: 0 });
    });

    test("whole, it is decided on", async () => {
      expect(await trimtab("analyze", "trading", "--dry-run")).toMatchObject({ code: 0 });
    });

    test("of fewer days than are asked for, that is said", async () => {
      const { code, stderr } = await trimtab("analyze", "trading", "--dry-run", "--days", "90");
      expect([code, stderr]).toEqual([0, expect.stringMatching(/WARNING: the snapshot reaches back \d+ days, not 90/)]);
    });

    test("none can be kept where a file has the store's name", async () => {
      const ended = await trimtab("collect", "trading", "--from-csv", "csv", "--store", "trimtab.config.json");
      expectMessage(ended, /a part of the path is a file, no folder/, /Name a folder/);
    });

    test.each<[string, () => void, RegExp]>([
      ["a Parquet file that is none", () => writeFileSync(parquet(), "PAR1 and nothing more"), /metrics\.parquet/],
      ["a Parquet file cut short", () => writeFileSync(parquet(), readFileSync(parquet()).subarray(0, -40)), /metrics\.parquet/],
      ["no Parquet file", () => rmSync(parquet()), /metrics\.parquet/],
      ["a manifest that is no JSON", () => writeFileSync(manifest(), "{"), /manifest\.json/],
      ["a manifest that says nothing", () => writeFileSync(manifest(), "{}"), /manifest\.json/],
      ["prices changed by hand", () => writeFileSync(join(snapshot(), "prices.json"), "{}"), /prices\.json/],
    ])("%s", async (_case, damage, said) => {
      damage();
      expectMessage(await trimtab("analyze", "trading", "--snapshot", snapshot()), said);
      expect(existsSync(join(directory(), "out"))).toBe(false);
    });
  });

  test("a damaged ledger", async () => {
    mkdirSync(join(directory(), ".trimtab", "ledger", "trading"), { recursive: true });
    writeFileSync(join(directory(), ".trimtab", "ledger", "trading", "000001.json"), "{");
    expectMessage(await trimtab("rollout", "status", "trading"), /000001\.json/, /backup/);
  });
});

test("outside a project, and as a process of its own", async () => {
  expectMessage(await trimtabProcess(["optimize", "trading"]), /no trimtab\.config\.json/);
});

test("no credentials: said in a few seconds, and nothing is written", async () => {
  project();
  writeFileSync(join(directory(), "cdktf.out", "contracts", "trading.json"), canonicalJson(withOrders()));
  expectMessage(await trimtabProcess(["optimize", "trading"]), /credentials/);
  expect(existsSync(join(directory(), "out"))).toBe(false);
  expect(existsSync(join(directory(), "overrides"))).toBe(false);
});

describe("an endpoint", () => {
  const endpoints: Server[] = [];
  afterEach(() => {
    for (const endpoint of endpoints.splice(0)) endpoint.close();
  });

  /** Takes connections and says nothing. @returns its URL */
  async function silent(): Promise<string> {
    const endpoint = createServer((socket) => socket.unref()).listen(0, "127.0.0.1");
    endpoints.push(endpoint);
    await once(endpoint, "listening");
    const address = endpoint.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return `http://127.0.0.1:${address.port}`;
  }
  const signedIn = (url: string) => ({ AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });

  test.each<[string, () => Promise<string>, RegExp]>([
    ["that never answers", silent, /not answered for 19 s/],
    [
      "that refuses",
      async () => {
        const url = await silent();
        await new Promise((closed) => endpoints.pop()?.close(closed));
        return url;
      },
      /cannot be reached/,
    ],
  ])("%s: said within half a minute, and nothing is written", async (_case, endpoint, said) => {
    project();
    writeFileSync(join(directory(), "cdktf.out", "contracts", "trading.json"), canonicalJson(withOrders()));
    const before = performance.now();
    expectMessage(await trimtabProcess(["optimize", "trading"], signedIn(await endpoint())), said, /AWS_ENDPOINT_URL/);
    expect(performance.now() - before).toBeLessThan(30_000);
    for (const written of ["out", "overrides"]) expect(existsSync(join(directory(), written))).toBe(false);
  });
});

test("the region asked for is part of what the snapshot records", async () => {
  project();
  writeFileSync(
    join(directory(), "cdktf.out", "contracts", "trading.json"),
    canonicalJson(withOrders({ regions: ["us-east-1", "eu-west-1"] })),
  );
  mkdirSync(join(directory(), "csv"));
  writeFileSync(
    join(directory(), "csv", "orders.orders.provisioned_reads.Average.csv"),
    "timestamp,value\n2026-11-01,1\n2026-11-01 00:01,1\n",
  );
  await trimtab("collect", "trading", "--from-csv", "csv", "--region", "eu-west-1");
  const decided = await trimtab("analyze", "trading", "--dry-run", "--json");
  const { unchanged } = recommendationsSchema.parse(JSON.parse(decided.stdout));
  expect(unchanged).toContainEqual({ component: "orders", reason: "no change: it is in us-east-1, and only eu-west-1 was asked for" });
});

test.each([["--version"], ["--version", "--json"]])("%j prints the version and nothing else", async (...words) => {
  expect(await trimtab(...words)).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});
