import * as z from "zod/mini";
import { due, read } from "../input";
import type { ObjectStore } from "../object-store";
import { dayBefore, ordersOf, reportKey } from "../orders-layout";
import { syntheticOrder } from "../synthetic-order";

const reportEvent = z.extend(due, { day: z.optional(z.iso.date()) });
const keptOrder = z.extend(syntheticOrder, { totalCents: z.int() });

export interface DayReport {
  readonly day: string;
  readonly orders: number;
  readonly customers: number;
  readonly revenueCents: number;
  /** Cents by item, the best-selling first. */
  readonly revenueCentsByItem: Readonly<Record<string, number>>;
}

/** Sums up a day's orders, the day before by default, and keeps the report; the same orders give the same report. */
export async function reportDay(event: unknown, store: ObjectStore): Promise<DayReport> {
  const { time, day = dayBefore(time) } = read("the event", reportEvent, event);
  const byItem = new Map<string, number>();
  const customers = new Set<string>();
  let orders = 0;
  for await (const keys of store.list(ordersOf(day))) {
    for (const kept of await Promise.all(keys.map((key) => store.get(key)))) {
      const { customer, item, totalCents } = read("the order", keptOrder, kept);
      orders += 1;
      customers.add(customer);
      byItem.set(item, (byItem.get(item) ?? 0) + totalCents);
    }
  }
  const ranked = [...byItem].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const report = {
    day,
    orders,
    customers: customers.size,
    revenueCents: ranked.reduce((sum, [, cents]) => sum + cents, 0),
    revenueCentsByItem: Object.fromEntries(ranked),
  };
  await store.put(reportKey(day), report);
  return report;
}
