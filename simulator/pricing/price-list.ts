import { createHash } from "node:crypto";
import { daxProducts, elastiCacheProducts } from "./caches";
import { dynamodbProducts } from "./dynamodb";
import { ec2Products } from "./ec2";
import { dollars, type Product } from "./product";
import { rdsProducts } from "./rds";
import { serviceProducts } from "./services";

/** A product with its SKU, and its entry as the Price List API sends it: JSON in a string. */
export interface Listed {
  readonly serviceCode: string;
  /** What filters look at: the attributes and the product family. */
  readonly fields: Readonly<Record<string, string>>;
  readonly entry: string;
}

const ON_DEMAND_TERM = "JRTCKXETXF";
const RATE_PER_HOUR = "6YS6EN2CT7";
/** Discounts of a year and of three, without upfront payment. */
const RESERVED_TERMS = [
  { code: "4NA7Y494T4", length: "1yr", discount: 0.32 },
  { code: "38NPMPTW36", length: "3yr", discount: 0.41 },
] as const;
const PUBLISHED = "2026-07-01T00:00:00Z";
const ENDLESS = "Inf";

const digest = (text: string): string =>
  BigInt(`0x${createHash("sha256").update(text).digest("hex")}`)
    .toString(36)
    .toUpperCase()
    .slice(0, 16);

let known: readonly Listed[] | undefined;

/** All products; made once. SKUs are hashes of what they stand for, so they do not change from run to run. */
export function priceList(): readonly Listed[] {
  known ??= [
    ...ec2Products(),
    ...rdsProducts(),
    ...elastiCacheProducts(),
    ...dynamodbProducts(),
    ...daxProducts(),
    ...serviceProducts(),
  ].map(listed);
  return known;
}

function listed(product: Product): Listed {
  const sku = digest(JSON.stringify([product.serviceCode, product.productFamily, product.attributes]));
  const { serviceCode, productFamily, attributes } = product;
  const onDemand = `${sku}.${ON_DEMAND_TERM}`;
  return {
    serviceCode,
    fields: { ...attributes, productFamily },
    entry: JSON.stringify({
      product: { productFamily, attributes, sku },
      serviceCode,
      terms: {
        OnDemand: { [onDemand]: term(sku, ON_DEMAND_TERM, dimensions(product, onDemand)) },
        ...(product.reserved === true ? { Reserved: reserved(product, sku) } : {}),
      },
      version: PUBLISHED.replaceAll(/[-:TZ]/g, ""),
      publicationDate: PUBLISHED,
    }),
  };
}

const term = (sku: string, offerTermCode: string, priceDimensions: object, termAttributes: object = {}) => ({
  priceDimensions,
  sku,
  effectiveDate: PUBLISHED,
  offerTermCode,
  termAttributes,
});

function dimensions({ steps, unit, description }: Product, prefix: string): object {
  return Object.fromEntries(
    steps.map(({ usd, upTo }, i) => {
      const rateCode = `${prefix}.${i === 0 ? RATE_PER_HOUR : digest(`${prefix}/${i}`).slice(0, 10)}`;
      const rate = {
        unit,
        endRange: Number.isFinite(upTo) ? String(upTo) : ENDLESS,
        description,
        appliesTo: [],
        rateCode,
        beginRange: String(steps[i - 1]?.upTo ?? 0),
        pricePerUnit: { USD: dollars(usd) },
      };
      return [rateCode, rate];
    }),
  );
}

function reserved(product: Product, sku: string): object {
  return Object.fromEntries(
    RESERVED_TERMS.map(({ code, length, discount }) => {
      const key = `${sku}.${code}`;
      const steps = product.steps.map(({ usd, upTo }) => ({ usd: usd * (1 - discount), upTo }));
      const attributes = { LeaseContractLength: length, OfferingClass: "standard", PurchaseOption: "No Upfront" };
      return [key, term(sku, code, dimensions({ ...product, steps }, key), attributes)];
    }),
  );
}
