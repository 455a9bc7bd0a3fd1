import { Lru } from "../lru";
import { normal, type Stream, stream } from "../random";
import type { DemandSpec } from "../scenario/demand";
import { type Day, MINUTES_PER_DAY, minutesOf } from "../time";
import type { Market, MarketDay } from "./market";
import { Replay } from "./replay";

const { exp, floor, max, min } = Math;

const DAYS_REMEMBERED = 512;
const MINUTES_PER_HOUR = 60;
/** Noise is a sum of linearly interpolated draws on these lattices, so that it is correlated in time; the weights' squares add to 1. */
const OCTAVES = [
  { minutes: 1, weight: 0.6 },
  { minutes: 5, weight: 0.5 },
  { minutes: 30, weight: 0.62 },
] as const;
/** Weekly work starts and ends over this many minutes. */
const RAMP_MINUTES = 5;

/** Work that arrives at a component, per second, minute by minute. */
export class Demand {
  private readonly days = new Lru<Day, Float64Array>(DAYS_REMEMBERED, (day) => this.make(day));
  private readonly replay: Replay | undefined;
  private readonly noise: readonly Stream[];
  private readonly week: Stream;

  constructor(
    private readonly spec: DemandSpec,
    private readonly market: Market,
    seed: number,
    name: string,
    /** Factor of a fault that changes demand, by day; undefined on days without. */
    private readonly factor: (day: Day) => Float64Array | undefined,
  ) {
    this.replay = spec.replay === undefined ? undefined : Replay.load(spec.replay.series);
    this.noise = OCTAVES.map(({ minutes }) => stream(seed, `${name}/noise/${minutes}`));
    this.week = stream(seed, `${name}/week`);
  }

  day(day: Day): Float64Array {
    return this.days.get(day);
  }

  private make(day: Day): Float64Array {
    const market = this.market.day(day);
    const activity = this.activityOf(day);
    const growth = this.market.growth(day, this.spec.growthPerYear);
    const rate = new Float64Array(MINUTES_PER_DAY);
    const first = day * MINUTES_PER_DAY;
    const { ratePerSecond, noise, newsSensitivity, replay } = this.spec;
    const strength = replay?.strength ?? 0;
    const factor = this.factor(day);
    for (let i = 0; i < MINUTES_PER_DAY; i++) {
      const level = (activity[i] ?? 0) * (market.level[i] ?? 1) * (1 + newsSensitivity * (market.news[i] ?? 0));
      const texture = this.replay === undefined ? 0 : strength * this.replay.deviation(first + i, this.week);
      rate[i] = ratePerSecond * growth * level * exp(noise * this.noiseAt(first + i) + texture) * (factor?.[i] ?? 1);
    }
    this.addWeekly(market, rate);
    return rate;
  }

  /** Share of the rate that the time of day and week brings: all users live their day with the market, or parts of them later. */
  private activityOf(day: Day): Float64Array {
    const { overnight, weekend, spread } = this.spec;
    const parts = spread.length === 0 ? [{ laterHours: 0, share: 1 }] : spread;
    const activity = new Float64Array(MINUTES_PER_DAY);
    for (const { laterHours, share } of parts) {
      const later = Math.round(laterHours * MINUTES_PER_HOUR);
      for (const over of new Set([floor(-later / MINUTES_PER_DAY), floor((MINUTES_PER_DAY - 1 - later) / MINUTES_PER_DAY)])) {
        const { session, business } = this.market.day(day + over);
        const shift = later + over * MINUTES_PER_DAY;
        for (let i = max(0, shift); i < min(MINUTES_PER_DAY, shift + MINUTES_PER_DAY); i++) {
          const idle = business[i - shift] === 1 ? overnight : weekend;
          activity[i] = (activity[i] ?? 0) + share * (idle + (1 - idle) * (session[i - shift] ?? 0));
        }
      }
    }
    return activity;
  }

  private noiseAt(minute: number): number {
    let sum = 0;
    for (let octave = 0; octave < OCTAVES.length; octave++) {
      const { minutes, weight } = OCTAVES[octave] ?? { minutes: 1, weight: 0 };
      const of = this.noise[octave] ?? 0;
      const at = minute / minutes;
      const low = floor(at);
      const from = normal(of, low);
      sum += weight * (minutes === 1 ? from : from + (normal(of, low + 1) - from) * (at - low));
    }
    return sum;
  }

  private addWeekly(market: MarketDay, rate: Float64Array): void {
    for (const { weekday, at, minutes, extra } of this.spec.weekly) {
      const start = minutesOf(at);
      for (let i = 0; i < MINUTES_PER_DAY; i++) {
        if (market.weekday[i] !== weekday) continue;
        const since = (market.minuteOfDay[i] ?? 0) - start;
        const left = minutes - since;
        if (since < 0 || left <= 0) continue;
        const ramp = min(1, (since + 1) / RAMP_MINUTES, left / RAMP_MINUTES);
        rate[i] = (rate[i] ?? 0) + this.spec.ratePerSecond * extra * ramp;
      }
    }
  }
}
