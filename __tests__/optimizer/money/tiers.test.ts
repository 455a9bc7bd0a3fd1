import fc from "fast-check";
import { bill, priceList } from "../../../optimizer/money";
import { costOfQuantity, meanUsdPerUnit, type Tariff } from "../../../optimizer/money/tiers";
import { priceSchema } from "../../../optimizer/telemetry/snapshot/schema";

const tariff = (...tiers: readonly (readonly [fromQuantity: number, usd: number])[]): Tariff => ({
  usd: tiers.at(-1)?.[1] ?? Number.NaN,
  tiers: tiers.map(([fromQuantity, usd], i) => ({ fromQuantity, usd, rateCode: `SKU.${i}` })),
});

/** us-east-1. https://aws.amazon.com/cloudwatch/pricing/, https://aws.amazon.com/lambda/pricing/, https://aws.amazon.com/dynamodb/pricing/provisioned/ */
const METRICS = tariff([0, 0.3], [10_000, 0.1], [250_000, 0.05], [1_000_000, 0.02]);
const GB_SECONDS = tariff([0, 16.6667e-6], [6e9, 15e-6], [15e9, 13.3334e-6]);
const WRITE_UNITS = tariff([0, 0], [18_600, 0.00065]);

describe("a month's quantity", () => {
  test.each([
    ["nothing", METRICS, 0, 0],
    ["within the first tier", METRICS, 500, 150],
    ["to its end", METRICS, 10_000, 3_000],
    ["into the second", METRICS, 10_001, 3_000.1],
    ["through all", METRICS, 1_000_001, 3_000 + 24_000 + 37_500 + 0.02],
    ["Lambda, ordinary use: the first price, not the last", GB_SECONDS, 1e6, 16.6667],
    ["Lambda, above 6 billion GB-seconds", GB_SECONDS, 7e9, 100_000.2 + 15_000],
    ["no tiers", { usd: 0.2 }, 30, 6],
    ["within a free tier, which belongs to the payer and not to a component", WRITE_UNITS, 1_000, 0.65],
    ["above a free tier", WRITE_UNITS, 100_000, 65],
  ] as const)("%s", (_name, price, quantity, usd) => {
    expect(costOfQuantity(price, quantity)).toBeCloseTo(usd, 9);
  });

  const anyTariff = fc
    .array(fc.record({ width: fc.double({ min: 0.5, max: 1e6, noNaN: true }), usd: fc.double({ min: 0.001, max: 10, noNaN: true }) }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((steps) => {
      let from = 0;
      return tariff(
        ...steps.map(({ width, usd }) => {
          const tier = [from, usd] as const;
          from += width;
          return tier;
        }),
      );
    });
  const anyQuantity = fc.double({ min: 0, max: 1e7, noNaN: true });

  test("costs more the more it is, and jumps nowhere: a further unit costs one of the tiers' prices", () => {
    fc.assert(
      fc.property(anyTariff, anyQuantity, fc.double({ min: 0.001, max: 1e5, noNaN: true }), (price, quantity, further) => {
        const rates = (price.tiers ?? []).map(({ usd }) => usd);
        const difference = costOfQuantity(price, quantity + further) - costOfQuantity(price, quantity);
        const rounding = 1e-9 * costOfQuantity(price, quantity + further);
        expect(difference).toBeGreaterThanOrEqual(further * Math.min(...rates) - rounding);
        expect(difference).toBeLessThanOrEqual(further * Math.max(...rates) + rounding);
      }),
    );
  });

  test("costs as much as its units one by one, each at the price of its tier", () => {
    const narrow = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1_000 })), { minLength: 1, maxLength: 5 })
      .map((steps) => steps.map(([width, usd], i) => [steps.slice(0, i).reduce((sum, [before]) => sum + before, 0), usd, width] as const));
    fc.assert(
      fc.property(narrow, fc.integer({ min: 0, max: 250 }), (steps, quantity) => {
        const unitPrice = (unit: number) => steps.findLast(([from]) => from <= unit)?.[1] ?? Number.NaN;
        const oneByOne = Array.from({ length: quantity }, (_, unit) => unitPrice(unit)).reduce((sum, usd) => sum + usd, 0);
        expect(costOfQuantity(tariff(...steps.map(([from, usd]) => [from, usd] as const)), quantity)).toBe(oneByOne);
      }),
    );
  });

  test("of one tier costs what a price without tiers does, exactly", () => {
    fc.assert(
      fc.property(anyQuantity, fc.double({ min: 0.001, max: 10, noNaN: true }), (quantity, usd) => {
        expect(costOfQuantity(tariff([0, usd]), quantity)).toBe(costOfQuantity({ usd }, quantity));
        expect(meanUsdPerUnit(tariff([0, usd]), quantity)).toBe(usd);
      }),
    );
  });
});

describe("a bill", () => {
  const prices = priceList(
    {
      prices: [
        {
          key: "metric",
          region: "us-east-1",
          unit: "metric-month",
          sku: "SKU",
          rateCode: "SKU.0",
          effectiveDate: "2026-11-01",
          ...METRICS,
        },
      ],
      unpriced: [],
    },
    "us-east-1",
  );
  const metrics = (quantity: number) => ({ item: `${quantity}`, priceKey: "metric", quantity, unit: "metric-month" }) as const;

  test("goes through the tiers once for all items of a price, in whatever order they stand", () => {
    const [one, other] = [bill([metrics(8_000), metrics(12_000)], prices), bill([metrics(12_000), metrics(8_000)], prices)];
    expect(one).toMatchObject({ priced: true, monthlyUsd: 4_000, lines: [{ usdPerUnit: 0.2, monthlyUsd: 1_600 }, { monthlyUsd: 2_400 }] });
    expect(other).toMatchObject({ priced: true, monthlyUsd: 4_000 });
  });

  test("of nothing names the price of the first unit", () => {
    expect(bill([metrics(0)], prices)).toMatchObject({ monthlyUsd: 0, lines: [{ usdPerUnit: 0.3 }] });
  });
});

describe("tiers in a price book", () => {
  const price = { key: "metric", region: "us-east-1", unit: "metric-month", sku: "SKU", rateCode: "SKU.0", effectiveDate: "2026-11-01" };
  test.each([
    ["up from 0", METRICS, true],
    ["that begin above 0", tariff([5, 1], [10, 2]), false],
    ["that go down", tariff([0, 1], [10, 2], [5, 3]), false],
    ["that hold for the same range", tariff([0, 1], [0, 2]), false],
  ])("%s", (_name, tiers, accepted) => {
    expect(priceSchema.safeParse({ ...price, ...tiers }).success).toBe(accepted);
  });
});
