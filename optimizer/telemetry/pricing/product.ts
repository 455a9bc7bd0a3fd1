import { z } from "zod";

const dimension = z.object({
  rateCode: z.string().min(1),
  unit: z.string(),
  description: z.string().default(""),
  beginRange: z.string().default("0"),
  endRange: z.string().default("Inf"),
  pricePerUnit: z.object({ USD: z.string().optional() }),
});
export type Dimension = z.infer<typeof dimension>;

const offer = z.object({
  sku: z.string().optional(),
  offerTermCode: z.string().optional(),
  effectiveDate: z.string().min(1),
  priceDimensions: z.record(z.string(), dimension),
  termAttributes: z.record(z.string(), z.unknown()).optional(),
});
export type Offer = z.infer<typeof offer>;

/** What the product is; values that are no text say nothing. */
const identity = z.object({
  serviceCode: z.string().optional(),
  product: z.object({
    sku: z.string().min(1),
    productFamily: z.string().optional(),
    attributes: z.record(z.string(), z.unknown()),
  }),
});
const terms = z.object({ terms: z.object({ OnDemand: z.record(z.string(), offer).optional() }) });
const reservedTerms = z.object({ terms: z.object({ Reserved: z.record(z.string(), offer).optional() }) });

/** One element of GetProducts' `PriceList`. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html */
export interface Product {
  readonly sku: string;
  /** The attributes, the product family and the service's code among them. */
  readonly attributes: Readonly<Record<string, string>>;
  /** On-demand offers by their key; undefined where the terms are not understood. */
  readonly onDemand: Readonly<Record<string, Offer>> | undefined;
  /** Offers under a contract; none where the terms are not understood. */
  readonly reserved: readonly Offer[];
}

/** An element that is no product that could be understood; its text may still tell what it is about. */
export interface Unreadable {
  readonly text: string;
}

export type Item = Product | Unreadable;

/** Reads one element as it comes: JSON in a string. Never throws: a broken element is judged by whoever looks for a price. */
export function parseItem(element: unknown): Item {
  // The SDK hands elements over as String objects that parse themselves when asked.
  const text = typeof element === "string" || element instanceof String ? String(element) : (JSON.stringify(element) ?? "");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { text };
  }
  const known = identity.safeParse(json);
  if (!known.success) return { text };
  const { serviceCode, product } = known.data;
  const attributes = Object.fromEntries(
    Object.entries(product.attributes).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  return {
    sku: product.sku,
    attributes: {
      ...(serviceCode === undefined ? {} : { servicecode: serviceCode }),
      ...attributes,
      ...(product.productFamily === undefined ? {} : { productFamily: product.productFamily }),
    },
    onDemand: onDemandOf(json),
    reserved: Object.values(reservedTerms.safeParse(json).data?.terms.Reserved ?? {}),
  };
}

function onDemandOf(json: unknown): Product["onDemand"] {
  const parsed = terms.safeParse(json);
  return parsed.success ? (parsed.data.terms.OnDemand ?? {}) : undefined;
}
