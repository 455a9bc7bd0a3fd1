import type { Price } from "../telemetry/snapshot/types";

/** A price by volume, or one for all units. */
export type Tariff = Pick<Price, "usd" | "tiers">;

interface Step {
  readonly fromQuantity: number;
  readonly usd: number;
}

/**
 * What a month's quantity costs when each unit is paid for at its own tier's price, from the first tier up.
 * Free tiers count for nothing: AWS grants them to a payer once, and one component cannot know who has used them up, so their units are
 * paid for at the first price that is one.
 * @param quantity in the price's unit, not below zero
 */
export function costOfQuantity(tariff: Tariff, quantity: number): number {
  const steps = paidSteps(tariff);
  return steps.reduce((sum, { fromQuantity, usd }, i) => {
    const within = Math.min(quantity, steps[i + 1]?.fromQuantity ?? Number.POSITIVE_INFINITY) - fromQuantity;
    return sum + Math.max(0, within) * usd;
  }, 0);
}

/** What a unit of the month's quantity costs on average; of nothing, what the first unit would cost. */
export function meanUsdPerUnit(tariff: Tariff, quantity: number): number {
  const [first, ...more] = paidSteps(tariff);
  if (first === undefined) return tariff.usd;
  return more.length === 0 || quantity <= 0 ? first.usd : costOfQuantity(tariff, quantity) / quantity;
}

function paidSteps({ usd, tiers = [] }: Tariff): readonly Step[] {
  const [first, ...more] = tiers.filter((tier) => tier.usd > 0);
  return first === undefined ? [{ fromQuantity: 0, usd }] : [{ ...first, fromQuantity: 0 }, ...more];
}
