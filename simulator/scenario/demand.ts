import { z } from "zod";
import { timeZoneSchema } from "../../contract";

const share = z.number().min(0).max(1);
const hhmm = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM");

/** How the business day moves all components together. */
export const marketSchema = z.strictObject({
  /** When users are there, if that is not when the policy's calendar says. @default the policy's calendar and time zone */
  hours: z
    .strictObject({
      /** IANA name. */
      timeZone: timeZoneSchema,
      /** ISO: 1 = Monday. */
      workingDays: z.array(z.int().min(1).max(7)),
      open: hhmm,
      close: hhmm,
    })
    .refine(({ open, close }) => open < close, { path: ["close"], error: "must come after open, on the same day" })
    .optional(),
  /** Height of the spike at the open, relative to mid-session, and how fast it fades. */
  open: z.strictObject({ height: z.number().nonnegative(), minutes: z.number().positive() }),
  close: z.strictObject({ height: z.number().nonnegative(), minutes: z.number().positive() }),
  /** How much deeper noon is than mid-session. */
  noonDip: share,
  /** Hours of trading before the open and after the close, and their greatest activity. */
  extendedHours: z.strictObject({ hours: z.number().nonnegative(), activity: share }),
  /** Factor on the last exchange day of a month, and of a quarter. */
  monthEnd: z.number().positive(),
  quarterEnd: z.number().positive(),
  /** Standard deviation of the logarithm of a day's level. */
  dayVariation: z.number().nonnegative(),
  /** Relative growth in a year; the level is 1 at the scenario's `now`. */
  growthPerYear: z.number(),
  /** Bursts that hit all components at once: Poisson in time, Pareto in height. */
  news: z.strictObject({
    perDay: z.number().nonnegative().max(24),
    height: z.number().nonnegative(),
    tailIndex: z.number().positive(),
    maxHeight: z.number().nonnegative(),
    halfLifeMinutes: z.number().positive(),
  }),
});
export type MarketSpec = z.infer<typeof marketSchema>;

/** Work that arrives at a component. */
export const demandSchema = z.strictObject({
  /** Per second, on an ordinary day in mid-session. */
  ratePerSecond: z.number().nonnegative(),
  /** Share of the rate that is there outside the session of an exchange day. */
  overnight: share,
  /** The same on weekends and exchange holidays. */
  weekend: share,
  /** Standard deviation of the logarithm of correlated noise. */
  noise: z.number().nonnegative(),
  /** How much of the market's news it feels. @default 1 */
  newsSensitivity: z.number().nonnegative().default(1),
  /** A real series of `simulator/data` (CSV, or `FILE.csv.gz#vm`) laid over the demand by hour of week. */
  replay: z.strictObject({ series: z.string(), strength: share }).optional(),
  /** Parts of the users that live their day later than the market's (negative: earlier). @default all of them with the market */
  spread: z.array(z.strictObject({ laterHours: z.number().min(-12).max(12), share })).default([]),
  /** Relative growth in a year, on top of the market's. */
  growthPerYear: z.number().gt(-1).default(0),
  /** Recurring extra work, in shares of the rate. */
  weekly: z
    .array(
      z.strictObject({
        /** ISO: 1 = Monday. */
        weekday: z.int().min(1).max(7),
        at: hhmm,
        minutes: z.number().positive(),
        extra: z.number().nonnegative(),
      }),
    )
    .default([]),
});
export type DemandSpec = z.infer<typeof demandSchema>;
