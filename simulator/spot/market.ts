import { dollars, PLACES } from "../pricing/product";
import { stream, uniform } from "../random";

export interface Market {
  readonly instanceType: string;
  readonly productDescription: string;
  readonly zone: string;
}

/** A price and from when on it holds. */
export interface SpotPoint extends Market {
  readonly usd: string;
  readonly epoch: number;
}

/** Linux on demand, us-east-1, USD per hour. https://aws.amazon.com/ec2/pricing/on-demand/ (2026-07) */
const ON_DEMAND: Readonly<Record<string, number>> = {
  "g4dn.xlarge": 0.526,
  "g5.xlarge": 1.006,
  "g5.2xlarge": 1.212,
  "g6.xlarge": 0.8048,
  "p3.2xlarge": 3.06,
  "c6i.8xlarge": 1.36,
};
/** What a licence costs on top, relative to the price without. */
const PRODUCTS = { "Linux/UNIX": 1, "Red Hat Enterprise Linux": 1.25, "SUSE Linux": 1.1, Windows: 1.9 } as const;
const ZONES = ["a", "b", "c"] as const;

const HISTORY_SECONDS = 90 * 86_400;
/** In each of these every price is told once, at a time of its own; it changes every other time only. */
const SLOT_SECONDS = 4 * 3_600;
const LEAST_SHARE = 0.3;
const SPREAD = 0.3;
const SEED = 1;

/** The prices of a region's markets, newest first: those of the last 90 days, and what held when these began. */
export function spotMarket(region: string, nowEpoch: number, isAskedFor: (market: Market) => boolean): readonly SpotPoint[] {
  const place = PLACES.find(({ regionCode }) => regionCode === region);
  if (place === undefined) return [];
  const markets = Object.entries(ON_DEMAND).flatMap(([instanceType, usd]) =>
    Object.entries(PRODUCTS).flatMap(([productDescription, factor]) =>
      ZONES.map((letter) => ({
        market: { instanceType, productDescription, zone: `${region}${letter}` },
        onDemand: usd * factor * place.factor,
      })),
    ),
  );
  const asked = markets.filter(({ market }) => isAskedFor(market));
  return asked.flatMap(({ market, onDemand }) => history(market, onDemand, nowEpoch)).sort((a, b) => b.epoch - a.epoch);
}

function history(market: Market, onDemand: number, nowEpoch: number): readonly SpotPoint[] {
  const name = Object.values(market).join("/");
  const [delay, price] = [stream(SEED, `${name}/delay`), stream(SEED, `${name}/price`)];
  const lastSlot = Math.floor(nowEpoch / SLOT_SECONDS);
  const firstSlot = Math.floor((nowEpoch - HISTORY_SECONDS) / SLOT_SECONDS) - 1;
  const slots = Array.from({ length: lastSlot - firstSlot + 1 }, (_, i) => firstSlot + i);
  return slots.flatMap((slot) => {
    const epoch = Math.floor((slot + uniform(delay, slot)) * SLOT_SECONDS);
    const share = LEAST_SHARE + SPREAD * uniform(price, Math.floor(slot / 2));
    return epoch > nowEpoch ? [] : [{ ...market, epoch, usd: dollars(onDemand * share) }];
  });
}
