import { bill, priceList, saving, unitHours } from "../../../optimizer/money";
import type { Price } from "../../../optimizer/telemetry/snapshot/types";

const node: Price = {
  key: "node",
  region: "us-east-1",
  usd: 1.234,
  unit: "hour",
  sku: "SKU1",
  rateCode: "SKU1.1",
  effectiveDate: "2026-11-01",
};
const book = { prices: [node], unpriced: [{ key: "disk", region: "us-east-1", reason: "two SKUs match" }] };
const prices = priceList(book, "us-east-1");
const item = { item: "nodes", priceKey: "node", quantity: unitHours(3), unit: "hour" } as const;

test("a month has 730 hours, and a bill's line names the SKU", () => {
  expect(bill([item], prices)).toEqual({
    priced: true,
    monthlyUsd: 2702.46,
    lines: [{ item: "nodes", quantity: 2190, unit: "hour", usdPerUnit: 1.234, monthlyUsd: 2702.46, sku: "SKU1" }],
  });
});

describe("unpriced: one missing price and there is no sum, not even of the rest", () => {
  test.each([
    ["more than one SKU", { priceKey: "disk" }, "disk in us-east-1: two SKUs match"],
    ["a key that nobody asked for", { priceKey: "other" }, "other in us-east-1: the snapshot holds no price for it"],
    ["a price in another unit", { unit: "request" }, "node: priced per hour, billed per request"],
    ["a quantity that is not known", { quantity: Number.NaN }, "nodes: the quantity is not known"],
  ] as const)("%s", (_name, changed, reason) => {
    expect(bill([item, { ...item, ...changed }], prices)).toEqual({ priced: false, reasons: [reason] });
  });

  test("a price of another region is none", () => {
    expect(bill([item], priceList(book, "eu-west-1"))).toMatchObject({ priced: false });
  });
});

describe("a saving", () => {
  const before = bill([item], prices);
  const after = bill([{ ...item, quantity: unitHours(2) }], prices);
  const unpriced = bill([{ ...item, priceKey: "disk" }], prices);
  test("is the difference to the cent", () => {
    expect(saving(before, after)).toBe(900.82);
  });
  test.each([
    ["before", unpriced, after],
    ["after", before, unpriced],
  ])("is not known where %s is unpriced", (_name, from, to) => {
    expect(saving(from, to)).toBeUndefined();
  });
});
