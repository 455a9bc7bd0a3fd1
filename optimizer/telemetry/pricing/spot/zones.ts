import type { SpotZone } from "../../snapshot";

/** From when on a price was in force in a zone. */
export interface SpotPoint {
  readonly zone: string;
  /** UTC epoch seconds. */
  readonly epoch: number;
  readonly usdPerHour: number;
}

export interface Span {
  readonly startEpoch: number;
  readonly endEpoch: number;
}

/** A price and for how long it held. */
interface Held {
  readonly usd: number;
  readonly seconds: number;
}

/**
 * What each zone's price was over the span, weighted by time; in the order of their names. A price holds until the next one of its zone, so
 * the last before the span begins counts from there; before a zone's first price nothing is known of it, and zones of which
 * nothing is known are left out.
 */
export function spotZones(points: readonly SpotPoint[], span: Span): readonly SpotZone[] {
  return [...new Set(points.map(({ zone }) => zone))].sort().flatMap((zone) => {
    const held = heldWithin(
      points.filter((point) => point.zone === zone),
      span,
    );
    const knownSeconds = held.reduce((sum, { seconds }) => sum + seconds, 0);
    if (knownSeconds === 0) return [];
    return [
      {
        zone,
        medianUsd: medianOf(held, knownSeconds),
        maxUsd: Math.max(...held.map(({ usd }) => usd)),
        changes: held.filter(({ usd }, i) => i > 0 && usd !== held[i - 1]?.usd).length,
        knownSeconds,
      },
    ];
  });
}

/** Of two prices of one moment, as pages that overlap may bring, the higher one holds. */
function heldWithin(points: readonly SpotPoint[], { startEpoch, endEpoch }: Span): readonly Held[] {
  const sorted = [...points].sort((a, b) => a.epoch - b.epoch || a.usdPerHour - b.usdPerHour);
  return sorted.flatMap(({ epoch, usdPerHour }, i) => {
    const until = Math.min(endEpoch, sorted[i + 1]?.epoch ?? endEpoch);
    const seconds = until - Math.max(startEpoch, epoch);
    return seconds > 0 ? [{ usd: usdPerHour, seconds }] : [];
  });
}

function medianOf(held: readonly Held[], knownSeconds: number): number {
  let below = 0;
  for (const { usd, seconds } of [...held].sort((a, b) => a.usd - b.usd)) {
    below += seconds;
    if (below >= knownSeconds / 2) return usd;
  }
  return Number.NaN;
}
