import * as z from "zod/mini";
import { read } from "../input";
import type { ObjectStore } from "../object-store";
import { orderKey } from "../orders-layout";
import { syntheticOrder } from "../synthetic-order";

const queueEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

export interface WorkDependencies {
  readonly store: Pick<ObjectStore, "put">;
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}

/** What Lambda wants to hear of a batch (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Keeps each order under a key of its own, so that a message that comes twice is kept once; a message that fails comes again alone. */
export async function work(event: unknown, { store, log }: WorkDependencies): Promise<BatchResponse> {
  const { Records } = read("the event", queueEvent, event);
  const outcomes = await Promise.all(
    Records.map(async ({ messageId, body }) => {
      try {
        const order = read("the order", syntheticOrder, JSON.parse(body));
        await store.put(orderKey(order.placedAt, order.id), { ...order, totalCents: order.quantity * order.unitPriceCents });
        return [];
      } catch (error) {
        log({ messageId, problem: error instanceof Error ? error.message : String(error) });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: outcomes.flat() };
}
