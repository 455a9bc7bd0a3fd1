import { GetProductsCommand, PricingClient } from "@aws-sdk/client-pricing";
import pLimit from "p-limit";
import { type PriceQuery, priceFilters, priceQuery } from "../../../contract";
import { clientOptions, type Patience, watch } from "../aws/client";
import { awsFailure, isAccessDenied } from "../aws/failures";
import { PageTokens } from "../aws/page-tokens";
import type { Timer } from "../aws/timer";
import type { Price, PriceBook } from "../snapshot";
import type { PriceCache } from "./cache";
import { priceOf, type Unpriced } from "./price-of";
import { type Item, parseItem } from "./product";

/** The Price List's query API is served in a few regions only; this one holds the prices of all. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html */
const PRICING_REGION = "us-east-1";
export const PRICING_HOST = `api.pricing.${PRICING_REGION}.amazonaws.com`;
const PARALLEL_CALLS = 4;

export interface WantedPrice {
  readonly key: string;
  readonly region: string;
}

export interface PriceOptions {
  readonly patience: Patience;
  readonly timer: Timer;
  readonly signal: AbortSignal;
  /** @default every price is asked for */
  readonly cache?: PriceCache;
}

/**
 * Looks up each key's price. A role that may not read prices leaves them all unpriced; savings are then not stated, nor guessed.
 * @throws AwsError where the endpoint is down, throttles, or refuses the credentials
 */
export async function readPrices(wanted: readonly WantedPrice[], options: PriceOptions): Promise<PriceBook> {
  const reader = new PriceReader(options);
  const limit = pLimit(PARALLEL_CALLS);
  try {
    const found = await Promise.all(wanted.map((one) => limit(async () => ({ ...one, outcome: await reader.read(one) }))));
    return {
      prices: found.flatMap(({ outcome }) => ("reason" in outcome ? [] : [outcome])),
      unpriced: found.flatMap(({ key, region, outcome }) => ("reason" in outcome ? [{ key, region, reason: outcome.reason }] : [])),
    };
  } finally {
    limit.clearQueue();
    reader.close();
  }
}

class PriceReader {
  private readonly client: PricingClient;
  private host = "";

  constructor(private readonly options: PriceOptions) {
    const { patience, timer } = options;
    this.client = new PricingClient(clientOptions(PRICING_REGION, patience));
    watch(this.client, {
      what: "the Price List API",
      patience,
      timer,
      beforeAttempt: async (_input, { hostname }) => {
        this.host = hostname;
      },
    });
  }

  async read({ key, region }: WantedPrice): Promise<Price | Unpriced> {
    const { cache } = this.options;
    const query = priceQuery(key);
    if (query === undefined) return { reason: "no Price List filters are known for this key" };
    const kept = await cache?.get(query, region);
    if (kept !== undefined) return kept;
    try {
      const price = priceOf(query, region, await this.items(query, region));
      if (!("reason" in price)) await cache?.put(query, price, this.host);
      return price;
    } catch (error) {
      if (isAccessDenied(error)) return { reason: "the role may not read prices (pricing:GetProducts)" };
      throw awsFailure("reading prices", error);
    }
  }

  close(): void {
    this.client.destroy();
  }

  private async items(query: PriceQuery, region: string): Promise<readonly Item[]> {
    const found: Item[] = [];
    const tokens = new PageTokens("the Price List");
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(
        new GetProductsCommand({
          ServiceCode: query.serviceCode,
          FormatVersion: "aws_v1",
          Filters: [...priceFilters(query, region)],
          NextToken,
        }),
        { abortSignal: this.options.signal },
      );
      for (const item of page.PriceList ?? []) found.push(parseItem(item));
      NextToken = tokens.next(page.NextToken);
    } while (NextToken !== undefined);
    return found;
  }
}
