import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readModules } from "../../scripts/docs/module-api";
import { modulePage, sourcePages } from "../../scripts/docs/pages";
import { table, withPart } from "../../scripts/docs/parts";
import { usageOf } from "../support/usage";

const ROOT = resolve(__dirname, "..", "..");
const textOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const modules = readModules(ROOT);
const readme = (name: string): string => textOf(`modules/${name}/README.md`);
const snippets = (page: string): readonly string[] => [...page.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] ?? "");

test.each(sourcePages(ROOT, modules))("$path is what the code says (npm run docs)", ({ path, content }) => {
  const current = textOf(path);
  expect(content(current)).toBe(current);
});

test("every folder of modules/ has code and a README", () => {
  const folders = readdirSync(join(ROOT, "modules"));
  expect(folders.filter((name) => !existsSync(join(ROOT, "modules", name, "README.md")))).toEqual([]);
  expect(modules.map(({ name }) => name)).toEqual(folders.sort());
});

describe.each(modules)("modules/$name", (module) => {
  const page = readme(module.name);

  it("begins its README with a title and usage, before any table or section", () => {
    expect(page).toMatch(/^# .+\n\n```ts\n/);
  });

  it("shows each of its constructs, or one of its functions, as they can be used", () => {
    const usages = snippets(page).map((snippet) => usageOf(snippet, module));
    const shown = usages.flatMap((usage) => usage.shown);
    expect(usages.flatMap(({ problems }) => problems)).toEqual([]);
    expect(shown).toEqual(expect.arrayContaining(module.constructs.map(({ name }) => name)));
    expect(shown).not.toEqual([]);
  });

  it("explains every input, output, method, function and field, and names the default of what may be left out", () => {
    const { constructs, functions, types } = module;
    const named = [
      ...constructs.flatMap(({ inputs, outputs, methods }) => [...inputs, ...outputs, ...methods]),
      ...functions,
      ...types.flatMap(({ fields }) => fields),
    ];
    const silent = named.filter(({ doc }) => doc.text === "" && doc.tags.returns === undefined && doc.tags.throws === undefined);
    expect(silent.map(({ name }) => name)).toEqual([]);
    const optional = constructs.flatMap(({ inputs }) => inputs).filter((input) => input.optional);
    expect(optional.filter(({ doc }) => doc.tags.default === undefined).map(({ name }) => name)).toEqual([]);
  });
});

describe("a README that fell behind is noticed", () => {
  const network = modules.find(({ name }) => name === "network");
  if (network === undefined) throw new RangeError("there is no module network");

  it.each([
    ["an input that is gone", 'new Network(stack, "n", { name, cidr, region, account, logKeyArn, nat: true });', ["Network takes no nat"]],
    ["an input that is missing", 'new Network(stack, "n", { name, cidr, region, account });', ["Network needs logKeyArn"]],
    [
      "an output that is gone",
      'const n = new Network(stack, "n", { name, cidr, region, account, logKeyArn }); use(n.subnets);',
      ["Network has no subnets"],
    ],
    ["nothing, where it is right", 'const n = new Network(stack, "n", { ...props }); use(n.vpcId);', []],
  ])("%s", (_what, snippet, problems) => {
    expect(usageOf(snippet, network).problems).toEqual(problems);
  });

  it("a renamed input changes its table", () => {
    const [construct] = network.constructs;
    const inputs = construct?.inputs.map((input) => ({ ...input, name: input.name.replace("cidr", "range") })) ?? [];
    const renamed = modulePage({ ...network, constructs: construct === undefined ? [] : [{ ...construct, inputs }] });
    expect(renamed.content(readme("network"))).not.toBe(readme("network"));
  });
});

describe("parts of a page", () => {
  const page = "above\n<!-- made by npm run docs: prices -->\nold\n<!-- end of prices -->\nbelow\n";

  it("are made anew; what stands around them stays", () => {
    const made = withPart(page, "README.md", "prices", "new");
    expect(made).toBe("above\n<!-- made by npm run docs: prices -->\n\nnew\n\n<!-- end of prices -->\nbelow\n");
    expect(withPart(made, "README.md", "prices", "new")).toBe(made);
  });

  it("come at the end of a page that has not had them yet", () => {
    expect(withPart("# title\n", "README.md", "prices", "new")).toBe(
      "# title\n\n<!-- made by npm run docs: prices -->\n\nnew\n\n<!-- end of prices -->\n",
    );
  });

  it.each([
    ["two", page + page],
    ["only the first mark", "<!-- made by npm run docs: prices -->"],
  ])("a page with %s is refused, by name", (_what, broken) => {
    expect(() => withPart(broken, "README.md", "prices", "new")).toThrow(/README\.md must hold/);
  });

  it("tables keep bars and angle brackets as text", () => {
    expect(table(["type"], [["`string | number`\nof <name> in `<code>`"]])).toBe(
      "| type |\n| --- |\n| `string \\| number` of &lt;name> in `<code>` |",
    );
  });
});
