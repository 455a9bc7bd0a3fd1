import { componentsIn, defaultsOf, policyIn } from "../../../contract";
import { analyze } from "../../../optimizer/analyze";
import { byRegion } from "../../../optimizer/plan/by-region";
import type { Cost } from "../../../optimizer/plan/recommendation";
import { regionLines, regionsMarkdown } from "../../../optimizer/report/regions";
import { summaryMarkdown, summaryText } from "../../../optimizer/report/summary";
import { stagingPolicy } from "../../../stacks/staging/policy";
import { stagingContract } from "../../../stacks/staging/tunables";
import { inventoryOf } from "../../support/inventory";
import { recommending } from "../../support/rollout-world";
import { snapshotOf } from "../../support/snapshot";

const usd = (monthlyUsd: number): Cost => ({ priced: true, monthlyUsd, lines: [] });
const at = (region: string) => ({ region, resources: [] });
const UNPRICED: Cost = { priced: false, reasons: ["no SKU matches"] };

const contract = {
  regions: ["us-east-1", "eu-west-1"],
  inventory: { database: at("us-east-1"), cache: at("us-east-1"), eu_west_1_database: at("eu-west-1"), eu_west_1_cache: at("eu-west-1") },
};
const decided = [
  { component: "database", recommendation: {}, cost: { before: usd(100), after: usd(60) } },
  { component: "cache", cost: { before: usd(50), after: usd(50) } },
  { component: "eu_west_1_database", recommendation: {}, cost: { before: usd(80), after: usd(30) } },
  { component: "eu_west_1_cache", cost: { before: UNPRICED, after: UNPRICED } },
];
const regions = byRegion(contract, decided) ?? [];

test("subtotals are those of the region's components, the primary region first", () => {
  expect(regions).toEqual([
    {
      region: "us-east-1",
      components: ["database", "cache"],
      turned: ["database"],
      monthlyBeforeUsd: 150,
      monthlyAfterUsd: 110,
      unpriced: 0,
    },
    {
      region: "eu-west-1",
      components: ["eu_west_1_database", "eu_west_1_cache"],
      turned: ["eu_west_1_database"],
      monthlyBeforeUsd: 80,
      monthlyAfterUsd: 30,
      unpriced: 1,
    },
  ]);
});

test.each([
  ["in one region", { ...contract, regions: ["us-east-1"] }, decided.slice(0, 2)],
  ["whose other region has no components", contract, decided.slice(0, 2)],
])("a deployment %s has none", (_name, where, outcomes) => {
  expect(byRegion(where, outcomes)).toBeUndefined();
});

test("terminal and Markdown say each region's sums, and that something is missing where it is", () => {
  expect(regionLines({ regions })).toEqual([
    "us-east-1: $150.00 → $110.00 a month, $40.00 less; 1 of 2 components turned",
    "eu-west-1: $80.00 → $30.00 a month, $50.00 less, not all is priced; 1 of 2 components turned",
  ]);
  const all = recommending([], { regions });
  expect(summaryText(all)).toContain("By region:\n  us-east-1: ");
  expect(summaryMarkdown(all)).toContain("| eu-west-1 | 1 of 2 components | $80.00 | $30.00 | $50.00 less, not all is priced |");
  expect(regionsMarkdown(recommending([]))).toEqual([]);
});

test("one run over a stack in two regions says what each of them costs", () => {
  const components = componentsIn({ cache: stagingContract.components.cache }, ["eu-west-1"]);
  const inventory = Object.fromEntries(
    Object.entries(inventoryOf(components, defaultsOf(components))).map(([name, { resources }]) => [
      name,
      { region: name.startsWith("eu_west_1_") ? "eu-west-1" : "us-east-1", resources },
    ]),
  );
  const { prices, ...snapshot } = snapshotOf({
    measures: {},
    components,
    inventory,
    policy: policyIn(stagingPolicy, ["eu-west-1"]),
    days: 1,
  });
  const there = prices.prices.map((price) => ({ ...price, region: "eu-west-1", usd: price.usd * 1.5 }));
  const both = {
    ...snapshot,
    prices: { ...prices, prices: [...prices.prices, ...there] },
    contract: { ...snapshot.contract, regions: ["us-east-1", "eu-west-1"] },
  };
  const found = analyze(both).regions;
  expect(found?.map(({ region, components: of }) => [region, of])).toEqual([
    ["us-east-1", ["cache"]],
    ["eu-west-1", ["eu_west_1_cache"]],
  ]);
  expect(found?.[1]?.monthlyBeforeUsd).toBeCloseTo((found?.[0]?.monthlyBeforeUsd ?? Number.NaN) * 1.5, 1);
});
