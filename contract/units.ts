declare const unit: unique symbol;

/** A number that carries its unit in its type, so that a percentage is never added to a fraction. */
export type Quantity<U extends string> = number & { readonly [unit]: U };

/** 0–1. */
export type Fraction = Quantity<"fraction">;
export type Milliseconds = Quantity<"milliseconds">;
export type Bytes = Quantity<"bytes">;
/** UTC, seconds since 1970-01-01. */
export type EpochSeconds = Quantity<"epoch-seconds">;
/** US dollars for 730 hours. */
export type UsdPerMonth = Quantity<"usd-per-month">;

export const fraction = (value: number): Fraction => value as Fraction;
export const milliseconds = (value: number): Milliseconds => value as Milliseconds;
export const bytes = (value: number): Bytes => value as Bytes;
export const epochSeconds = (value: number): EpochSeconds => value as EpochSeconds;
export const usdPerMonth = (value: number): UsdPerMonth => value as UsdPerMonth;

/** AWS bills by the hour and prices a month as 730 of them. */
export const HOURS_PER_MONTH = 730;
export const SECONDS_PER_DAY = 86_400;
export const GIB = 2 ** 30;

/** Units in which the optimizer calculates; CloudWatch's own are converted where series are read. */
export const CANONICAL_UNITS = ["fraction", "milliseconds", "bytes", "bytes-per-second", "count", "count-per-second", "seconds"] as const;
export type CanonicalUnit = (typeof CANONICAL_UNITS)[number];
