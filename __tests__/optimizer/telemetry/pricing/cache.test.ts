import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PriceQuery, priceQuery } from "../../../../contract";
import { FilePriceCache, PRICING_HOST } from "../../../../optimizer/telemetry/pricing";
import type { Price } from "../../../../optimizer/telemetry/snapshot/types";
import { temporaryDirectory } from "../../../support/temporary-directory";

const directory = temporaryDirectory();
const NOW = 1_800_000_000;
const HOUR = 3600;

const queryOf = (key: string): PriceQuery => {
  const query = priceQuery(key);
  if (query === undefined) throw new RangeError(key);
  return query;
};
const LINUX = queryOf("ec2:c6i.large");
const PRICE: Price = {
  key: LINUX.key,
  region: "us-east-1",
  usd: 0.085,
  unit: "hour",
  sku: "SKU",
  rateCode: "SKU.JRTCKXETXF.6YS6EN2CT7",
  effectiveDate: "2026-07-01T00:00:00Z",
};

const cacheAt = (folder: string, nowEpoch: number, more: { readonly host?: string; readonly lifetimeSeconds?: number } = {}) =>
  new FilePriceCache({ directory: folder, nowEpoch, host: PRICING_HOST, ...more });

async function kept(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = directory();
  await cacheAt(folder, NOW).put(LINUX, PRICE, PRICING_HOST);
  return { folder, file: join(folder, "us-east-1", "ec2%3Ac6i.large.json") };
}

describe("a price that was kept", () => {
  it("comes back whole for a day", async () => {
    const { folder } = await kept();
    expect(await cacheAt(folder, NOW).get(LINUX, "us-east-1")).toEqual(PRICE);
    expect(await cacheAt(folder, NOW + 24 * HOUR - 1).get(LINUX, "us-east-1")).toEqual(PRICE);
  });

  it.each<readonly [string, number, { readonly host?: string; readonly lifetimeSeconds?: number }]>([
    ["after a day", NOW + 24 * HOUR, {}],
    ["after the lifetime that was set", NOW + HOUR, { lifetimeSeconds: HOUR }],
    ["where the clock stands before it was fetched", NOW - 1, {}],
    ["of another host", NOW, { host: "api.pricing.eu-central-1.amazonaws.com" }],
  ])("is not given %s", async (_case, nowEpoch, more) => {
    const { folder } = await kept();
    expect(await cacheAt(folder, nowEpoch, more).get(LINUX, "us-east-1")).toBeUndefined();
  });

  it("is not given for another region, key, or the same key asked in another way", async () => {
    const { folder } = await kept();
    const cache = cacheAt(folder, NOW);
    expect(await cache.get(LINUX, "us-west-2")).toBeUndefined();
    expect(await cache.get(queryOf("ec2:c6i.xlarge"), "us-east-1")).toBeUndefined();
    expect(await cache.get({ ...LINUX, attributes: { ...LINUX.attributes, tenancy: "Dedicated" } }, "us-east-1")).toBeUndefined();
  });

  it.each<readonly [string, (text: string) => string]>([
    ["is cut off", (text) => text.slice(0, -10)],
    ["is empty", () => ""],
    ["is of another version", (text) => text.replace(/"version": ?2/, '"version":1')],
    ["holds another key's price", (text) => text.replaceAll("c6i.large", "c6i.xlarge")],
    ["holds a negative price", (text) => text.replace("0.085", "-0.085")],
    ["holds more than a price", (text) => text.replace('"usd"', '"extra": 1, "usd"')],
  ])("is not given where its file %s", async (_case, broken) => {
    const { folder, file } = await kept();
    const text = readFileSync(file, "utf8");
    expect(broken(text)).not.toBe(text);
    writeFileSync(file, broken(text));
    expect(await cacheAt(folder, NOW).get(LINUX, "us-east-1")).toBeUndefined();
  });
});

describe("keeping", () => {
  it("leaves nothing of a stand-in's prices", async () => {
    const folder = directory();
    await cacheAt(folder, NOW).put(LINUX, PRICE, "127.0.0.1");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves one whole file and no temporary one", async () => {
    const { folder } = await kept();
    expect(readdirSync(join(folder, "us-east-1"))).toEqual(["ec2%3Ac6i.large.json"]);
  });

  it("fails silently: the price at hand is as good as ever", async () => {
    const folder = directory();
    mkdirSync(join(folder, "us-east-1", "ec2%3Ac6i.large.json"), { recursive: true });
    await expect(cacheAt(folder, NOW).put(LINUX, PRICE, PRICING_HOST)).resolves.toBeUndefined();
    expect(await cacheAt(folder, NOW).get(LINUX, "us-east-1")).toBeUndefined();
  });
});
