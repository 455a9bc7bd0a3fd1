import { type CommitmentPolicy, percent } from "../../contract";
import type { PriceList } from "./price-list";

/** Instances of one price, and in what share of the hours how many of them run. */
interface Running {
  readonly priceKey: string;
  readonly units: number;
  shareOfHours(units: number): number;
}

/** What of a component runs steadily enough to be committed to, or why nothing does. */
export type SteadyUse = { readonly component: string; readonly region: string; readonly priceKey: string } & (
  | {
      readonly steady: true;
      readonly units: number;
      /** In which the last of them runs. */
      readonly shareOfHours: number;
      /** From which on a reservation pays. */
      readonly breakEvenShare: number;
      readonly onDemandUsd: number;
      readonly reservedUsd: number;
      readonly rateCode: string;
      readonly sku: string;
    }
  | { readonly steady: false; readonly reason: string }
);

/** One entry for each price: roles of a component whose instances are alike can all be covered by the same reservations. */
export function byPrice(running: readonly Running[]): readonly Running[] {
  const shares = new Map<string, number[]>();
  for (const { priceKey, units, shareOfHours } of running) {
    const known = Number.isFinite(units) ? units : 1;
    const own = Array.from({ length: known }, (_, i) => shareOfHours(i + 1));
    shares.set(
      priceKey,
      [...(shares.get(priceKey) ?? []), ...own].sort((a, b) => b - a),
    );
  }
  return [...shares].map(([priceKey, of]) => ({ priceKey, units: of.length, shareOfHours: (units) => of[units - 1] ?? 0 }));
}

/** The units that run in so many hours that a reservation of each pays, and that the policy calls steady. */
export function steadyUse(
  of: { readonly component: string; readonly region: string },
  { priceKey, units: most, shareOfHours }: Running,
  prices: PriceList,
  { usedHoursAtLeast }: CommitmentPolicy,
): SteadyUse {
  const use = { component: of.component, region: of.region, priceKey };
  const lookup = prices(priceKey);
  if (!lookup.found) return { ...use, steady: false, reason: lookup.reason };
  const { usd, sku, reserved } = lookup.price;
  if (reserved === undefined)
    return { ...use, steady: false, reason: "the Price List has no reservation of a year without upfront payment" };
  const breakEvenShare = reserved.usd / usd;
  const needed = Math.max(usedHoursAtLeast, breakEvenShare);
  const isSteady = (units: number): boolean => shareOfHours(units) >= needed - ROUNDING;
  let units = 0;
  while (units < most && isSteady(units + 1)) units++;
  if (!Number.isFinite(shareOfHours(1))) return { ...use, steady: false, reason: "how many run is not known" };
  if (units === 0) {
    return { ...use, steady: false, reason: `not one runs in ${percent(needed)} of the hours (${percent(shareOfHours(1))})` };
  }
  return {
    ...use,
    steady: true,
    units,
    shareOfHours: shareOfHours(units),
    breakEvenShare,
    onDemandUsd: usd,
    reservedUsd: reserved.usd,
    rateCode: reserved.rateCode,
    sku,
  };
}

const ROUNDING = 1e-9;
