import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DEFAULT_GUARDS, DEFAULT_LIMITS } from "../../../contract";
import { GUARDS } from "../../../optimizer/guards";
import { JOINT_GUARDS } from "../../../optimizer/guards/joint";
import { GRADES } from "../../../optimizer/plan/recommendation";

const page = readFileSync(resolve(__dirname, "../../../docs/deciding.md"), "utf8");
const firstCells = (heading: string): readonly string[] =>
  [...(page.split(`| ${heading} |`)[1]?.split("\n\n")[0] ?? "").matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? "");

test("the page on deciding names every guard in its order", () => {
  expect(firstCells("guard")).toEqual(GUARDS.map(({ name }) => name));
  expect([...firstCells("joint guard")].sort()).toEqual(JOINT_GUARDS.map(({ name }) => name).sort());
});

test("the page on deciding tells every grade of latency evidence", () => {
  expect(firstCells("grade")).toEqual([...GRADES]);
});

const numbers = [
  ...Object.entries(DEFAULT_GUARDS).map(([name, value]) => [`guards.${name}`, value] as const),
  ...Object.entries(DEFAULT_LIMITS).flatMap(([name, value]) =>
    typeof value === "number" && name !== "maxApiCostUsd" ? [[name, value] as const] : [],
  ),
];
test.each(numbers)("the page on deciding gives the default of %s, %d", (name, value) => {
  expect(page).toMatch(new RegExp(`\`${name}\` ${value}\\b`));
});

test("moves up are asked of the guards that the page names", () => {
  const named = GUARDS.filter(({ binds }) => binds.includes("up")).map(({ name }) => `\`${name}\``);
  expect(page).toContain(`Moves up are asked of ${named.slice(0, -1).join(", ")} and ${named.at(-1)} only`);
});
