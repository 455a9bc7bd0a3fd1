import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { due, read } from "../input";
import type { SyntheticOrder } from "../synthetic-order";

/** SQS takes ten messages a call (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html). */
const BATCH = 10;
const MOST_ORDERS = 10_000;
const CUSTOMERS = 50;
const ITEMS = ["anchor", "compass", "halyard", "lantern", "oar", "pennant", "rudder", "sextant"] as const;
const MOST_OF_AN_ITEM = 12;
const HIGHEST_PRICE_CENTS = 50_000;

/** `count` orders; the same `seed` and time give the same orders. */
const seedEvent = z.extend(due, {
  count: z._default(z.int().check(z.minimum(1), z.maximum(MOST_ORDERS)), 100),
  seed: z._default(z.string(), "staging"),
});

export interface SeedDependencies {
  /** @returns ids of the messages that were not taken */
  readonly send: (messages: readonly { readonly id: string; readonly body: string }[]) => Promise<readonly string[]>;
}

/**
 * Fills the queue with synthetic orders, so that a fresh environment has something to show and to measure.
 * @throws Error where the queue did not take all of them: repeating the call writes the same orders again
 */
export async function seedOrders(event: unknown, { send }: SeedDependencies): Promise<{ readonly sent: number }> {
  const { count, seed, time } = read("the event", seedEvent, event);
  const orders = Array.from({ length: count }, (_, index) => orderOf(seed, index, time));
  const refused: string[] = [];
  for (let start = 0; start < orders.length; start += BATCH) {
    const batch = orders.slice(start, start + BATCH);
    refused.push(...(await send(batch.map((order) => ({ id: order.id, body: JSON.stringify(order) })))));
  }
  if (refused.length > 0) throw new Error(`the queue refused ${refused.length} of ${count} orders: ${refused.slice(0, BATCH).join(", ")}`);
  return { sent: count };
}

/** Every figure of an order comes from a hash of seed, time and place. */
function orderOf(seed: string, index: number, time: string): SyntheticOrder {
  const hash = createHash("sha256").update(`${seed}\n${time}\n${index}`).digest();
  const figure = (offset: number, below: number) => hash.readUInt32BE(offset) % below;
  return {
    id: hash.toString("hex").slice(0, 32),
    customer: `customer-${figure(0, CUSTOMERS) + 1}`,
    item: ITEMS[figure(4, ITEMS.length)] ?? ITEMS[0],
    quantity: figure(8, MOST_OF_AN_ITEM) + 1,
    unitPriceCents: figure(12, HIGHEST_PRICE_CENTS) + 1,
    placedAt: new Date(time).toISOString(),
  };
}
