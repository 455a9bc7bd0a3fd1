import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { KINDS } from "../../contract";
import { loadScenario, SCENARIOS } from "../../simulator";

const PAGE = readFileSync(resolve(__dirname, "../../docs/simulator.md"), "utf8");
const rows = (heading: string): ReadonlyMap<string, string> =>
  new Map(
    (PAGE.split(`## ${heading}\n`)[1] ?? "")
      .split("\n## ")[0]
      ?.split("\n")
      .flatMap((line) => {
        const [, name, text] = /^\| `([\w-]+)` \| (.*) \|$/.exec(line) ?? [];
        return name === undefined || text === undefined ? [] : [[name, text] as const];
      }),
  );

describe("docs/simulator.md", () => {
  it("names every scenario that comes with Trimtab, in its own words", () => {
    const scenarios = readdirSync(SCENARIOS).map((file) => loadScenario(resolve(SCENARIOS, file)));
    expect(Object.fromEntries(rows("Scenarios"))).toEqual(
      Object.fromEntries(scenarios.map(({ name, description }) => [name, description])),
    );
  });

  it("a scenario is named as its file", () => {
    const files = readdirSync(SCENARIOS);
    expect(files.map((file) => `${loadScenario(resolve(SCENARIOS, file)).name}.json`)).toEqual(files);
  });

  it("says of every kind what is simulated", () => {
    expect([...rows("What stands behind a component").keys()].sort()).toEqual([...KINDS, "pattern"].sort());
  });
});
