import { type Filter, GetProductsCommand, PricingClient } from "@aws-sdk/client-pricing";
import { type Component, priceFilters, priceKeysOf, priceQuery, usageWithin } from "../../contract";
import { mlContract } from "../../stacks/ml/tunables";
import { saasContract } from "../../stacks/saas/tunables";
import { stagingContract } from "../../stacks/staging/tunables";
import { tradingContract } from "../../stacks/trading/tunables";
import { simulate } from "./client";

let running: Awaited<ReturnType<typeof simulate>>;
let client: PricingClient;
beforeAll(async () => {
  running = await simulate();
  client = new PricingClient(running.config);
});
afterAll(() => running.close());

type Attributes = Readonly<Record<string, string>>;
interface Entry {
  readonly product: { readonly sku: string; readonly attributes: Attributes };
  readonly terms: {
    readonly OnDemand: Readonly<
      Record<string, { readonly priceDimensions: Readonly<Record<string, { readonly pricePerUnit: { readonly USD: string } }>> }>
    >;
    readonly Reserved?: object;
  };
}

const term = (Field: string, Value: string, Type: Filter["Type"] = "TERM_MATCH"): Filter => ({ Type, Field, Value });

async function products(
  ServiceCode: string,
  Filters: Filter[],
  MaxResults?: number,
): Promise<{ readonly entries: readonly Entry[]; readonly pages: number }> {
  const entries: Entry[] = [];
  let pages = 0;
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetProductsCommand({ ServiceCode, Filters, NextToken, MaxResults }));
    entries.push(...(page.PriceList ?? []).map((entry: unknown): Entry => JSON.parse(String(entry))));
    pages += 1;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return { entries, pages };
}

const prices = ({ terms }: Entry): readonly number[] =>
  Object.values(terms.OnDemand).flatMap(({ priceDimensions }) =>
    Object.values(priceDimensions).map(({ pricePerUnit }) => Number(pricePerUnit.USD)),
  );

describe("every price key of the stacks", () => {
  const stacks = [tradingContract, saasContract, stagingContract, mlContract];
  const keys = [
    ...new Set(stacks.flatMap((stack) => Object.values<Component>(stack.components)).flatMap(priceKeysOf)),
    ...["nat:hour", "nat:gb", "alb:hour", "alb:lcu-hour", "nlb:hour", "vpn:hour", "transit-gateway:attachment-hour", "kms:key-month"],
    ...["cloudwatch:metric-month", "cloudwatch:alarm-month", "cloudwatch:logs-gb", "dynamodb:gb-month", "dynamodb:stream-read"],
  ];
  it.each(keys)("%s is exactly one SKU under its exact filters", async (key) => {
    const wanted = priceQuery(key);
    if (wanted === undefined) throw new RangeError(`${key} is no price key`);
    const { entries } = await products(wanted.serviceCode, [...priceFilters(wanted, "us-east-1")]);
    const matching = entries.filter(({ product }) =>
      wanted.usage.includes(usageWithin("us-east-1", product.attributes.usagetype ?? "") ?? ""),
    );
    expect(matching).toHaveLength(1);
    expect(Math.max(...matching.flatMap(prices))).toBeGreaterThan(0);
  });
});

describe("decoys", () => {
  const instance = [term("instanceType", "c6i.8xlarge"), term("regionCode", "us-east-1")];
  it.each(["operatingSystem", "tenancy", "capacitystatus", "preInstalledSw"])("an instance type alone leaves several %s", async (field) => {
    const { entries } = await products("AmazonEC2", instance);
    expect(new Set(entries.map(({ product }) => product.attributes[field])).size).toBeGreaterThan(1);
  });

  it("an Aurora class alone leaves both engines and both storage modes", async () => {
    const { entries } = await products("AmazonRDS", [term("instanceType", "db.r6g.8xlarge"), term("regionCode", "us-east-1")]);
    const values = (field: string) => new Set(entries.map(({ product }) => product.attributes[field]));
    expect([...values("databaseEngine")]).toEqual(expect.arrayContaining(["Aurora PostgreSQL", "Aurora MySQL", "PostgreSQL"]));
    expect([...values("storage")]).toEqual(expect.arrayContaining(["EBS Only", "Aurora IO Optimization Mode"]));
  });

  it("other Regions and Local Zones cost more; reserved terms stand beside on-demand ones", async () => {
    const { entries } = await products("AmazonEC2", [
      term("instanceType", "c6i.8xlarge"),
      term("operation", "RunInstances"),
      term("tenancy", "Shared"),
      term("capacitystatus", "Used"),
    ]);
    expect(new Set(entries.map(({ product }) => product.attributes.locationType))).toEqual(new Set(["AWS Region", "AWS Local Zone"]));
    expect(new Set(entries.flatMap(prices)).size).toBeGreaterThan(1);
    expect(entries.every(({ terms }) => terms.Reserved !== undefined)).toBe(true);
  });
});

describe("GetProducts", () => {
  it.each([
    ["EQUALS", "c6i.large", ["c6i.large"]],
    ["CONTAINS", "c6i.2x", ["c6i.2xlarge"]],
    ["ANY_OF", "c6i.large,m5.xlarge", ["c6i.large", "m5.xlarge"]],
  ] as const)("%s %s", async (type, value, expected) => {
    const { entries } = await products("AmazonEC2", [term("instanceType", value, type)]);
    expect([...new Set(entries.map(({ product }) => product.attributes.instanceType))].sort()).toEqual(expected);
  });

  it("NONE_OF leaves out what is named", async () => {
    const { entries } = await products("AmazonEC2", [
      term("productFamily", "Storage,System Operation", "NONE_OF"),
      term("currentGeneration", "No"),
    ]);
    expect(new Set(entries.map(({ product }) => product.attributes.instanceType))).toEqual(new Set(["c3.8xlarge", "m3.xlarge"]));
  });

  it("pages by at most 100 without losing or repeating a SKU", async () => {
    const { entries, pages } = await products("AmazonEC2", []);
    expect(pages).toBe(Math.ceil(entries.length / 100));
    expect(new Set(entries.map(({ product }) => product.sku)).size).toBe(entries.length);
  });

  it("refuses pages of over 100 and unknown services", async () => {
    await expect(products("AmazonEC2", [], 101)).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(products("AmazonNothing", [])).rejects.toMatchObject({ name: "NotFoundException" });
  });

  it("free units come before the price of the rest", async () => {
    const { entries } = await products("AmazonDynamoDB", [
      term("group", "DDB-WriteUnits"),
      term("productFamily", "Provisioned IOPS"),
      term("regionCode", "us-east-1"),
    ]);
    expect(entries.flatMap(prices)).toEqual([0, 0.00065]);
  });
});
