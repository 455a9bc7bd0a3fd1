import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { canonicalJson, type PriceQuery, SECONDS_PER_DAY } from "../../../contract";
import { readIfPresent, replaceFiles } from "../../files";
import { priceSchema } from "../snapshot/schema";
import type { Price } from "../snapshot/types";

/** Remembers prices between runs. What it cannot vouch for it does not give. */
export interface PriceCache {
  get(query: PriceQuery, region: string): Promise<Price | undefined>;
  /** @param host that the price came from */
  put(query: PriceQuery, price: Price, host: string): Promise<void>;
}

/** AWS publishes new price lists at any time, but rarely. */
export const PRICE_CACHE_SECONDS = SECONDS_PER_DAY;

export interface FilePriceCacheOptions {
  /** `.trimtab/prices` */
  readonly directory: string;
  /** UTC epoch seconds. */
  readonly nowEpoch: number;
  /** Host whose prices are kept and given; those of any other, such as a stand-in on loopback, are neither. */
  readonly host: string;
  /** @default a day */
  readonly lifetimeSeconds?: number;
}

/** 2: with reserved prices. */
const VERSION = 2;
const entrySchema = z.strictObject({
  version: z.literal(VERSION),
  host: z.string(),
  /** Hash of all that was asked: with another query under the same key the entry is void. */
  query: z.string(),
  fetchedAtEpoch: z.number().nonnegative(),
  price: priceSchema,
});

/** One file for each region and key. Only prices are kept: why something has none is asked anew each time. */
export class FilePriceCache implements PriceCache {
  constructor(private readonly options: FilePriceCacheOptions) {}

  async get(query: PriceQuery, region: string): Promise<Price | undefined> {
    const { host, nowEpoch, lifetimeSeconds = PRICE_CACHE_SECONDS } = this.options;
    const entry = entrySchema.safeParse(parsed(await readIfPresent(this.file(query, region)).catch(() => null)));
    if (!entry.success) return undefined;
    const { price, fetchedAtEpoch } = entry.data;
    const age = nowEpoch - fetchedAtEpoch;
    const about = entry.data.host === host && entry.data.query === digest(query) && price.key === query.key && price.region === region;
    return about && price.unit === query.unit && age >= 0 && age < lifetimeSeconds ? price : undefined;
  }

  async put(query: PriceQuery, price: Price, host: string): Promise<void> {
    const { nowEpoch, host: trusted } = this.options;
    if (host !== trusted) return;
    const entry = { version: VERSION, host, query: digest(query), fetchedAtEpoch: nowEpoch, price };
    // A price that cannot be kept is asked for again; the one at hand is as good as ever.
    await replaceFiles({ [this.file(query, price.region)]: canonicalJson(entry) }).catch(() => undefined);
  }

  private file({ key }: PriceQuery, region: string): string {
    return join(this.options.directory, encodeURIComponent(region), `${encodeURIComponent(key)}.json`);
  }
}

const digest = (query: PriceQuery): string => createHash("sha256").update(canonicalJson(query)).digest("hex");

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
