import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import Ajv from "ajv";
import { parse, stringify } from "yaml";
import { readContractFile } from "../../cli/contract-file";
import { main } from "../../cli/main";
import { DEFAULT_ALERTING, DEFAULT_GUARDS, InputError, variablesOf } from "../../contract";
import { ROOT } from "../support/paths";
import { temporaryDirectory } from "../support/temporary-directory";

const directory = temporaryDirectory();

const CONTRACT = `
deployment: shop
account: "012345678901"
regions: [eu-west-1]
components:
  web:
    kind: auto-scaling-group
    description: Web servers
    tunables:
      instance_type:
        type: choice
        description: Type of each instance
        variable: web_type
        ladder: [m6i.large, m6i.xlarge]
        default: m6i.xlarge
      min_size: { type: count, description: Fewest, unit: instance, min: 3, max: 12, default: 6 }
      max_size: 12
      target_cpu_percent: 50
      volume_size_gib: 30
  sessions:
    kind: dynamodb-table
    description: Sessions
    tunables:
      billing_mode: PAY_PER_REQUEST
inventory:
  web: { region: eu-west-1, resources: [{ scope: group, name: web, dimensions: { AutoScalingGroupName: shop-web } }] }
  sessions: { region: eu-west-1, resources: [{ scope: table, name: sessions, dimensions: { TableName: shop-sessions } }] }
policy:
  lookBackDays: 60
  timeZone: Europe/Dublin
  calendar: { workingDays: [1, 2, 3, 4, 5], holidays: [], open: "08:00", close: "18:00" }
  slos: []
  scaleUpTriggers: []
  rules: { group-size: { cpuP95Below: 0.4, networkShareBelow: 0.3 } }
  guards: { sloMargin: 0.1 }
  phases: [{ name: compute, turns: [{ component: web, tunables: [instance_type, min_size] }] }]
  observation:
    windowHours: 24
    soakMinutes: 30
    mustHoldOpenAndClose: true
    triggers: []
    relativeTriggers: []
    minPointsShare: 0.5
`;

function file(name: string, text: string): string {
  const path = join(directory(), name);
  writeFileSync(path, text);
  return path;
}

const read = (text: string, name = "trimtab.yaml") => readContractFile(file(name, text));
const problemsOf = async (text: string): Promise<readonly string[]> => {
  const failure = await read(text).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof InputError)) throw new Error("it was taken");
  expect(failure.hint).toMatch(/trimtab schema contract/);
  return failure.problems;
};

describe("a contract file", () => {
  test("is YAML or JSON, and gives the same contract", async () => {
    expect(await read(JSON.stringify(parse(CONTRACT)), "trimtab.json")).toEqual(await read(CONTRACT));
  });

  test("may leave out what is as in every stack of ours", async () => {
    const { version, stack, environment, policy } = await read(CONTRACT);
    expect({ version, stack, environment }).toEqual({ version: 1, stack: "shop", environment: "prod" });
    expect(policy).toMatchObject({
      alerting: DEFAULT_ALERTING,
      maxRisk: 0.05,
      coolDownDays: 7,
      guards: { ...DEFAULT_GUARDS, sloMargin: 0.1 },
    });
  });

  test("takes the bare value of what is not turned", async () => {
    const { components } = await read(CONTRACT);
    expect(components.web?.tunables).toMatchObject({ max_size: { type: "count", min: 12, max: 12, default: 12 } });
    expect(components.sessions?.tunables).toMatchObject({ billing_mode: { type: "choice", ladder: ["PAY_PER_REQUEST"] } });
  });

  test("names the module's own variables, or leaves the usual ones", async () => {
    expect([...variablesOf((await read(CONTRACT)).components).keys()].slice(0, 2)).toEqual(["web_type", "web_min_size"]);
  });

  test("is what its published schema says", () => {
    const published: unknown = JSON.parse(readFileSync(join(ROOT, "schemas", "contract.schema.json"), "utf8"));
    if (typeof published !== "object" || published === null) throw new TypeError("a schema is an object");
    const isContract = new Ajv({ strict: false, validateFormats: false }).compile(published);
    expect(isContract(parse(CONTRACT))).toBe(true);
    expect(isContract({ ...parse(CONTRACT), regions: [] })).toBe(false);
  });
});

const replaced = (from: string, to: string): string => {
  expect(CONTRACT).toContain(from);
  return CONTRACT.replace(from, to);
};

test.each<[string, string, string, string]>([
  ["a missing key", 'account: "012345678901"\n', "", "account: is missing; it takes a text"],
  ["a number for a text", 'account: "012345678901"', "account: 12345678901", "account: 12345678901 is not allowed; it takes a text"],
  ["an account that is too short", '"012345678901"', '"12"', 'account: "12": twelve digits, in quotes: YAML takes a leading zero away'],
  ["a misspelt key", "guards:", "gaurds:", "policy.gaurds: is not known here; did you mean guards?"],
  ["a kind that is none", "auto-scaling-group", "ec2", 'components.web.kind: "ec2" is not allowed; it takes "aurora-cluster", or '],
  [
    "a tunable of another kind",
    "volume_size_gib:",
    "shards:",
    "components.web.tunables.shards: is not known here; there are instance_type, ",
  ],
  ["a default off its ladder", "default: m6i.xlarge", "default: m6i.large2", "components.web.tunables.instance_type: {"],
  [
    "a value out of range",
    "lookBackDays: 60",
    "lookBackDays: 500",
    "policy.lookBackDays: 500 is not allowed; it takes a whole number from 1 to 455",
  ],
  [
    "an unknown alternative",
    "billing_mode: PAY_PER_REQUEST",
    "billing_mode: 7",
    "components.sessions.tunables.billing_mode: 7 is not allowed; it takes ",
  ],
  [
    "one variable for two sizes",
    "variable: web_type",
    "variable: web_min_size",
    "components.web.tunables.min_size: the variable web_min_size is that of components.web.tunables.instance_type already",
  ],
  ["a minimum over its maximum", "max_size: 12", "max_size: 5", "components: web_min_size: 6 is greater than web_max_size, which is 5"],
  ["a component without inventory", "  sessions: { region", "  session: { region", "inventory.sessions: is missing"],
  [
    "a region elsewhere",
    "web: { region: eu-west-1",
    "web: { region: us-east-1",
    "inventory.web.region: us-east-1 is none of the regions eu-west-1",
  ],
  [
    "a scope that is none",
    "scope: table",
    "scope: tables",
    "inventory.sessions.resources.0.scope: tables is no scope of dynamodb-table; it takes one of table, index, account",
  ],
  ["dimensions of another scope", "TableName:", "Table:", "inventory.sessions.resources.0.dimensions: a table has TableName, not Table"],
  ["a rule that is none", "group-size:", "group-sizes:", "policy.rules.group-sizes: there is no such rule; there are scale-up, "],
  ["a rule's parameter out of range", "cpuP95Below: 0.4", "cpuP95Below: 40", "policy.rules.group-size.cpuP95Below: "],
  [
    "a phase of another component",
    "component: web,",
    "component: website,",
    "policy.phases.0.turns.0.component: there is no component website; it takes one of web, sessions",
  ],
  [
    "a phase that turns what is none",
    "[instance_type, min_size] }]",
    "[instance_kind] }]",
    "policy.phases.0.turns.0.tunables: web has no instance_kind; it takes instance_type, ",
  ],
  [
    "an objective on a metric that is none",
    "slos: []",
    "slos: [{ name: fast, component: web, metric: speed, statistic: p99, limit: 1, unit: milliseconds, errorBudget: 0.001 }]",
    "policy.slos.0.metric: auto-scaling-group has no metric speed; it takes one of ",
  ],
  [
    "an objective on a statistic that is not read",
    "slos: []",
    "slos: [{ name: busy, component: web, metric: cpu, statistic: p99, limit: 1, unit: fraction, errorBudget: 0.001 }]",
    "policy.slos.0.statistic: cpu of auto-scaling-group is not read as p99; it takes one of ",
  ],
])("%s is refused by its path, with what is allowed", async (_case, from, to, said) => {
  const problems = await problemsOf(replaced(from, to));
  expect(problems.filter((problem) => problem.startsWith(said))).toHaveLength(1);
});

test("all problems are told at once", async () => {
  const problems = await problemsOf(stringify({ ...parse(CONTRACT), account: 1, regions: [], environment: 3, colour: "red" }));
  expect(problems.map((problem) => problem.split(":")[0])).toEqual(expect.arrayContaining(["account", "regions", "environment", "colour"]));
});

test.each([
  ["a file that is not there", undefined, /There is no contract .*none\.yaml/],
  ["what is no YAML", "deployment: [", /is not YAML/],
  ["a key given twice", "deployment: a\ndeployment: b\n", /is not YAML/],
])("%s is refused with a message", async (_case, text, said) => {
  await expect(text === undefined ? readContractFile(join(directory(), "none.yaml")) : read(text)).rejects.toThrow(said);
});

test("what is no YAML is told in a line for each place, without the text drawn again", async () => {
  expect(await problemsOf("deployment: x\n  account: [\n")).toEqual([
    expect.stringMatching(/^\S.* at line 1, column 13$/),
    expect.stringMatching(/^\S.* at line 3, column 1$/),
  ]);
});

async function trimtab(...words: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await main(words, { stdout, stderr });
  return { code, stdout: String(stdout.read() ?? ""), stderr: String(stderr.read() ?? "") };
}

test("the command line prints the published schema, and says which there are", async () => {
  expect(await trimtab("schema", "contract")).toEqual({
    code: 0,
    stdout: readFileSync(join(ROOT, "schemas", "contract.schema.json"), "utf8"),
    stderr: "",
  });
  expect((await trimtab("schema", "contracts")).stderr).toMatch(/Did you mean contract\?/);
});

test("a contract says whose it is: the deployment need not be named, and another is refused", async () => {
  const path = file("trimtab.yaml", CONTRACT);
  expect((await trimtab("analyze", "--contract", path, "--store", directory())).stderr).toMatch(/There is no snapshot of shop/);
  expect((await trimtab("explain", "web", "--contract", path)).stderr).toMatch(/There are no recommendations for shop/);
  expect((await trimtab("analyze", "trading", "--contract", path)).stderr).toMatch(/is the contract of shop, not of trading/);
});
