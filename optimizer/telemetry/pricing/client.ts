import { GetProductsCommand, PricingClient } from "@aws-sdk/client-pricing";
import pLimit from "p-limit";
import { AwsError, type PriceQuery, priceQuery, regionFilters } from "../../../contract";
import { clientOptions, type Patience, watch } from "../aws/client";
import { awsFailure, isAccessDenied } from "../aws/failures";
import type { Timer } from "../aws/timer";
import type { Price, PriceBook } from "../snapshot";
import { type Product, priceOf, productSchema, type Unpriced } from "./product";

/** The Price List's query API is served in a few regions only; this one holds the prices of all. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html */
const PRICING_REGION = "us-east-1";
const PARALLEL_CALLS = 4;

export interface WantedPrice {
  readonly key: string;
  readonly region: string;
}

export interface PriceOptions {
  readonly patience: Patience;
  readonly timer: Timer;
  readonly signal: AbortSignal;
}

/**
 * Looks up each key's price. A role that may not read prices leaves them all unpriced; savings are then not stated, nor guessed.
 * @throws AwsError where the endpoint is down, throttles, or refuses the credentials
 */
export async function readPrices(wanted: readonly WantedPrice[], { patience, timer, signal }: PriceOptions): Promise<PriceBook> {
  const client = new PricingClient(clientOptions(PRICING_REGION, patience));
  watch(client, { what: "the Price List API", patience, timer, beforeAttempt: async () => undefined });
  const limit = pLimit(PARALLEL_CALLS);
  try {
    const found = await Promise.all(wanted.map((one) => limit(async () => ({ ...one, outcome: await lookUp(client, one, signal) }))));
    return {
      prices: found.flatMap(({ outcome }) => ("reason" in outcome ? [] : [outcome])),
      unpriced: found.flatMap(({ key, region, outcome }) => ("reason" in outcome ? [{ key, region, reason: outcome.reason }] : [])),
    };
  } finally {
    limit.clearQueue();
    client.destroy();
  }
}

async function lookUp(client: PricingClient, { key, region }: WantedPrice, signal: AbortSignal): Promise<Price | Unpriced> {
  const query = priceQuery(key);
  if (query === undefined) return { reason: "no Price List filters are known for this key" };
  try {
    return priceOf(query, region, await products(client, query, region, signal));
  } catch (error) {
    if (isAccessDenied(error)) return { reason: "the role may not read prices (pricing:GetProducts)" };
    throw awsFailure("reading prices", error);
  }
}

async function products(client: PricingClient, query: PriceQuery, region: string, signal: AbortSignal): Promise<readonly Product[]> {
  const found: Product[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetProductsCommand({
        ServiceCode: query.serviceCode,
        FormatVersion: "aws_v1",
        Filters: Object.entries({ ...query.attributes, ...regionFilters(region) }).map(([Field, Value]) => ({
          Type: "TERM_MATCH",
          Field,
          Value,
        })),
        NextToken,
      }),
      { abortSignal: signal },
    );
    for (const item of page.PriceList ?? []) found.push(parseProduct(query.key, item));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

function parseProduct(key: string, item: unknown): Product {
  try {
    return productSchema.parse(JSON.parse(String(item)));
  } catch (cause) {
    throw new AwsError(`the Price List answered for ${key} in a shape that is not understood`, { cause });
  }
}
