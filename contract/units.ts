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
export const MS_PER_SECOND = 1_000;
export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_HOUR = 3_600;
export const SECONDS_PER_DAY = 86_400;

/** A share as people read it: 0.0412 is `4.1 %`. */
export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;
export const MIB = 2 ** 20;
export const GIB = 2 ** 30;

/** Units in which the optimizer calculates; CloudWatch's own are converted where series are read. */
export const CANONICAL_UNITS = ["fraction", "milliseconds", "bytes", "bytes-per-second", "count", "count-per-second", "seconds"] as const;
export type CanonicalUnit = (typeof CANONICAL_UNITS)[number];
