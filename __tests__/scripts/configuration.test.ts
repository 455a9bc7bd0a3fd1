import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv from "ajv";
import { readConfiguration, type SettingsTable } from "../../scripts/docs/configuration";
import { configurationPage } from "../../scripts/docs/pages";

const ROOT = resolve(__dirname, "..", "..");
const textOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const tables = readConfiguration(ROOT);
const settings = tables.flatMap((table) => table.settings.map((setting) => ({ ...setting, title: table.title })));

test.each(settings)("$title: $path says what it is, or in words what it takes", ({ what, takes }) => {
  expect(what !== "" || takes.includes(": ")).toBe(true);
});

describe("a key's row", () => {
  const row = (path: string) => settings.find((setting) => setting.path === path);

  test.each([
    ["organization", "required", /^string: lower case/],
    ["deployments.<name>.backend", '`"s3"`', /^`"s3"` or `"local"`$/],
    ["deployments.<name>.readRole.arn", "required", /^string: the ARN of an IAM role$/],
    ["placement", '`"cluster"`', /^`"cluster"` or `"partition"`$/],
    ["link.amazonAsn", "`64512`", /^whole number$/],
    ["alertEmails", "none", /^list of mail address$/],
    ["secondaryCidrs", "those that follow `vpcCidr`, in the order of `regions`", /^object: name → string: an IPv4 range/],
  ])("%s: left out it is %s", (path, absent, takes) => {
    expect(row(path)).toMatchObject({ absent, takes: expect.stringMatching(takes) });
  });
});

test("a page that misses a key of the schema is noticed", () => {
  const [file, ...others] = tables;
  const shorter: readonly SettingsTable[] = file === undefined ? [] : [{ ...file, settings: file.settings.slice(1) }, ...others];
  const page = textOf("docs/configuration.md");
  expect(configurationPage(tables).content(page)).toBe(page);
  expect(configurationPage(shorter).content(page)).not.toBe(page);
});

describe("schemas/config.schema.json", () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(textOf("schemas/config.schema.json")));
  const example: unknown = JSON.parse(/```json\n(\{.*?\n\})\n```/s.exec(textOf("docs/configuration.md"))?.[1] ?? "");

  test.each([
    ["the project's own file", JSON.parse(textOf("trimtab.config.json")), true],
    ["the documented example", example, true],
    ["a file without deployments", { organization: "example" }, false],
  ])("%s", (_what, file, accepted) => {
    expect(validate(file)).toBe(accepted);
  });
});
