import fc from "fast-check";
import { priceQuery } from "../../../../contract";
import { type Item, parseItem, priceOf } from "../../../../optimizer/telemetry/pricing";
import { type ItemOptions, item } from "../support/price-item";
import { ANSWERS, PRICE_LIST } from "../support/price-list";

const ITEMS = PRICE_LIST.map(parseItem);

const lookUp = (key: string, region = "us-east-1", items: readonly Item[] = ITEMS) => {
  const query = priceQuery(key);
  if (query === undefined) throw new RangeError(`no query for ${key}`);
  return priceOf(query, region, items);
};

const answer = (key: string, region = "us-east-1"): ItemOptions => {
  const found = ANSWERS.find((each) => each.key === key && each.region === region);
  if (found === undefined) throw new RangeError(`no answer for ${key}`);
  return found.item;
};

describe(`a list of ${PRICE_LIST.length} items with decoys of every kind`, () => {
  it("is long enough to be confused by", () => {
    expect(PRICE_LIST.length).toBeGreaterThan(500);
    expect(ANSWERS.length).toBeGreaterThan(100);
  });

  it.each(ANSWERS.map(({ key, region, item: { sku } }) => [key, region, sku] as const))("%s in %s is SKU %s", (key, region, sku) => {
    expect(lookUp(key, region)).toMatchObject({
      key,
      region,
      sku,
      effectiveDate: "2026-07-01T00:00:00Z",
      rateCode: expect.stringContaining(`${sku}.JRTCKXETXF.R`),
    });
  });

  it("has nothing for a region without products", () => {
    for (const { key } of ANSWERS)
      expect(lookUp(key, "ap-south-1")).toEqual({ reason: expect.stringMatching(/^no product in ap-south-1/) });
  });
});

describe("a price", () => {
  it("with a free tier has tiers, and costs what a further unit costs", () => {
    expect(lookUp("dynamodb:wcu-hour")).toMatchObject({ usd: 0.00065, tiers: [{ fromQuantity: 0, usd: 0 }, { fromQuantity: 18_600, usd: 0.00065 }] }); // biome-ignore format: a table
  });

  it("ignores the line that reserved nodes are billed under", () => {
    expect(lookUp("elasticache:cache.r6g.large")).toMatchObject({ usd: 0.206, rateCode: expect.stringMatching(/R1$/) });
  });

  it("of a GiB/s is taken to MiB/s", () => {
    expect(lookUp("ebs:gp3:mibps-month")).toMatchObject({ usd: 0.04, unit: "mibps-month" });
  });

  it("of storage for any engine stands in only where the engine has none of its own", () => {
    const own = answer("aurora:storage:standard");
    const any = { ...own, sku: "ANY", attributes: { ...own.attributes, databaseEngine: "Any" } };
    const both = [own, any].map((each) => parseItem(item(each)));
    expect(lookUp("aurora:storage:standard", "us-east-1", both)).toMatchObject({ sku: own.sku });
    expect(lookUp("aurora:storage:standard", "us-east-1", both.slice(1))).toMatchObject({ sku: "ANY" });
    expect(lookUp("aurora-mysql:storage:standard", "us-east-1", both)).toMatchObject({ sku: "ANY" });
  });
});

describe("no price is guessed", () => {
  const linux = answer("ec2:c6i.large");
  const items = (...options: readonly Partial<ItemOptions>[]): readonly Item[] =>
    options.map((each) => parseItem(item({ ...linux, ...each })));

  it.each([
    ["where no product matches", ITEMS, /^no product in us-east-1 matches \(\d+ were looked at\)/, "ec2:c6i.16xlarge"],
    ["where two products match", items({}, { sku: "OTHER" }), /^2 products match: EC2C6ILARGE-VIRGINIA, OTHER$/],
    ["where the unit is another", items({ unit: "Quantity" }), /priced by Quantity, not by Hrs/],
    ["where two prices hold for the same range", items({ ranges: [["0", "Inf", "1"], ["0", "Inf", "2"]] }), /no tiers of one another/], // biome-ignore format: a table
    ["where tiers leave a gap", items({ ranges: [["0", "10", "1"], ["20", "Inf", "2"]] }), /no tiers of one another/], // biome-ignore format: a table
    ["where tiers overlap", items({ ranges: [["0", "10", "1"], ["5", "Inf", "2"]] }), /no tiers of one another/], // biome-ignore format: a table
    ["where tiers end", items({ ranges: [["0", "10", "1"]] }), /no tiers of one another/],
    ["where there is no number", items({ ranges: [["0", "Inf", "free"]] }), /no price in USD/],
    ["where the number is empty", items({ ranges: [["0", "Inf", ""]] }), /no price in USD/],
    ["where the number is negative", items({ ranges: [["0", "Inf", "-0.1"]] }), /no price in USD/],
    ["where a range is no number", items({ ranges: [["", "Inf", "1"]] }), /no tiers of one another/],
    ["where it is in another currency", items({ currency: "CNY" }), /no price in USD/],
    ["where it costs nothing", items({ ranges: [["0", "Inf", "0.0000000000"]] }), /listed at \$0, which is no price/],
    ["where it is sold under reserved terms only", items({ terms: ["Reserved"] }), /no on-demand price/],
    ["where the offer's code is another", items({ offerTermCode: "HU7G6KETJZ" }), /no on-demand price/],
    ["where the item is cut off", [{ text: item(linux).slice(0, -40) }], /1 of 1 products cannot be read/],
    ["where one of two is cut off", [...items({}), { text: item(linux).slice(0, -40) }], /1 of 2 products cannot be read/],
  ] as const)("%s", (_case, list, reason, key: string = "ec2:c6i.large") => {
    expect(lookUp(key, "us-east-1", list)).toEqual({ reason: expect.stringMatching(reason) });
  });

  it("where the terms cannot be read", () => {
    const broken = item(linux).replace('"priceDimensions"', '"dimensions"');
    expect(lookUp("ec2:c6i.large", "us-east-1", [parseItem(broken)])).toEqual({ reason: expect.stringMatching(/^the terms of SKU/) });
  });

  it("but a reserved twin is no rival, and reserved terms beside on-demand ones change nothing", () => {
    expect(
      lookUp("ec2:c6i.large", "us-east-1", items({ terms: ["OnDemand", "Reserved"] }, { sku: "R", terms: ["Reserved"] })),
    ).toMatchObject({ sku: linux.sku });
  });
});

describe("a reserved price is that of a year without upfront payment", () => {
  const linux = answer("ec2:c6i.large");
  const items = (options: Partial<ItemOptions>): readonly Item[] => [parseItem(item({ ...linux, ...options }))];
  const both = ["OnDemand", "Reserved"] as const;
  it.each([
    ["accepts one year", { LeaseContractLength: "1yr" }, 1],
    ["rejects three", {}, undefined],
    ["rejects an upfront payment", { LeaseContractLength: "1yr", PurchaseOption: "All Upfront" }, undefined],
    ["rejects a convertible one, which costs otherwise", { LeaseContractLength: "1yr", OfferingClass: "convertible" }, undefined],
  ])("%s", (_name, lease, usd) => {
    const found = lookUp("ec2:c6i.large", "us-east-1", items({ terms: both, lease }));
    expect("reserved" in found ? found.reserved?.usd : undefined).toBe(usd);
  });

  it("and there is none where it is billed in another unit", () => {
    const text = item({ ...linux, terms: both, lease: { LeaseContractLength: "1yr" } });
    const [onDemand, reserved = ""] = text.split('"Reserved"');
    const broken = `${onDemand}"Reserved"${reserved.replace('"unit":"Hrs"', '"unit":"Quantity"')}`;
    expect(broken).not.toBe(text);
    expect(lookUp("ec2:c6i.large", "us-east-1", [parseItem(broken)])).not.toHaveProperty("reserved");
  });
});

describe("any one attribute changed, and it is another product", () => {
  /** Attributes that only describe. */
  const DESCRIBES = new Set(["servicename", "currentGeneration"]);
  const cases = ANSWERS.map(({ key, region, item: options }) => [key, region, options] as const);

  it.each(cases)("%s in %s", (key, region, options) => {
    const names = [...Object.keys(options.attributes).filter((name) => !DESCRIBES.has(name)), "servicecode"];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ minLength: 1 }), (name, value) => {
        const before = options.attributes[name] ?? options.serviceCode;
        fc.pre(value !== before && !alike(key, name, before, value));
        const json = JSON.parse(item(options));
        json.product.attributes[name] = value;
        expect(lookUp(key, region, [parseItem(JSON.stringify(json))])).toHaveProperty("reason");
      }),
      { numRuns: 30 },
    );
  });

  it.each(cases.filter(([key]) => !key.startsWith("dax:")))("%s in %s, of another family", (key, region, options) => {
    expect(lookUp(key, region, [parseItem(item({ ...options, family: "Something Else" }))])).toHaveProperty("reason");
  });

  it.each(cases)("%s in %s, with one attribute swapped for that of any other product in the list", (key, region, options) => {
    const others = [...new Set(ANSWERS.flatMap((other) => Object.entries(other.item.attributes)).map((entry) => JSON.stringify(entry)))];
    for (const other of others) {
      const [name, value]: [string, string] = JSON.parse(other);
      const before = options.attributes[name];
      if (before === undefined || DESCRIBES.has(name) || before === value || alike(key, name, before, value)) continue;
      const swapped = { ...options, attributes: { ...options.attributes, [name]: value } };
      expect(lookUp(key, region, [parseItem(item(swapped))])).toHaveProperty("reason");
    }
  });

  /** Two spellings of the same thing. */
  function alike(key: string, name: string, a: string, b: string): boolean {
    const plain = (text: string): string =>
      text
        .toLowerCase()
        .replace(/^(use1|us-east-1)-/, "")
        .replace(/xlarge$/, "xl");
    const query = priceQuery(key);
    const accepted = [query?.attributes[name], query?.ifStated?.[name]].flat();
    return plain(a) === plain(b) || (accepted.includes(a) && accepted.includes(b));
  }
});
