import { z } from "zod";
import { type Component, defaultsOf, HOURS_PER_MONTH, type PriceQuery, priceFilters, priceKeysOf, priceQuery } from "../../contract";
import { cents, type ListPrice, listPriceByComponent, usd } from "../../optimizer/money";
import { type Item, parseItem, priceOf } from "../../optimizer/telemetry/pricing";
import type { PriceBook } from "../../optimizer/telemetry/snapshot";
import { pricing } from "../../simulator/pricing";
import type { Deployment, StackDefinition } from "../../stacks/foundation";
import { table } from "./parts";

/** A month of what a stack declares, component by component, at the prices that the optimizer reads in `npm start`. */
export function listPrices({ contract, inventory }: StackDefinition, deployment: Deployment): string {
  const { components } = contract;
  const book = priceBook(Object.values<Component>(components).flatMap(priceKeysOf), deployment.region);
  const declared = { components, regions: deployment.regions, inventory: inventory(deployment, defaultsOf(components)) };
  const prices = listPriceByComponent(declared, book);
  const total = cents(prices.reduce((sum, { cost }) => sum + (cost.priced ? cost.monthlyUsd : 0), 0));
  const without = prices.filter(({ cost }) => !cost.priced).map(({ component }) => `\`${component}\``);
  const rows = [
    ...prices.map((price) => [`\`${price.component}\``, amountOf(price), linesOf(price), price.basis]),
    ["**total**", `**${usd(total)}**`, "", without.length === 0 ? "" : `without ${without.join(", ")}`],
  ];
  return `${introduction(book, deployment.region)}\n\n${table(["component", "$/month", "of which", "counted"], rows)}`;
}

const introduction = ({ prices }: PriceBook, region: string): string => {
  const dates = [...new Set(prices.map(({ effectiveDate }) => effectiveDate.slice(0, "2026-07-01".length)))].sort();
  return [
    `List prices on demand in ${region}, in effect from ${dates.join(", ")}, from the stand-in for AWS's Price List that \`npm start\` reads; a month`,
    `has ${HOURS_PER_MONTH} hours, and every size is at its default. Networks, load balancers, keys, logs and alarms are no components: they come on top.`,
  ].join("\n");
};

const amountOf = ({ cost }: ListPrice): string => (cost.priced ? usd(cost.monthlyUsd) : `unpriced: ${cost.reasons.join("; ")}`);

const linesOf = ({ cost }: ListPrice): string =>
  cost.priced && cost.lines.length > 1 ? cost.lines.map(({ item, monthlyUsd }) => `${item}: ${usd(monthlyUsd)}`).join("; ") : "";

/** The answers of the stand-in, judged as the optimizer judges those of AWS. */
function priceBook(keys: readonly string[], region: string): PriceBook {
  const found = [...new Set(keys)].map((key) => {
    const query = priceQuery(key);
    return {
      key,
      outcome:
        query === undefined ? { reason: "no Price List filters are known for this key" } : priceOf(query, region, products(query, region)),
    };
  });
  return {
    prices: found.flatMap(({ outcome }) => ("reason" in outcome ? [] : [outcome])),
    unpriced: found.flatMap(({ key, outcome }) => ("reason" in outcome ? [{ key, region, reason: outcome.reason }] : [])),
  };
}

const answer = z.object({ PriceList: z.array(z.string()), NextToken: z.string().optional() });

function products(query: PriceQuery, region: string): readonly Item[] {
  const found: Item[] = [];
  let NextToken: string | undefined;
  do {
    const request = {
      ServiceCode: query.serviceCode,
      Filters: priceFilters(query, region),
      ...(NextToken === undefined ? {} : { NextToken }),
    };
    const page = answer.parse(JSON.parse(pricing("GetProducts", request).toString("utf8")));
    found.push(...page.PriceList.map(parseItem));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}
