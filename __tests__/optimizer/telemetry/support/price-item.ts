export type Attributes = Readonly<Record<string, string>>;
export type Range = readonly [begin: string, end: string, usd: string, description?: string];

export interface ItemOptions {
  readonly sku: string;
  readonly serviceCode: string;
  readonly family: string;
  readonly attributes: Attributes;
  readonly unit: string;
  readonly ranges?: readonly Range[];
  /** Of the reserved terms, what differs from three years without upfront payment. */
  readonly lease?: Readonly<Record<string, string>>;
  /** Which terms it is sold under. @default ["OnDemand"] */
  readonly terms?: readonly ("OnDemand" | "Reserved")[];
  /** @default "JRTCKXETXF", on demand */
  readonly offerTermCode?: string;
  /** @default "USD" */
  readonly currency?: string;
}

const DOLLAR: readonly Range[] = [["0", "Inf", "1.0000000000"]];

/** An element of GetProducts' PriceList as it comes over the wire: JSON in a string. */
export function item(options: ItemOptions): string {
  const { sku, serviceCode, family, attributes, terms = ["OnDemand"] } = options;
  return JSON.stringify({
    product: { productFamily: family, attributes: { ...attributes, servicecode: serviceCode, servicename: `Amazon ${serviceCode}` }, sku },
    serviceCode,
    terms: Object.fromEntries(terms.map((kind) => [kind, offer(options, kind)])),
    version: "20260701000000",
    publicationDate: "2026-07-01T00:00:00Z",
  });
}

function offer(
  { sku, unit, ranges = DOLLAR, offerTermCode, lease: given = {}, currency = "USD" }: ItemOptions,
  kind: "OnDemand" | "Reserved",
): object {
  const code = kind === "Reserved" ? "38NPMPTW36" : (offerTermCode ?? "JRTCKXETXF");
  const lease = { LeaseContractLength: "3yr", OfferingClass: "standard", PurchaseOption: "No Upfront", ...given };
  const priceDimensions = Object.fromEntries(
    ranges.map(([beginRange, endRange, price, description = ""], i) => {
      const rateCode = `${sku}.${code}.R${i}`;
      return [rateCode, { rateCode, unit, beginRange, endRange, description, pricePerUnit: { [currency]: price }, appliesTo: [] }];
    }),
  );
  const termAttributes = kind === "Reserved" ? lease : {};
  return { [`${sku}.${code}`]: { sku, effectiveDate: "2026-07-01T00:00:00Z", offerTermCode: code, priceDimensions, termAttributes } };
}
