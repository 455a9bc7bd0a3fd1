import { HOURS_PER_MONTH, type PriceUnit } from "../../contract";
import type { Cost } from "../plan/recommendation";
import type { PriceList } from "./price-list";
import { meanUsdPerUnit } from "./tiers";

/** Something that is paid for: what, how much of it in a month, at which price. */
export interface BillItem {
  /** What it is and on which basis the quantity rests, in words. */
  readonly item: string;
  /** Key in the price book. */
  readonly priceKey: string;
  /** In the price's unit for 730 hours: node-hours, GB-months, requests… */
  readonly quantity: number;
  readonly unit: PriceUnit;
  /** Billed by the list price, and no usage that reservations or Savings Plans could cover. @default they may */
  readonly uncovered?: "spot";
}

/** Hours that a number of units run in a month. */
export const unitHours = (units: number): number => units * HOURS_PER_MONTH;

/**
 * Adds up a month; one missing price, or one in another unit, and there is no sum. Where a price has tiers, all items of its key fill
 * them together and each is billed at the mean price of their units.
 */
export function bill(items: readonly BillItem[], prices: PriceList): Cost {
  const reasons: string[] = [];
  const billed = new Map<string, number>();
  for (const { priceKey, quantity } of items) billed.set(priceKey, (billed.get(priceKey) ?? 0) + quantity);
  const lines = items.flatMap(({ item, priceKey, quantity, unit, uncovered }) => {
    const lookup = prices(priceKey);
    if (!lookup.found) {
      reasons.push(lookup.reason);
      return [];
    }
    const { price } = lookup;
    if (price.unit !== unit) {
      reasons.push(`${priceKey}: priced per ${price.unit}, billed per ${unit}`);
      return [];
    }
    if (!Number.isFinite(quantity)) {
      reasons.push(`${item}: the quantity is not known`);
      return [];
    }
    const usdPerUnit = meanUsdPerUnit(price, billed.get(priceKey) ?? quantity);
    // Commitments are found by the whole of what stands here.
    const sku = uncovered === undefined ? price.sku : `${price.sku} (${uncovered})`;
    return [{ item, quantity: cents(quantity), unit, usdPerUnit, monthlyUsd: cents(quantity * usdPerUnit), sku }];
  });
  if (reasons.length > 0) return { priced: false, reasons: [...new Set(reasons)] };
  return { priced: true, lines, monthlyUsd: cents(lines.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)) };
}

/** Costs of parts that are billed apart, as one; one without a price, and there is no sum. */
export function together(costs: readonly Cost[]): Cost {
  const reasons = [...new Set(costs.flatMap((cost) => (cost.priced ? [] : cost.reasons)))];
  if (reasons.length > 0) return { priced: false, reasons };
  const lines = costs.flatMap((cost) => (cost.priced ? cost.lines : []));
  return { priced: true, lines, monthlyUsd: cents(lines.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)) };
}

/** Monthly saving, where both sides are priced. */
export function saving(before: Cost, after: Cost): number | undefined {
  return before.priced && after.priced ? cents(before.monthlyUsd - after.monthlyUsd) : undefined;
}

/** To the cent: a bill has no more, and sums stay the same whatever their order. */
export const cents = (value: number): number => Math.round(value * 100) / 100;
