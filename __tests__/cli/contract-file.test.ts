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
  ["a missing key", 'account: "012345678901"\n', "", "account: is missing; it takes an account's twelve digits, in quotes"],
  [
    "a number for a text",
    'account: "012345678901"',
    "account: 12345678901",
    "account: 12345678901 is not allowed; it takes an account's twelve digits, in quotes",
  ],
  [
    "an account that is too short",
    '"012345678901"',
    '"12"',
    'account: "12" is not allowed; it takes an account\'s twelve digits, in quotes: YAML takes a leading zero away',
  ],
  ["a misspelt key", "guards:", "gaurds:", "policy.gaurds: is not known here; did you mean guards?"],
  ["a kind that is none", "auto-scaling-group", "ec2", 'components.web.kind: "ec2" is not allowed; it takes one of "aurora-cluster", '],
  [
    "a tunable of another kind",
    "volume_size_gib:",
    "shards:",
    "components.web.tunables.shards: is not known here; there are instance_type, ",
  ],
  [
    "a default off its ladder",
    "default: m6i.xlarge",
    "default: m6i.large2",
    'components.web.tunables.instance_type.default: "m6i.large2" is not on its ladder; it takes one of "m6i.large", "m6i.xlarge"',
  ],
  [
    "a ladder that names a rung twice",
    "[m6i.large, m6i.xlarge]",
    "[m6i.large, m6i.xlarge, m6i.large]",
    'components.web.tunables.instance_type.ladder: ["m6i.large","m6i.xlarge","m6i.large"] names m6i.large more than once',
  ],
  [
    "an empty ladder",
    "[m6i.large, m6i.xlarge]",
    "[]",
    "components.web.tunables.instance_type.ladder: [] is not allowed; it takes a list that is not empty",
  ],
  [
    "a default out of its range",
    "default: 6",
    "default: 60",
    "components.web.tunables.min_size.default: 60 is not between min and max; it takes a whole number from 3 to 12",
  ],
  ["a range upside down", "min: 3, max: 12", "min: 12, max: 3", "components.web.tunables.min_size.min: 12 is greater than max, which is 3"],
  [
    "a set's default that is no member",
    "billing_mode: PAY_PER_REQUEST",
    "billing_mode: PAY_PER_REQUEST\n      indexes: { type: set, description: Indexes, members: [a, b], default: [a, c] }",
    'components.sessions.tunables.indexes.default: ["a","c"] is no subset of the members; it takes a list without repetition, out of "a", "b"',
  ],
  [
    "a bare value where there is none",
    "billing_mode: PAY_PER_REQUEST",
    "billing_mode: PAY_PER_REQUEST\n      stream: true",
    'components.sessions.tunables.stream: true is not allowed; it takes { type: "flag", description, default } (optional: variable)',
  ],
  [
    "a text for a number",
    "max_size: 12",
    "max_size: twelve",
    'components.web.tunables.max_size: "twelve" is not allowed; it takes a whole number, or { type: "count", description, unit, min, max, default } (optional: variable)',
  ],
  [
    "a text for true or false",
    "mustHoldOpenAndClose: true",
    "mustHoldOpenAndClose: 'yes'",
    'policy.observation.mustHoldOpenAndClose: "yes" is not allowed; it takes true or false',
  ],
  [
    "hours that are none",
    "windowHours: 24",
    "windowHours: -1",
    "policy.observation.windowHours: -1 is not allowed; it takes a number, more than 0",
  ],
  [
    "a word in other letters",
    "billing_mode: PAY_PER_REQUEST",
    "billing_mode: pay_per_request",
    'components.sessions.tunables.billing_mode: "pay_per_request" is not allowed; it takes one of "PAY_PER_REQUEST", "PROVISIONED", or { type: "choice", description, ladder, default } (optional: variable); did you mean PAY_PER_REQUEST?',
  ],
  [
    "a component's name that no variable can begin with",
    "  sessions:\n    kind",
    "  Sessions-1:\n    kind",
    'components.Sessions-1: "Sessions-1" is no name for it; it takes lower case letters, digits and underscores',
  ],
  [
    "no time zone",
    "  timeZone: Europe/Dublin\n",
    "",
    "policy.timeZone: is missing; it takes the IANA name of a time zone, such as America/New_York: calendar, freezes and off-hours are in it",
  ],
  [
    "a time zone that is none",
    "Europe/Dublin",
    "Dublin",
    'policy.timeZone: "Dublin" must be the IANA name of a time zone, such as America/New_York',
  ],
  [
    "off-hours that are no cron",
    "max_size: 12",
    'max_size: 12\n      off_hours: { type: schedule, description: Nights, default: { stop: "20:00", start: "07:00" } }',
    'components.web.tunables.off_hours: {"stop":"20:00","start":"07:00"} is not allowed; it takes {"start": CRON, "stop": CRON} with five fields each in the policy\'s time zone',
  ],
  [
    "a weekday by name",
    "[1, 2, 3, 4, 5]",
    "[Mon]",
    'policy.calendar.workingDays.0: "Mon" is not allowed; it takes a weekday from 1 for Monday',
  ],
  [
    "a holiday as people write it",
    "holidays: []",
    "holidays: [25.12.2026]",
    'policy.calendar.holidays.0: "25.12.2026" is not allowed; it takes a day as YYYY-MM-DD',
  ],
  ["an hour that is none", 'open: "08:00"', "open: 8am", 'policy.calendar.open: "8am" is not allowed; it takes a time of day as HH:MM'],
  [
    "a freeze over midnight",
    "slos: []",
    "slos: []\n  freezes: [{ name: night, from: '22:00', to: '06:00' }]",
    'policy.freezes.0.to: "06:00" is not after from, which is 22:00: a freeze ends on the day on which it begins; over midnight, write two',
  ],
  [
    "more points than there are minutes",
    "scaleUpTriggers: []",
    "scaleUpTriggers: [{ name: t, component: web, metric: cpu, statistic: Average, limit: 0.8, unit: fraction, points: 5, outOf: 3 }]",
    "policy.scaleUpTriggers.0.points: 5 is greater than outOf, which is 3",
  ],
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
  [
    "a minimum over its maximum",
    "max_size: 12",
    "max_size: 5",
    "components.web.tunables.min_size: 6 is greater than web_max_size, which is 5",
  ],
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
  [
    "a rule that is none",
    "group-size:",
    "group-sizes:",
    "policy.rules.group-sizes: there is no such rule; did you mean group-size? there are scale-up, ",
  ],
  [
    "a rule's parameter out of range",
    "cpuP95Below: 0.4",
    "cpuP95Below: 40",
    "policy.rules.group-size.cpuP95Below: 40 is not allowed; it takes a number from 0 to 1",
  ],
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

describe("all problems are told at once", () => {
  const places = (problems: readonly string[]): readonly string[] => problems.map((problem) => problem.split(": ")[0] ?? "");

  test("whatever keys they are of", async () => {
    const problems = await problemsOf(stringify({ ...parse(CONTRACT), account: 1, regions: [], environment: 3, colour: "red" }));
    expect([...places(problems)].sort()).toEqual(["account", "colour", "environment", "regions"]);
  });

  test("what does not fit together beside what is misshapen, each of them once", async () => {
    const text = [
      ["lookBackDays: 60", "lookBackDays: 500"],
      ["instance_type:\n", "instance_type:\n        turned: yes\n"],
      ["default: m6i.xlarge", "default: m6i.large2"],
      ["max_size: 12", "max_size: 5"],
      ["target_cpu_percent: 50", "target_cpu_percent: half"],
      ["scope: table", "scope: tables"],
      ["component: web,", "component: website,"],
      ["group-size: { cpuP95Below: 0.4,", "valky: {}, group-size: { cpuP95Below: [],"],
      ["slos: []", "slos: [{ name: fast, component: webs, metric: cpu, statistic: P99, limit: 1, unit: fraction, errorBudget: 0.1 }]"],
    ].reduce((all, [from = "", to = ""]) => all.replace(from, to), CONTRACT);
    const problems = await problemsOf(text);
    expect([...places(problems)].sort()).toEqual([
      "components.web.tunables.instance_type.default",
      "components.web.tunables.instance_type.turned",
      "components.web.tunables.min_size",
      "components.web.tunables.target_cpu_percent",
      "inventory.sessions.resources.0.scope",
      "policy.lookBackDays",
      "policy.phases.0.turns.0.component",
      "policy.rules.group-size.cpuP95Below",
      "policy.rules.valky",
      "policy.slos.0.component",
      "policy.slos.0.statistic",
    ]);
  });

  test("and nothing is said of what only follows from them", async () => {
    expect(places(await problemsOf(replaced("[eu-west-1]", "eu-west-1")))).toEqual(["regions"]);
    expect(places(await problemsOf(replaced("kind: dynamodb-table", "kind: table")))).toEqual(["components.sessions.kind"]);
    expect(places(await problemsOf(replaced("ladder: [m6i.large, m6i.xlarge]", "ladder: m6i.large")))).toEqual([
      "components.web.tunables.instance_type.ladder",
    ]);
  });

  test.each(["", "hello", "- a\n- b\n", "7"])("a file that holds %j is refused by what it takes", async (text) => {
    expect(await problemsOf(text)).toEqual([expect.stringMatching(/^the file: .*it takes \{ account, regions, inventory, deployment, /)]);
  });
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

test.each([
  ["a comma that is missing", '{\n  "deployment": "shop"\n  "account": "1"\n}\n', "line 3, column 3"],
  ["a file that was cut off", '{\n  "deployment": "shop",\n', "line 3, column 1"],
  ["a key given twice", '{ "deployment": "shop",\n  "deployment": "shop" }', "line 2, column 3"],
  ["a bracket too many", '{\n  "deployment": "shop"\n}}\n', "line 3, column 2"],
])("%s in JSON is told with its line and column", async (_case, text, place) => {
  await expect(read(text, "trimtab.json")).rejects.toMatchObject({
    message: expect.stringMatching(/is not JSON$/),
    problems: [expect.stringContaining(place)],
  });
});

test.each([
  ["an alias without its anchor", "deployment: shop\nregions: *all\n", "There is no anchor &all before *all at line 2, column 10"],
  ["a second document", "deployment: shop\n---\n", "There is another document: a contract is one, without --- at line 2, column 1"],
])("%s is told with its line and column", async (_case, text, said) => {
  expect(await problemsOf(text)).toEqual([said]);
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
  for (const words of [["web"], ["shop", "web"], ["shop"], []]) {
    expect((await trimtab("explain", ...words, "--contract", path)).stderr).toMatch(/There are no recommendations for shop/);
  }
  expect((await trimtab("analyze", "trading", "--contract", path)).stderr).toMatch(/is the contract of shop, not of trading/);
});

test("details are of one component: without one they are refused, and not left out", async () => {
  const path = file("trimtab.yaml", CONTRACT);
  const { code, stderr } = await trimtab("explain", "--detail", "--contract", path);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/--detail is of one component[\s\S]*explain shop COMPONENT --detail/),
  });
});

test("a component that is named as its deployment is not taken for it: what may be either is asked, what is plain is not", async () => {
  const path = file("trimtab.yaml", CONTRACT.replace("deployment: shop", "deployment: web\nstack: shop"));
  expect((await trimtab("explain", "web", "--contract", path)).stderr).toMatch(
    /web is the deployment and one of its components[\s\S]*trimtab explain web web/,
  );
  for (const words of [["explain", "web", "web"], ["explain", "sessions"], ["explain"]]) {
    expect((await trimtab(...words, "--contract", path)).stderr).toMatch(/There are no recommendations for web/);
  }
  expect((await trimtab("analyze", "web", "--contract", path, "--store", directory())).stderr).toMatch(/There is no snapshot of web/);
});
