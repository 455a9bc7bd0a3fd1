import type { Calendar } from "../../contract";
import { Lru } from "../lru";
import { normal, pareto, type Stream, stream, uniform } from "../random";
import type { MarketSpec } from "../scenario/demand";
import { type Day, type LocalMinute, MINUTES_PER_DAY, minutesOf, WallClock } from "../time";

/** What one UTC day looks like to everybody. */
export interface MarketDay {
  /** Activity of the session; 0 outside, about 1 in the middle of it. */
  readonly session: Float64Array;
  /** 1 on exchange days, 0 on weekends and holidays. */
  readonly business: Uint8Array;
  /** Height of bursts above the ordinary level. */
  readonly news: Float64Array;
  /** Level of the day: growth, month ends, day-to-day variation. */
  readonly level: Float64Array;
  readonly weekday: Uint8Array;
  readonly minuteOfDay: Uint16Array;
}

const DAYS_PER_YEAR = 365;
const DAYS_REMEMBERED = 512;
/** A burst is followed for this many half-lives. */
const HALF_LIVES = 8;
const MINUTES_PER_HOUR = 60;

/** The market's clock and mood: shared by all components, so that their loads rise together. */
export class Market {
  private readonly clock: WallClock;
  private readonly calendar: Calendar;
  private readonly holidays: ReadonlySet<string>;
  private readonly newsAt: Stream;
  private readonly newsHeight: Stream;
  private readonly dayLevel: Stream;
  private readonly days = new Lru<Day, MarketDay>(DAYS_REMEMBERED, (day) => this.make(day));

  constructor(
    private readonly spec: MarketSpec,
    calendar: Calendar,
    timeZone: string,
    seed: number,
    private readonly nowDay: number,
  ) {
    this.calendar = spec.hours === undefined ? calendar : { ...calendar, ...spec.hours };
    this.clock = new WallClock(spec.hours?.timeZone ?? timeZone);
    this.holidays = new Set(calendar.holidays);
    this.newsAt = stream(seed, "market/news/at");
    this.newsHeight = stream(seed, "market/news/height");
    this.dayLevel = stream(seed, "market/level");
  }

  day(day: Day): MarketDay {
    return this.days.get(day);
  }

  /** Level of a day that grows by a share a year and is 1 at the scenario's `now`. */
  growth(day: Day, perYear: number): number {
    return (1 + perYear) ** ((day - this.nowDay) / DAYS_PER_YEAR);
  }

  private make(day: Day): MarketDay {
    const made = {
      session: new Float64Array(MINUTES_PER_DAY),
      business: new Uint8Array(MINUTES_PER_DAY),
      news: new Float64Array(MINUTES_PER_DAY),
      level: new Float64Array(MINUTES_PER_DAY),
      weekday: new Uint8Array(MINUTES_PER_DAY),
      minuteOfDay: new Uint16Array(MINUTES_PER_DAY),
    };
    for (let hour = 0; hour < MINUTES_PER_DAY; hour += MINUTES_PER_HOUR) {
      const local = this.clock.at(day * MINUTES_PER_DAY + hour);
      const business = this.isBusiness(local);
      const level = this.levelOf(local, day);
      for (let i = hour; i < hour + MINUTES_PER_HOUR; i++) {
        const minute = (local.minuteOfDay + i - hour) % MINUTES_PER_DAY;
        made.session[i] = business ? this.sessionAt(minute) : 0;
        made.business[i] = business ? 1 : 0;
        made.level[i] = level;
        made.weekday[i] = local.weekday;
        made.minuteOfDay[i] = minute;
      }
    }
    this.addNews(day, made.news);
    return made;
  }

  private isBusiness({ weekday, ...date }: LocalMinute): boolean {
    return this.calendar.workingDays.includes(weekday) && !this.holidays.has(isoDate(date));
  }

  /** U-shaped between the open and the close, thin before and after. */
  private sessionAt(minute: number): number {
    const { open, close, noonDip, extendedHours } = this.spec;
    const opens = minutesOf(this.calendar.open);
    const closes = minutesOf(this.calendar.close);
    const before = opens - minute;
    const after = minute - closes;
    const reach = extendedHours.hours * MINUTES_PER_HOUR;
    if (before > 0) return before >= reach ? 0 : extendedHours.activity * (1 - before / reach);
    if (after >= 0) return after >= reach ? 0 : extendedHours.activity * (1 - after / reach);
    const middle = 1 - noonDip * Math.sin((Math.PI * -before) / (closes - opens)) ** 2;
    return middle + open.height * Math.exp(before / open.minutes) + close.height * Math.exp(after / close.minutes);
  }

  private levelOf(local: LocalMinute, day: Day): number {
    const localDay = Date.UTC(local.year, local.month - 1, local.day);
    const variation = Math.exp(this.spec.dayVariation * normal(this.dayLevel, localDay / 86_400_000));
    return variation * this.growth(day, this.spec.growthPerYear) * this.monthEndFactor(local);
  }

  private monthEndFactor(local: LocalMinute): number {
    if (!this.isBusiness(local)) return 1;
    for (let ahead = 1; ; ahead++) {
      const date = new Date(Date.UTC(local.year, local.month - 1, local.day + ahead));
      const later = {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        weekday: ((local.weekday + ahead - 1) % 7) + 1,
        minuteOfDay: 0,
      };
      if (later.month !== local.month) return local.month % 3 === 0 ? this.spec.quarterEnd : this.spec.monthEnd;
      if (this.isBusiness(later)) return 1;
    }
  }

  private addNews(day: Day, news: Float64Array): void {
    const { perDay, height, tailIndex, maxHeight, halfLifeMinutes } = this.spec.news;
    const reach = Math.ceil(HALF_LIVES * halfLifeMinutes);
    const firstMinute = day * MINUTES_PER_DAY;
    const firstHour = Math.floor((firstMinute - reach) / MINUTES_PER_HOUR);
    const decay = 0.5 ** (1 / halfLifeMinutes);
    for (let hour = firstHour; hour * MINUTES_PER_HOUR < firstMinute + MINUTES_PER_DAY; hour++) {
      const draw = uniform(this.newsAt, hour) / (perDay / 24);
      if (!(draw < 1)) continue;
      const at = Math.floor((hour + draw) * MINUTES_PER_HOUR) - firstMinute;
      const size = Math.min(maxHeight, height * pareto(this.newsHeight, hour, tailIndex));
      const from = Math.max(0, at);
      let level = size * decay ** (from - at);
      for (let i = from; i < Math.min(at + reach, MINUTES_PER_DAY); i++) {
        news[i] = Math.min(maxHeight, (news[i] ?? 0) + level);
        level *= decay;
      }
    }
  }
}

const isoDate = ({ year, month, day }: Pick<LocalMinute, "year" | "month" | "day">): string =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
