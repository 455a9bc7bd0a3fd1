import { largest } from "../../statistics";
import { isMissing } from "../../statistics/missing";
import { DAY } from "../trace";

/** A published way of sizing a machine by its past. */
export interface SizingRule {
  /** As typed on the command line. */
  readonly name: string;
  readonly title: string;
  /** Where it is defined. */
  readonly source: string;
  /** @returns the capacity that it asks for, in units of the present one, before any ladder */
  capacity(history: History): number;
}

/** Demand up to a decision. */
export interface History {
  /** Five minutes each, as a share of the present capacity; NaN where unknown. */
  readonly demand: Float64Array;
  /** The known values of the last days, ascending. */
  sorted(days: number): Float64Array;
  greatest(days: number): number;
}

/** Share of a size that demand may take: the benchmark's line. */
export const TARGET = 0.8;

/** Several rules sort the same days: once is enough. */
export function historyOf(demand: Float64Array): History {
  const known = new Map<number, Float64Array>();
  const last = (days: number): Float64Array => demand.subarray(Math.max(0, demand.length - days * DAY));
  return {
    demand,
    greatest: (days) => largest(last(days)),
    sorted: (days) => {
      const values =
        known.get(days) ??
        last(days)
          .filter((value) => !isMissing(value))
          .sort();
      known.set(days, values);
      return values;
    },
  };
}

/** Quantile of sorted values, interpolated between neighbours (Hyndman and Fan's type 7, the default of NumPy). */
export function interpolated(sorted: Float64Array, q: number): number {
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  return low + ((sorted[below + 1] ?? low) - low) * (position - below);
}
