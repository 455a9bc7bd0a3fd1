import type { Component, DeploymentContract } from "../../../contract";
import { listPriceByComponent } from "../../../optimizer/money";
import type { PriceBook } from "../../../optimizer/telemetry/snapshot/types";
import { mlContract } from "../../../stacks/ml/tunables";
import { saasContract } from "../../../stacks/saas/tunables";
import { stagingContract } from "../../../stacks/staging/tunables";
import { tradingContractFixture } from "../../simulator/contract";

const trading = tradingContractFixture();

/** us-east-1; what is not among these is unpriced. */
const USD: Readonly<Record<string, readonly [usd: number, unit: string]>> = {
  "ec2:c6i.8xlarge": [1.36, "hour"],
  "ebs:io2:gb-month": [0.125, "gb-month"],
  "ebs:io2:iops-month": [0.065, "iops-month"],
  "aurora:db.r6g.8xlarge:standard": [4.153, "hour"],
  "elasticache:cache.r6gd.8xlarge": [6.24, "hour"],
  "dax:dax.r4.8xlarge": [4.304, "hour"],
  "dynamodb:rcu-hour": [0.00013, "unit-hour"],
  "dynamodb:wcu-hour": [0.00065, "unit-hour"],
  "lambda:provisioned-gb-second": [4.1667e-6, "gb-second"],
  "sagemaker:endpoint:ml.p3.2xlarge": [3.825, "hour"],
  "rds:postgres:db.r6g.2xlarge:multi-az": [1.798, "hour"],
  "rds:postgres:db.r6g.2xlarge:single-az": [0.899, "hour"],
  "rds:postgres:gp3-gb-month:multi-az": [0.23, "gb-month"],
  "rds:postgres:gp3-gb-month:single-az": [0.115, "gb-month"],
};
const book: PriceBook = {
  prices: Object.entries(USD).map(([key, [usd, unit]]) => ({
    key,
    region: "us-east-1",
    usd,
    unit,
    sku: key,
    rateCode: "R",
    effectiveDate: "2026-07-01",
  })),
  unpriced: [],
};

const listed = (components: Readonly<Record<string, Component>>, prices = book) => {
  const contract: DeploymentContract = { ...trading, components, inventory: components === trading.components ? trading.inventory : {} };
  return Object.fromEntries(listPriceByComponent(contract, prices).map((each) => [each.component, each]));
};
const usdOf = (components: Readonly<Record<string, Component>>): Readonly<Record<string, number | undefined>> =>
  Object.fromEntries(Object.entries(listed(components)).map(([name, { cost }]) => [name, cost.priced ? cost.monthlyUsd : undefined]));

describe("the monthly list price of a component as declared", () => {
  test("of trading: writer and four readers, 45 cache nodes, six DAX nodes, the group's minimum", () => {
    const { database, cache, accelerator } = usdOf(trading.components);
    expect(database).toBe(Math.round(5 * 730 * 4.153 * 100) / 100);
    expect(cache).toBe(Math.round(45 * 730 * 6.24 * 100) / 100);
    expect(accelerator).toBe(Math.round(6 * 730 * 4.304 * 100) / 100);
    const group = Object.values(listed(trading.components)).find(({ basis }) => basis.startsWith("at the minimum of 15 instances"));
    expect(group?.cost).toMatchObject({ priced: true });
    expect(group?.cost.priced === true ? group.cost.lines[0]?.monthlyUsd : 0).toBe(Math.round(15 * 730 * 1.36 * 100) / 100);
  });

  test("names what is paid for by use, and invents no dollars for it", () => {
    const training = Object.values(listed(mlContract.components)).find(({ basis }) => basis === "instance hours by use");
    expect(training?.cost).toEqual({ priced: false, reasons: ["paid for by use"] });
  });

  test("is unpriced where one price is missing", () => {
    const without = { ...book, prices: book.prices.filter(({ key }) => key !== "ec2:c6i.8xlarge") };
    const group = Object.values(listed(trading.components, without)).find(({ basis }) => basis.startsWith("at the minimum"));
    expect(group?.cost).toEqual({ priced: false, reasons: ["ec2:c6i.8xlarge in us-east-1: the snapshot holds no price for it"] });
  });

  test.each([
    ["ml", mlContract.components],
    ["saas", saasContract.components],
    ["staging", stagingContract.components],
    ["trading", trading.components],
  ] as const)("is stated for every component of %s, with its basis", (_stack, components) => {
    const prices = listed(components);
    expect(Object.keys(prices).sort()).toEqual(Object.keys(components).sort());
    for (const { basis } of Object.values(prices)) expect(basis).not.toBe("");
  });
});
