import { HOURS_PER_MONTH } from "../../contract";
import type { Cost } from "../plan/recommendation";
import type { Price } from "../telemetry/snapshot/types";
import { monthsUntil, type Pool } from "./pools";
import { type UsageClass, usageClass } from "./usage-class";

/** A month of something, before a change and after it. */
export interface CostChange {
  readonly before: Cost;
  readonly after: Cost;
}

/** What a commitment no longer finds usage for. */
export interface Stranded {
  readonly commitment: string;
  /** At list prices: by so much the bill falls less than the list says. */
  readonly monthlyUsd: number;
  readonly untilEpoch: number;
  /** Over the rest of the term. */
  readonly totalUsd: number;
}

/** Usage of one class that changes, an hour. */
interface Reduction {
  readonly usage: UsageClass;
  units: number;
  usd: number;
}

/**
 * What the changes, made together, strand of each pool: `max(0, commitment − eligible usage left)`, less what was stranded already.
 * Commitments float, so usage that leaves is replaced by other usage at the payer as long as there is any; and since usage beyond
 * that was covered, the bill does not fall by its list price: that price is what counts as stranded.
 */
export function strandedBy(
  changes: readonly CostChange[],
  pools: readonly Pool[],
  prices: readonly Price[],
  nowEpoch: number,
): readonly Stranded[] {
  const reductions = reductionsOf(changes, prices);
  return pools.flatMap((pool) => {
    const covered = reductions.filter(({ usage }) => pool.covers(usage));
    const amount = (one: Reduction): number => (pool.unit === "usd" ? one.usd : one.units);
    const reduction = total(covered, amount);
    const newly = shortfall(pool, reduction) - shortfall(pool, 0);
    if (newly <= 0 || reduction <= 0) return [];
    // Each covered class bears its share; what a pool strands no further pool loses.
    const share = newly / reduction;
    const hourlyUsd = Math.max(0, share * total(covered, ({ usd }) => usd));
    for (const one of covered) {
      one.usd *= 1 - share;
      one.units *= 1 - share;
    }
    const monthlyUsd = toCents(hourlyUsd * HOURS_PER_MONTH);
    return [
      {
        commitment: pool.name,
        monthlyUsd,
        untilEpoch: pool.endEpoch,
        totalUsd: toCents(hourlyUsd * HOURS_PER_MONTH * monthsUntil(pool.endEpoch, nowEpoch)),
      },
    ];
  });
}

/** By how much the changes lower a pool's usage, an hour, in its unit; below 0 where they raise it. */
export function reductionOf(pool: Pool, changes: readonly CostChange[], prices: readonly Price[]): number {
  const covered = reductionsOf(changes, prices).filter(({ usage }) => pool.covers(usage));
  return total(covered, (one) => (pool.unit === "usd" ? one.usd : one.units));
}

const shortfall = ({ committed, eligible }: Pool, reduction: number): number => Math.max(0, committed - (eligible - reduction));

function reductionsOf(changes: readonly CostChange[], prices: readonly Price[]): readonly Reduction[] {
  const bySku = new Map(prices.map((price) => [price.sku, price]));
  const reductions = new Map<string, Reduction>();
  const add = (cost: Cost, sign: 1 | -1): void => {
    for (const { sku, quantity, monthlyUsd } of cost.priced ? cost.lines : []) {
      const price = bySku.get(sku);
      const usage = price === undefined ? undefined : usageClass(price.key, price.region);
      if (price === undefined || usage === undefined) continue;
      const id = [usage.service, usage.region, usage.instanceType, usage.engine].join("/");
      const one = reductions.get(id) ?? { usage, units: 0, usd: 0 };
      one.units += (sign * usage.units * quantity) / HOURS_PER_MONTH;
      one.usd += (sign * monthlyUsd) / HOURS_PER_MONTH;
      reductions.set(id, one);
    }
  };
  for (const { before, after } of changes) {
    add(before, 1);
    add(after, -1);
  }
  return [...reductions.values()];
}

const total = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);
const toCents = (usd: number): number => Math.round(usd * 100) / 100;
