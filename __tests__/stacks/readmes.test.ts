import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stackPages } from "../../scripts/docs/stack-pages";
import { ROOT } from "../support/paths";

const textOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const priceTotal = (page: string): string | undefined => /\*\*total\*\* \| \*\*(\$[\d,.]+)\*\*/.exec(page)?.[1];

test.each(stackPages(ROOT))("$path states the prices that the price module computes (npm run docs)", ({ path, content }) => {
  const current = textOf(path);
  expect(content(current)).toBe(current);
  expect(priceTotal(current)).toMatch(/^\$\d/);
});

test("trading costs in its README what npm start says in the project's, which knows the database's volume and I/O besides", () => {
  const [project, stack] = [textOf("README.md"), textOf("stacks/trading/README.md")];
  const dollars = (page: string, pattern: RegExp): number => Number(pattern.exec(page)?.[1]?.replaceAll(",", "") ?? Number.NaN);
  const total = dollars(project, /Sized components: \$([\d,.]+) →/);
  const measured = dollars(project, /database \(\$([\d,.]+)\)/) - dollars(stack, /\| `database` \| \$([\d,.]+) \|/);
  expect(measured).toBeGreaterThan(0);
  expect(total - measured).toBeCloseTo(dollars(stack, /\*\*total\*\* \| \*\*\$([\d,.]+)\*\*/), 2);
});

test("a price that depends on use alone is no dollar: the component is named as unpriced, and left out of the total by name", () => {
  const saas = textOf("stacks/saas/README.md");
  expect(saas).toContain("| `tenants` | unpriced: paid for by use |");
  expect(saas).toMatch(/\*\*total\*\*.*without .*`tenants`/);
});
