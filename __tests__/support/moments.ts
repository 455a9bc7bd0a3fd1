import { GIB } from "../../contract";
import { DAY, type Measure, NOW } from "./snapshot";
import type { Level } from "./trading-load";

/** Usable memory of a shard on cache.r6gd.xlarge: the part that the reserve leaves. */
export const USABLE = 26.32 * GIB * 0.75;
export const noon = NOW - DAY + 12 * 3600;

/** A level for some minutes from noon of yesterday, in the tier of minutes alone, and another one at any other time. */
export const spikes =
  (minutes: number, level: number, base: number, from = noon): Measure =>
  ({ epoch, periodSeconds }) =>
    periodSeconds === 60 && epoch >= from && epoch < from + minutes * 60 ? level : base;

/** A level in all tiers within the last minutes before noon of yesterday, and another one at any other time. */
export const during =
  (minutes: number, level: number, otherwise: number): Level =>
  ({ epoch }) =>
    epoch >= noon - minutes * 60 && epoch < noon ? level : otherwise;
