import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startAnew } from "../../cli/demo";
import { overridesDirectory } from "../../cli/rollout-context";
import { foreignComponents } from "../../cli/simulator-process";
import { temporaryDirectory } from "../support/temporary-directory";

const directory = temporaryDirectory();

test("a demo takes away what the last one of its deployment left, and nothing of another's", async () => {
  const files = (deployment: string) =>
    [`overrides/${deployment}.tfvars.json`, `overrides/${deployment}.receipt.json`, `ledger/${deployment}/000001.json`].map((name) =>
      join(directory(), name),
    );
  for (const file of [...files("saas"), ...files("trading")]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "{}");
  }
  await startAnew(directory(), "saas");
  expect(files("saas").filter(existsSync)).toEqual([]);
  expect(files("trading").filter(existsSync)).toEqual(files("trading"));
});

describe("the directory of overrides", () => {
  const warned = (named: string): readonly string[] => {
    const warnings: string[] = [];
    overridesDirectory(directory(), named, (text) => warnings.push(text));
    return warnings;
  };
  test("that was named and is not there is warned of", () => {
    expect(warned("nowhere")).toEqual([expect.stringMatching(/no directory of overrides .*nowhere/)]);
  });
  test("of the project may be absent", () => {
    expect(warned("overrides")).toEqual([]);
  });
});

describe("a scenario", () => {
  const played = (...names: readonly string[]) => ({
    name: "some",
    components: Object.fromEntries(names.map((name) => [name, {}])),
  });
  test("of the deployment's components is played", () => {
    expect(foreignComponents("trading", ["cache", "database"], played("cache"))).toEqual([]);
  });
  test("with a component too many is played, and the component named", () => {
    expect(foreignComponents("trading", ["cache", "database"], played("cache", "database", "tenants"))).toEqual(["tenants"]);
  });
  test("of another stack is refused although a name or two are the same", () => {
    expect(() => foreignComponents("trading", ["cache", "database", "orders"], played("cache", "tenants", "users"))).toThrow(
      /some is not one of trading/,
    );
  });
});
