import { priceQuery } from "../../../../contract";
import { type Product, priceOf } from "../../../../optimizer/telemetry/pricing";
import { PRICE_LIST, product } from "../support/price-list";

const lookUp = (key: string, region = "us-east-1", products: readonly Product[] = PRICE_LIST) => {
  const query = priceQuery(key);
  if (query === undefined) throw new Error(`no query for ${key}`);
  return priceOf(query, region, products);
};

describe("a price", () => {
  it.each([
    ["ec2:c6i.large", "EC2LINUX", "hour"],
    ["ec2:c6i.xlarge", "EC2XLARGE", "hour"],
    ["ebs:io2:gb-month", "IO2", "gb-month"],
    ["ebs:io2:iops-month", "IOPS1", "iops-month"],
    ["ebs:io2:iops-month:tier2", "IOPS2", "iops-month"],
    ["ebs:io2:iops-month:tier3", "IOPS3", "iops-month"],
    ["aurora:db.r6g.large:standard", "AURORA", "hour"],
    ["aurora:db.r6g.large:io-optimized", "AURORAIO", "hour"],
    ["aurora:storage:standard", "VOLUME", "gb-month"],
    ["aurora:storage:io-optimized", "VOLUMEIO", "gb-month"],
    ["aurora:io", "REQUESTS", "io"],
    ["elasticache:cache.r6g.large", "REDIS", "hour"],
    ["dynamodb:wcu-hour", "WCU", "unit-hour"],
    ["dynamodb:write-request", "WRITES", "request"],
    ["dynamodb:read-request", "READS", "request"],
    ["dax:dax.r5.large", "DAX", "hour"],
  ])("%s is SKU %s, by the %s, among decoys of its kind", (key, sku, unit) => {
    expect(PRICE_LIST.length).toBeGreaterThan(60);
    for (const region of ["us-east-1", "us-west-2"]) {
      expect(lookUp(key, region)).toMatchObject({
        key,
        region,
        sku: `${sku}-${region}-Region`,
        unit,
        effectiveDate: "2026-07-01T00:00:00Z",
      });
    }
  });

  it("keeps the rate code that it is billed under", () => {
    expect(lookUp("ec2:c6i.large")).toMatchObject({ usd: 1, rateCode: "EC2LINUX-us-east-1-Region.JRTCKXETXF.R0" });
  });

  it("with a free tier has tiers, and costs what a further unit costs", () => {
    expect(lookUp("dynamodb:wcu-hour")).toMatchObject({
      usd: 0.00065,
      tiers: [
        { fromQuantity: 0, usd: 0 },
        { fromQuantity: 18_600, usd: 0.00065 },
      ],
    });
  });

  it("ignores the line that reserved nodes are billed under", () => {
    expect(lookUp("elasticache:cache.r6g.large")).toMatchObject({ usd: 0.206, rateCode: expect.stringMatching(/R1$/) });
  });
});

describe("no price is guessed", () => {
  const linux = PRICE_LIST.filter(({ product: { sku } }) => sku.startsWith("EC2LINUX-us-east-1-Region"));
  const [only] = linux;
  const variant = (unit: string, ranges?: Parameters<typeof product>[4]): readonly Product[] =>
    linux.map(({ product: { attributes } }) => product("X", "Compute Instance", attributes, unit, ranges));

  it.each([
    ["where no product matches", PRICE_LIST, "ec2:c6i.metal", /no product in us-east-1 matches/],
    [
      "in a region without one",
      PRICE_LIST.filter(({ product: { attributes } }) => attributes.regionCode !== "us-east-1"),
      "ec2:c6i.large",
      /no product/,
    ],
    ["where two products match", [...linux, ...linux], "ec2:c6i.large", /2 products match: EC2LINUX/],
    ["where the unit is another", variant("Quantity"), "ec2:c6i.large", /priced by Quantity, not by Hrs/],
    ["where two prices hold for the same range", variant("Hrs", [["0", "Inf", "1"], ["0", "Inf", "2"]]), "ec2:c6i.large", /no tiers of one another/], // biome-ignore format: a table
    ["where tiers leave a gap", variant("Hrs", [["0", "10", "1"], ["20", "Inf", "2"]]), "ec2:c6i.large", /no tiers of one another/], // biome-ignore format: a table
    ["where tiers end", variant("Hrs", [["0", "10", "1"]]), "ec2:c6i.large", /no tiers of one another/],
    ["where there is no number", variant("Hrs", [["0", "Inf", "free"]]), "ec2:c6i.large", /no price in USD/],
    ["where nothing is on demand", only === undefined ? [] : [{ ...only, terms: {} }], "ec2:c6i.large", /no on-demand price/],
  ] as const)("%s", (_case, products, key, reason) => {
    expect(lookUp(key, "us-east-1", products)).toEqual({ reason: expect.stringMatching(reason) });
  });
});
